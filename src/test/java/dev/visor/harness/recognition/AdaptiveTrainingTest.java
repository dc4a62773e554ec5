package dev.visor.harness.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Restorer;
import dev.visor.attack.TrainedPurifier;
import dev.visor.attack.TrainingPair;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.Knowledge;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.obfuscation.None;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.ProtectionSpec;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a tracker learns from: gray photos, which a defense makes brighter. */
class AdaptiveTrainingTest {

    private static final int SIDE = LinearRecognizer.SIDE;

    private final MemoryStore store = new MemoryStore();
    private final Compute compute = Compute.open("cpu");

    private final Map<List<String>, byte[]> known = new HashMap<>();

    /** How often pairs were asked for. */
    private int asked;

    /** What each training was given. */
    private final List<List<TrainingPair>> lessons = new ArrayList<>();

    /** Learns nothing, but remembers what from. */
    private final class Pupil implements TrainedPurifier {

        private final boolean seesDefense;
        private final List<String> pairsOf;

        private Pupil(boolean seesDefense, List<String> pairsOf) {
            this.seesDefense = seesDefense;
            this.pairsOf = pairsOf;
        }

        @Override
        public List<String> pairsOf() {
            return pairsOf;
        }

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public boolean seesDefense() {
            return seesDefense;
        }

        @Override
        public byte[] learn(List<TrainingPair> pairs, Compute device, Seed seed, Consumer<Epoch> progress) {
            lessons.add(pairs);
            return new byte[] {1};
        }

        @Override
        public Restorer load(byte[] weights, Compute device) {
            return new Restorer() {
                @Override
                public FaceImage purify(FaceImage face) {
                    return face;
                }

                @Override
                public Digest digest() {
                    return Digest.of("nothing learned");
                }

                @Override
                public void close() {}
            };
        }
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @Test
    void aTrackerWhoRunsTheDefenseLearnsFromBothOfAPair() {
        assertThat(training(1, protectedBy(50)).restorer(countermeasure(true))).isPresent();

        TrainingPair pair = lessons.get(0).get(0);
        assertThat(pair.original().pixels()).containsOnly(100);
        assertThat(pair.protectedFace().pixels()).containsOnly(150);
        assertThat(pair.subject()).isEqualTo(new SubjectId("somebody"));
    }

    @Test
    void aTrackerWhoDoesNotLearnsFromOriginalsAlone() {
        assertThat(training(1, protectedBy(50)).restorer(countermeasure(false))).isPresent();

        TrainingPair pair = lessons.get(0).get(0);
        assertThat(pair.protectedFace().pixels())
                .containsExactly(pair.original().pixels());
    }

    @Test
    void ofADefenseThatChangesNothingThereIsNothingToLearn() {
        assertThat(training(1, protectedBy(0)).restorer(countermeasure(true))).isEmpty();
        assertThat(lessons).isEmpty();

        assertThat(training(1, protectedBy(0)).restorer(countermeasure(false))).isPresent();
    }

    @Test
    void nothingIsLearnedTwice() {
        training(1, protectedBy(50)).restorer(countermeasure(true));
        training(1, protectedBy(50)).restorer(countermeasure(true));
        assertThat(lessons).hasSize(1);

        training(1, protectedBy(60)).restorer(countermeasure(true));
        assertThat(lessons).hasSize(2);

        training(2, protectedBy(60)).restorer(countermeasure(true));
        assertThat(lessons).hasSize(3);
    }

    @Test
    void photosThatCouldNotBeProtectedTeachNothing() {
        ProtectionResult missed = new ProtectionResult.Missed(photo("photo"), Reason.NO_FACE);

        training(1, missed, protectedBy(50)).restorer(countermeasure(true));
        assertThat(lessons.get(0)).hasSize(1);

        assertThatThrownBy(() -> training(1, missed).restorer(countermeasure(true)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("raise training");
    }

    @Test
    void ofEachPhotoThereIsAPairOfEachDefenseThatMakesPairs() {
        AdaptiveTraining training = learningFrom(
                1,
                List.of(
                        List.of(protectedBy("one", 50), protectedBy("two", 50)),
                        List.of(protectedBy("one", 60), new ProtectionResult.Missed(photo("two"), Reason.NO_FACE))));

        training.restorer(countermeasure(true));

        List<TrainingPair> pairs = lessons.get(0);
        assertThat(pairs)
                .extracting(pair -> pair.protectedFace().pixels()[0])
                .as("both of the first photo, then the one of the second")
                .containsExactly(150f, 160f, 150f);
        assertThat(pairs.get(0).original()).isSameAs(pairs.get(1).original());
    }

    @Test
    void pairsOfNamedDefensesAreMadeOnceARunAndThoseOfTheAttackedOneForEachProtection() {
        Entry<Countermeasure> named = AnalyticTestBed.entry("named", new Pupil(true, List.of("other")));

        training(1, protectedBy(50)).restorer(named);
        training(1, protectedBy(50)).restorer(named);
        assertThat(asked).isEqualTo(1);

        training(2, protectedBy(50)).restorer(named);
        assertThat(asked).as("under another seed they are others").isEqualTo(2);

        training(1, protectedBy(50)).restorer(countermeasure(true));
        training(1, protectedBy(60)).restorer(countermeasure(true));
        assertThat(asked).isEqualTo(4);
    }

    private Entry<Countermeasure> countermeasure(boolean seesDefense) {
        return AnalyticTestBed.entry("pupil", new Pupil(seesDefense, List.of()));
    }

    private AdaptiveTraining training(long seed, ProtectionResult... studied) {
        return learningFrom(seed, List.of(List.of(studied)));
    }

    /** @param studied by defense */
    private AdaptiveTraining learningFrom(long seed, List<List<ProtectionResult>> studied) {
        ProtectionSpec spec = new ProtectionSpec(
                AnalyticTestBed.entry("brighter", new None()),
                List.of(),
                List.of(),
                LinearRecognizer.CROP,
                new Seed(seed));
        return new AdaptiveTraining(
                spec,
                countermeasure -> {
                    asked++;
                    return studied.stream();
                },
                known,
                store,
                compute,
                Progress.SILENT);
    }

    private static ProtectionResult protectedBy(int brighter) {
        return protectedBy("photo", brighter);
    }

    private static ProtectionResult protectedBy(String photo, int brighter) {
        float[] pixels = new float[FaceImage.CHANNELS * SIDE * SIDE];
        FaceImage face = new FaceImage(SIDE, SIDE, pixels);
        return new ProtectionResult.Done(
                photo(photo),
                LinearRecognizer.CROP,
                face,
                face,
                gray(100),
                gray(100 + brighter),
                Landmarks.of(((Crop.FivePoint) LinearRecognizer.CROP).targets()),
                new ProtectionResult.Cost(0, false, 0, 0, 0, false));
    }

    private static FacePhoto photo(String id) {
        return new FacePhoto(new PhotoId(id), new SubjectId("somebody"), Path.of("photo.png"), Optional.empty());
    }

    private static Photo gray(int shade) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        Arrays.fill(rgb, (byte) shade);
        return new Photo(SIDE, SIDE, rgb);
    }
}
