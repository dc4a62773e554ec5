package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.MaskingDefense;
import dev.visor.defense.obfuscation.None;
import dev.visor.harness.InversionTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.MemoryStore;
import dev.visor.harness.store.StoreKey;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.Pixels;
import dev.visor.recognizer.training.TrainingBatch;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TargetTrainingTest {

    /** Two photos to learn from of each of five people, then one of each that tells when to stop. */
    private static final int[] PEOPLE = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 0, 1, 2, 3, 4};

    private static final List<FaceImage> FACES = SyntheticFaces.of(PEOPLE.length, 1, 64);
    private static final Entry<Defense> NONE = InversionTestBed.entry("none", new None());

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    private static TrainedTargetModel train(Entry<Defense> defense, ContentStore store, Progress progress) {
        TargetTraining training =
                new TargetTraining(InversionTestBed.suite(List.of(), List.of()), store, compute, progress);
        // On one thread, so that equal trainings give equal bytes.
        return compute.sideBySide(
                        2, List.<Callable<TrainedTargetModel>>of(() -> training.train(defense, FACES, PEOPLE, 1)))
                .get(0);
    }

    /** Ends the process, as it were, in the second epoch. */
    private static final class Cut implements Progress {

        @Override
        public void advance(String stage, long done, long total) {
            if (done == 2) {
                throw new UnsupportedOperationException("cut off");
            }
        }

        @Override
        public void say(String line) {}
    }

    @Test
    void aTrainingThatWasCutEndsTheSameButHasNoSpeed() {
        TrainedTargetModel whole = train(NONE, new MemoryStore(), Progress.SILENT);
        assertThat(whole.seconds()).hasSize(2);
        ContentStore store = new MemoryStore();
        assertThatThrownBy(() -> train(NONE, store, new Cut())).hasMessage("cut off");

        TrainedTargetModel resumed = train(NONE, store, Progress.SILENT);

        assertThat(resumed.weights()).isEqualTo(whole.weights());
        assertThat(resumed.steps()).hasSize(3);
        assertThat(resumed.seconds()).isEmpty();
        assertThat(train(NONE, store, Progress.SILENT).seconds()).isEmpty();
    }

    /** Keeps what is said. */
    private record Told(List<String> lines) implements Progress {

        @Override
        public void advance(String stage, long done, long total) {}

        @Override
        public void say(String line) {
            lines.add(line);
        }
    }

    /** Hands out what is no number for every entry that ends in a weight, once. */
    private static final class Poisoned implements ContentStore {

        private final ContentStore store = new MemoryStore();
        private boolean poisoning;

        @Override
        public Optional<byte[]> get(StoreKey key) {
            return store.get(key).map(bytes -> {
                byte[] changed = bytes.clone();
                if (poisoning && Weights.areFinite(bytes)) {
                    changed[changed.length - 1] = 0x7f;
                    changed[changed.length - 2] = (byte) 0xc0;
                }
                return changed;
            });
        }

        @Override
        public void put(StoreKey key, byte[] content) {
            store.put(key, content);
        }
    }

    @Test
    void storedWeightsThatAreNoNumbersAreTrainedAnewAndThatIsTold() {
        Poisoned store = new Poisoned();
        TrainedTargetModel first = train(NONE, store, Progress.SILENT);
        store.poisoning = true;
        List<String> lines = new ArrayList<>();

        TrainedTargetModel again = train(NONE, store, new Told(lines));

        assertThat(again.trained()).isTrue();
        assertThat(again.weights()).isEqualTo(first.weights());
        assertThat(lines).anyMatch(line -> line.contains("under none has weights that are no finite numbers"));
        store.poisoning = false;
        assertThat(train(NONE, store, Progress.SILENT).trained()).isFalse();
    }

    /** Fails as a faulty defense may, or drives the loss beyond all numbers. */
    private record Broken(boolean diverges) implements MaskingDefense {

        @Override
        public Masking masking(NDManager memory, int side, Seed seed) {
            if (!diverges) {
                throw new IllegalStateException("a fault of the defense");
            }
            return new Endless();
        }
    }

    @Test
    void onlyALossThatIsNoNumberIsBlamedOnTheRate() {
        assertThatThrownBy(() ->
                        train(InversionTestBed.entry("broken", new Broken(false)), new MemoryStore(), Progress.SILENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a fault of the defense");
        assertThatThrownBy(() ->
                        train(InversionTestBed.entry("broken", new Broken(true)), new MemoryStore(), Progress.SILENT))
                .isInstanceOf(InputError.class)
                .hasMessageMatching(
                        "training under broken: the (validation )?loss is NaN in epoch \\d+, batch .*(model.rate is 0.05).*");
    }

    /** Pixels without end. */
    private static final class Endless implements Masking {

        private final Masking pixels = new Pixels();

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public TrainingBatch maskForTraining(NDArray faces, int[] people, int classes, RandomGenerator random) {
            var lesson = pixels.maskForTraining(faces, people, classes, random);
            return new TrainingBatch(lesson.inputs().div(faces.sub(faces)), lesson.shares(), lesson.mixes());
        }

        @Override
        public NDArray maskForQuery(NDArray faces, RandomGenerator random) {
            return pixels.maskForQuery(faces, random);
        }

        @Override
        public NDArray visualize(NDArray inputs) {
            return inputs;
        }
    }
}
