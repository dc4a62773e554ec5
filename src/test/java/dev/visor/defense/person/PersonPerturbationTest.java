package dev.visor.defense.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Embedding;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.defense.person.PersonPerturbation.Area;
import dev.visor.defense.person.PersonPerturbation.Params;
import dev.visor.defense.person.PersonPerturbation.Start;
import dev.visor.defense.person.PersonPerturbation.Whose;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ImageQuality;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a linear recognizer, a perturbation must lead other photos of the person away from the clean ones. */
class PersonPerturbationTest {

    private static final int PHOTOS = 5;

    /** Faces of noise hide much: a limit as small as what is measured on them. */
    private static final double LIMIT = .0003;

    /** Photos of one person: a face with a little of others in it. */
    private static final List<FaceImage> PERSON = photos();

    private Compute compute;
    private LinearRecognizer surrogate;

    @BeforeEach
    void open() {
        compute = Compute.open("cpu");
        surrogate = new LinearRecognizer("linear", 1, compute);
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @ParameterizedTest
    @EnumSource(FeatureLoss.class)
    void leadsAPhotoThatItNeverSawAwayFromTheOthers(FeatureLoss loss) {
        boolean alone = loss == FeatureLoss.ANGLE || loss == FeatureLoss.COSINE || loss == FeatureLoss.VOLUME;
        Params params = params(loss, alone ? Update.MINI_BATCH : Update.SHARED, Perceptibility.NONE);

        Perturbation learned = learn(params);
        FaceImage unseen = PERSON.get(PHOTOS);
        FaceImage changed = learned.addedTo(unseen).quantized();

        assertThat(similarity(unseen)).isGreaterThan(.8);
        assertThat(similarity(changed)).isLessThan(similarity(unseen) - .3);
        for (float value : learned.values()) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo(8.001f);
        }
    }

    @Test
    void whatLimitsPerceptionKeepsTheImageCloser() {
        Perturbation free = learn(params(FeatureLoss.ANGLE, Update.MINI_BATCH, Perceptibility.NONE));
        Perturbation limited = learn(params(FeatureLoss.ANGLE, Update.MINI_BATCH, Perceptibility.DSSIM));

        assertThat(size(limited)).isLessThan(size(free));
    }

    @Test
    void theGradientIsThatOfTheWholeLoss() {
        Params params = params(FeatureLoss.ANGLE, Update.MINI_BATCH, Perceptibility.DSSIM);
        Learning learning = new Learning(params, PERSON.subList(0, PHOTOS), facts(PHOTOS), surrogates());
        List<Integer> batch = List.of(3, 1);
        float[] at = Learning.uniform(PERSON.get(0).pixels().length, 6, new Seed(5).generator());
        double weight = 4;

        Learning.Slope slope = learning.slope(batch, Collections.nCopies(2, at), true, weight, 0);

        assertThat(slope.unlike()).isGreaterThan(params.limit());
        for (int k : new int[] {7, 100, 555}) {
            double expected = (loss(batch, at, k, 1, weight) - loss(batch, at, k, -1, weight)) / 2;
            double mean = (slope.values()[0][k] + slope.values()[1][k]) / 2;
            assertThat(mean).isCloseTo(expected, within(2e-3 * Math.max(.01, Math.abs(expected)) + 2e-5));
        }
    }

    /** The mean over the batch, in plain Java, with one value moved. */
    private double loss(List<Integer> batch, float[] at, int k, float by, double weight) {
        float[] moved = at.clone();
        moved[k] += by;
        double sum = 0;
        for (int i : batch) {
            FaceImage original = PERSON.get(i);
            FaceImage changed = new Perturbation(original.width(), original.height(), moved).addedTo(original);
            double cosine = embed(changed).similarity(embed(original));
            double unlike = (1
                            - ImageQuality.of(compute, List.of(original), List.of(changed))
                                    .get(0)
                                    .ssim())
                    / 2;
            sum += -Math.acos(Math.max(-1, Math.min(1, cosine))) + weight * Math.max(0, unlike - LIMIT);
        }
        return sum / batch.size();
    }

    @Test
    void itIsTheSameWhateverIsLearnedBesideIt() {
        Params params = params(FeatureLoss.COSINE, Update.MINI_BATCH, Perceptibility.NONE);

        assertThat(learn(params).values()).isEqualTo(learn(params).values());
    }

