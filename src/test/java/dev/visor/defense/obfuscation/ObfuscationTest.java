package dev.visor.defense.obfuscation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObfuscationTest {

    private static final FaceImage FACE = SyntheticFaces.of(1, 1).get(0);

    /** A 2 x 3 image, all channels alike: 0 4 10 over 8 0 20, in blocks of two. */
    @Test
    void pixelationReplacesEachBlockWithItsMean() {
        float[] pixels = {0, 4, 10, 8, 0, 20, 0, 4, 10, 8, 0, 20, 0, 4, 10, 8, 0, 20};
        FaceImage image = new FaceImage(3, 2, pixels);

        assertThat(new Pixelation(new Pixelation.Params(2))
                        .protect(List.of(image), context(1))
                        .get(0)
                        .pixels())
                .startsWith(3, 3, 15, 3, 3, 15);
    }

    @Test
    void noiseStaysWithinItsBudgetUsesItAllAndFollowsItsSeed() {
        UniformNoise noise = new UniformNoise(new UniformNoise.Params(12 / 255.));
        float[] one = noise.protect(List.of(FACE), context(1)).get(0).pixels();
        float most = 0;
        for (int i = 0; i < one.length; i++) {
            most = Math.max(most, Math.abs(one[i] - FACE.pixels()[i]));
        }

        assertThat(most).isBetween(11.5f, 12f);
        assertThat(noise.protect(List.of(FACE), context(1)).get(0).pixels()).isEqualTo(one);
        assertThat(noise.protect(List.of(FACE), context(2)).get(0).pixels()).isNotEqualTo(one);
    }

    @Test
    void noneChangesNothing() {
        assertThat(new None().protect(List.of(FACE), context(1))).containsExactly(FACE);
    }

    private static DefenseContext context(long seed) {
        Compute nowhere = null;
        return new DefenseContext(new Surrogates(List.of(), nowhere), List.of(), List.of(new Seed(seed).generator()));
    }
}
