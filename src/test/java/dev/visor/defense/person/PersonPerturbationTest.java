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
import dev.visor.defense.LearnedEpoch;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.defense.person.PersonPerturbation.Area;
import dev.visor.defense.person.PersonPerturbation.Params;
import dev.visor.defense.person.PersonPerturbation.Start;
import dev.visor.defense.person.PersonPerturbation.Whose;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.mesh.FaceMesh;
import dev.visor.recognizer.mesh.MeshTopology;
import dev.visor.tensor.Compute;
import dev.visor.tensor.ImageQuality;
import java.util.ArrayList;
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

    /** The last epoch's figures are those of the perturbation before its steps: near those of what was learned, and the angle has grown. */
    @Test
    void tellsTheAngleAndTheDissimilarityOfEveryEpoch() {
        List<LearnedEpoch> epochs = new ArrayList<>();
        Params params = params(FeatureLoss.ANGLE, Update.MINI_BATCH, Perceptibility.DSSIM);

        new PersonPerturbation(params)
                .learn(PERSON.subList(0, 1), facts(1), surrogates(), new Seed(3).generator(), epochs::add);

        assertThat(epochs).extracting(LearnedEpoch::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        // Of one photo in batches of one, an epoch's figures are those of the perturbation that it began with.
        List<LearnedEpoch> shorter = new ArrayList<>();
        Perturbation before = new PersonPerturbation(new Params(
                        params.loss(),
                        params.update(),
                        params.epsilon(),
                        params.step(),
                        11,
                        params.batch(),
                        params.perceptibility(),
                        params.limit(),
                        params.start(),
                        params.area(),
                        params.whose()))
                .learn(PERSON.subList(0, 1), facts(1), surrogates(), new Seed(3).generator(), shorter::add);
        FaceImage changed = before.addedTo(PERSON.get(0));
        assertThat(epochs.get(11).figures().get("angle"))
                .isCloseTo(Math.acos(embed(changed).similarity(embed(PERSON.get(0)))), within(1e-4));
        assertThat(epochs.get(11).figures().get("dssim"))
                .isCloseTo(
                        (1
                                        - ImageQuality.of(compute, List.of(PERSON.get(0)), List.of(changed))
                                                .get(0)
                                                .ssim())
                                / 2,
                        within(1e-5));
        assertThat(epochs.get(11).figures().get("angle"))
                .isGreaterThan(epochs.get(0).figures().get("angle"));
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

    /** Two triangles that cover the middle of the face, each photo's a little elsewhere. */
    @Test
    void theGradientOfATextureIsThatOfTheWholeLoss() {
        Params params = onMesh(FeatureLoss.ANGLE, Perceptibility.DSSIM);
        Learning learning = new Learning(params, PERSON.subList(0, PHOTOS), meshed(PHOTOS), surrogates());
        List<Integer> batch = List.of(3, 1);
        float[] texture = Learning.uniform(PERSON.get(0).pixels().length, 6, new Seed(5).generator());

        Learning.Slope slope = learning.slope(
                batch, batch.stream().map(i -> learning.onto(i, texture)).toList(), true, 4, 0);

        int side = PERSON.get(0).height();
        for (int k : new int[] {side * side / 2 + side / 2, side * side + side * (side / 2 - 2) + side / 3}) {
            double expected =
                    (lossOfTexture(learning, batch, texture, k, 1) - lossOfTexture(learning, batch, texture, k, -1))
                            / 2;
            double mean = (learning.back(3, slope.values()[0])[k] + learning.back(1, slope.values()[1])[k]) / 2;
            assertThat(expected).isNotZero();
            assertThat(mean).isCloseTo(expected, within(.01 * Math.abs(expected) + 3e-7));
        }
    }

    private double lossOfTexture(Learning learning, List<Integer> batch, float[] at, int k, float by) {
        float[] moved = at.clone();
        moved[k] += by;
        return batch.stream()
                .mapToDouble(i -> loss(List.of(i), learning.onto(i, moved), 0, 0, 4))
                .average()
                .orElseThrow();
    }

    @Test
    void aTextureLeadsAPhotoThatItNeverSawAwayFromTheOthers() {
        PersonPerturbation defense = new PersonPerturbation(onMesh(FeatureLoss.VOLUME, Perceptibility.NONE));
        List<PhotoFacts> facts = meshed(PHOTOS + 1);

        Perturbation learned = defense.learn(
                PERSON.subList(0, PHOTOS),
                facts.subList(0, PHOTOS),
                surrogates(),
                new Seed(3).generator(),
                epoch -> {});
        FaceImage unseen = PERSON.get(PHOTOS);
        FaceImage changed = protect(defense, unseen, facts.get(PHOTOS).with(learned));

        assertThat(defense.needsMesh()).isTrue();
        assertThat(similarity(changed)).isLessThan(similarity(unseen) - .05);
        assertThat(changed.at(0, 0, 0)).as("beside the mesh").isEqualTo(unseen.at(0, 0, 0));
    }

    @Test
    void aPhotoWithoutAMeshStaysAsItIs() {
        PersonPerturbation defense = new PersonPerturbation(onMesh(FeatureLoss.ANGLE, Perceptibility.NONE));
        FaceImage unseen = PERSON.get(PHOTOS);
        float[] values = new float[unseen.pixels().length];
        Arrays.fill(values, 5);
        PhotoFacts facts = facts(1).get(0).with(new Perturbation(unseen.width(), unseen.height(), values));

        assertThat(protect(defense, unseen, facts)).isSameAs(unseen);
    }

    private FaceImage protect(PersonPerturbation defense, FaceImage face, PhotoFacts facts) {
        return defense.protect(
                        List.of(face),
                        new DefenseContext(surrogates(), List.of(), List.of(new Seed(1).generator()), List.of(facts)))
                .get(0);
    }

    private static Params onMesh(FeatureLoss loss, Perceptibility perceptibility) {
        Params flat = params(loss, Update.MINI_BATCH, perceptibility);
        return new Params(
                loss,
                Update.MINI_BATCH,
                flat.epsilon(),
                flat.step(),
                flat.rounds(),
                flat.batch(),
                perceptibility,
                flat.limit(),
                flat.start(),
                Area.MESH,
                Whose.PERSON);
    }

    private static List<PhotoFacts> meshed(int count) {
        int side = PERSON.get(0).height();
        List<PhotoFacts> facts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double least = 1.3 + .2 * i;
            double most = side - 2.4 + .1 * i;
            double[] points = new double[3 * MeshTopology.POINTS];
            double[] corners = {least, least, least, most, most, most, most, least};
            for (int k = 0; k < 4; k++) {
                points[3 * k] = corners[2 * k];
                points[3 * k + 1] = corners[2 * k + 1];
            }
            float[] texture = new float[2 * MeshTopology.POINTS];
            System.arraycopy(new float[] {0, 0, 0, 1, 1, 1, 1, 0}, 0, texture, 0, 8);
            facts.add(facts(1).get(0)
                    .with(new FaceMesh(new MeshTopology(new int[] {0, 1, 2, 0, 2, 3}, texture), points)));
        }
        return facts;
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
                .learn(PERSON.subList(0, PHOTOS), facts(PHOTOS), surrogates(), new Seed(3).generator(), epoch -> {});
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
