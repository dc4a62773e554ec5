package dev.visor.defense.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Budget;
import dev.visor.core.ContractViolation;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.defense.CompositeDefense.Part;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.defense.obfuscation.Pixelation;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several defenses as one, each held to what it promises by itself. */
class ComposedTest {

    private static final List<FaceImage> FACES = SyntheticFaces.of(2, 1);

    private static final Part NOISE = new Part("noise", new UniformNoise(new UniformNoise.Params(12 / 255.)));
    private static final Part FAINT = new Part("faint", new UniformNoise(new UniformNoise.Params(4 / 255.)));
    private static final Part PIXELS = new Part("pixelation", new Pixelation(new Pixelation.Params(2)));

    /** Brightens by so many levels, promises so many, and remembers what it was told. */
    private static final class Brighten implements Defense {

        private final float levels;
        private final double promised;
        private final boolean asks;
        private final List<DefenseContext> told = new ArrayList<>();

        Brighten(float levels, double promised, boolean asks) {
            this.levels = levels;
            this.promised = promised;
            this.asks = asks;
        }

        @Override
        public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
            told.add(context);
            return originals.stream()
                    .map(face -> {
                        float[] pixels = face.pixels().clone();
                        for (int i = 0; i < pixels.length; i++) {
                            pixels[i] = Math.min(255, pixels[i] + levels);
                        }
                        return new FaceImage(face.width(), face.height(), pixels);
                    })
                    .toList();
        }

        @Override
        public Optional<Budget> budget() {
            return Optional.of(new Budget(promised / 255));
        }

        @Override
        public boolean needsTargets() {
            return asks;
        }

        @Override
        public boolean needsIdentity() {
            return asks;
        }
    }

    @Test
    void eachPartIsAppliedToTheRoundedFacesOfTheOneBeforeIt() {
        List<FaceImage> composed = Composed.of(List.of(PIXELS, NOISE)).protect(FACES, context());

        List<FaceImage> first = PIXELS.defense().protect(FACES, context()).stream()
                .map(FaceImage::quantized)
                .toList();
        List<FaceImage> second = NOISE.defense().protect(first, context());
        for (int i = 0; i < FACES.size(); i++) {
            assertThat(composed.get(i).pixels())
                    .isEqualTo(second.get(i).quantized().pixels());
        }
    }

    @Test
    void theOrderMatters() {
        assertThat(Composed.of(List.of(NOISE, PIXELS))
                        .protect(FACES, context())
                        .get(0)
                        .pixels())
                .isNotEqualTo(Composed.of(List.of(PIXELS, NOISE))
                        .protect(FACES, context())
                        .get(0)
                        .pixels());
    }

    @Test
    void theBudgetIsTheSumOfTheParts() {
        assertThat(Composed.of(List.of(NOISE, FAINT)).budget()).contains(new Budget(12 / 255. + 4 / 255.));
        assertThat(Composed.of(List.of(NOISE, PIXELS)).budget())
                .as("pixelation has none")
                .isEmpty();
    }

    @Test
    void aPartThatExceedsItsOwnBudgetIsNamedThoughTheSumWouldHold() {
        Composed composed = Composed.of(List.of(new Part("greedy", new Brighten(9, 4, false)), NOISE));

        assertThatThrownBy(() -> composed.protect(FACES, context()))
                .isInstanceOf(ContractViolation.class)
                .hasMessage("part greedy moved a pixel by 9.000, and its own budget is 4.000");
    }

    @Test
    void aPartIsToldOnlyWhatItAsksFor() {
        Brighten curious = new Brighten(1, 1, true);
        Brighten modest = new Brighten(1, 1, false);

        Composed composed = Composed.of(List.of(new Part("curious", curious), new Part("modest", modest)));
        composed.protect(FACES, context());

        assertThat(composed.needsTargets()).isTrue();
        assertThat(composed.needsIdentity()).isTrue();
        assertThat(composed.needsSurrogates()).isFalse();
        assertThat(curious.told.get(0).targets()).hasSize(1);
        assertThat(curious.told.get(0).facts().get(0).subject()).contains(new SubjectId("somebody"));
        assertThat(modest.told.get(0).targets()).isEmpty();
        assertThat(modest.told.get(0).facts().get(0).subject()).isEmpty();
    }

    @Test
    void theOriginalsStayAsTheyAre() {
        Composed.of(List.of(NOISE, new Part("blur", new Pixelation(new Pixelation.Params(4)))))
                .protect(FACES, context());

        assertThat(FACES.get(0).pixels())
                .isEqualTo(SyntheticFaces.of(2, 1).get(0).pixels());
    }

    @Test
    void fewerThanTwoPartsAreRefused() {
        assertThatThrownBy(() -> new Composed.Params(List.of("noise")))
                .hasMessage("compose must name two defenses or more, such as [tip-im-paper, watermark], got [noise]");
    }

    private static DefenseContext context() {
        Compute nowhere = null;
        PhotoFacts facts = new PhotoFacts(
                Landmarks.of(((Crop.FivePoint) LinearRecognizer.CROP).targets()),
                Optional.of(new SubjectId("somebody")));
        return new DefenseContext(
                new Surrogates(List.of(), nowhere),
                SyntheticFaces.of(1, 9),
                List.of(new Seed(1).generator(), new Seed(2).generator()),
                Collections.nCopies(2, facts));
    }
}