    @Test
    void aLooseBoxIsChangedWithinTheFaceAlone() {
        Landmarks points = Landmarks.of(((Crop.FivePoint) Crop.ARCFACE112).targets());
        Landmarks inCrop = Landmarks.of(points.points().stream()
                .map(Crop.LooseBox.of(112).fit(points)::apply)
                .toList());
        Params params = new Params(
                FeatureLoss.ANGLE,
                Update.MINI_BATCH,
                8 / 255.,
                1 / 255.,
                1,
                4,
                Perceptibility.NONE,
                0,
                Start.STEP,
                Area.LOOSE_BOX,
                Whose.PERSON);
        float[] values = new float[3 * 112 * 112];
        Arrays.fill(values, 5);
        FaceImage gray = new FaceImage(112, 112, filled(100));
        PhotoFacts facts = new PhotoFacts(inCrop, Optional.empty(), 1, Optional.of(new Perturbation(112, 112, values)));

        FaceImage changed = new PersonPerturbation(params)
                .protect(
                        List.of(gray),
                        new DefenseContext(surrogates(), List.of(), List.of(new Seed(1).generator()), List.of(facts)))
                .get(0);

        assertThat(changed.at(0, 56, 56)).isEqualTo(105);
        assertThat(changed.at(0, 1, 1)).isEqualTo(100);
        assertThat(changed.at(2, 110, 110)).isEqualTo(100);
    }

    @Test
    void settingsThatDoNotGoTogetherAreRefused() {
        assertThatThrownBy(() -> params(FeatureLoss.VOLUME, Update.SHARED, Perceptibility.NONE))
                .hasMessageStartingWith("update shared goes with");
        assertThatThrownBy(() -> new Params(
                        FeatureLoss.ANGLE,
                        Update.MINI_BATCH,
                        8 / 255.,
                        1 / 255.,
                        5,
                        4,
                        Perceptibility.DSSIM,
                        0,
                        Start.STEP,
                        Area.ALIGNED,
                        Whose.PERSON))
                .hasMessageStartingWith("limit must lie in (0, 1)");
    }

    private static Params params(FeatureLoss loss, Update update, Perceptibility perceptibility) {
        return new Params(
                loss,
                update,
                8 / 255.,
                1 / 255.,
                12,
                4,
                perceptibility,
                perceptibility == Perceptibility.NONE ? 0 : LIMIT,
                Start.STEP,
                Area.ALIGNED,
                Whose.PERSON);
    }

    private Perturbation learn(Params params) {
        return new PersonPerturbation(params)
                .learn(PERSON.subList(0, PHOTOS), facts(PHOTOS), surrogates(), new Seed(3).generator());
    }

    private Surrogates surrogates() {
        return new Surrogates(List.of(surrogate), compute);
    }

    private static List<PhotoFacts> facts(int count) {
        Landmarks points = Landmarks.of(((Crop.FivePoint) LinearRecognizer.CROP).targets());
        return IntStream.range(0, count)
                .mapToObj(i -> new PhotoFacts(points, Optional.of(new SubjectId("somebody"))))
                .toList();
    }

    /** The mean similarity to the photos that were learned from. */
    private double similarity(FaceImage face) {
        return PERSON.subList(0, PHOTOS).stream()
                .mapToDouble(photo -> embed(photo).similarity(embed(face)))
                .average()
                .orElseThrow();
    }

    private Embedding embed(FaceImage face) {
        return surrogate.embed(List.of(face)).get(0);
    }

    private static double size(Perturbation perturbation) {
        double sum = 0;
        for (float value : perturbation.values()) {
            sum += value * value;
        }
        return sum;
    }

    private static float[] filled(float value) {
        float[] pixels = new float[3 * 112 * 112];
        Arrays.fill(pixels, value);
        return pixels;
    }

    private static List<FaceImage> photos() {
        FaceImage face = SyntheticFaces.of(1, 9).get(0);
        return SyntheticFaces.of(PHOTOS + 1, 10).stream()
                .map(other -> {
                    float[] pixels = face.pixels().clone();
                    for (int i = 0; i < pixels.length; i++) {
                        pixels[i] = Math.round(.75f * pixels[i] + .25f * other.pixels()[i]);
                    }
                    return new FaceImage(face.width(), face.height(), pixels);
                })
                .toList();
    }
}
