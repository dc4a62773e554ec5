package dev.visor.harness.inversion;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.MaskingDefense;
import dev.visor.harness.Diverged;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.Stage;
import dev.visor.harness.store.StoreKey;
import dev.visor.recognizer.training.DpSgdSteps;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.RecognizerTraining;
import dev.visor.recognizer.training.RecognizerTraining.Step;
import dev.visor.recognizer.training.RecognizerTraining.Trained;
import dev.visor.recognizer.training.optimization.Checkpoints;
import dev.visor.recognizer.training.optimization.Divergence;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Compute;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Trains recognizers under defenses, or finds them in the store under the digest of all that makes them. */
public final class TargetTraining {

    public static final Stage STAGE = new Stage("target-training", TargetTraining.class);

    private final ResolvedInversion suite;
    private final ContentStore store;
    private final Compute compute;
    private final Progress progress;

    TargetTraining(ResolvedInversion suite, ContentStore store, Compute compute, Progress progress) {
        this.suite = suite;
        this.store = store;
        this.compute = compute;
        this.progress = progress;
    }

    /**
     * Trains on one thread.
     *
     * @param faces as the defense lets a recognizer have them: those to learn from, person by person, then those that tell when to stop
     * @param people who is on each
     */
    TrainedTargetModel train(Entry<Defense> defense, List<FaceImage> faces, int[] people, long seed) {
        List<Digest> digests = faces.stream().map(FaceImage::digest).toList();
        StoreKey key = key(defense, digests, people, seed);
        Optional<byte[]> weights = store.get(key).filter(bytes -> sound(bytes, defense));
        Optional<byte[]> metrics = store.get(trainingMetrics(key));
        if (weights.isPresent() && metrics.isPresent()) {
            List<Step> steps = new ArrayList<>();
            List<Double> seconds = decode(metrics.get(), steps);
            return target(defense, seed, faces, digests, people, weights.get(), steps, seconds, false);
        }
        List<Double> seconds = new ArrayList<>();
        // Nobody saw how long the epochs before a cut took, and what is left may be too little to tell.
        boolean cut = store.get(place(key)).isPresent();
        Trained trained;
        try {
            trained = train(key, defense, faces, people, seed, seconds);
        } catch (Divergence e) {
            Diverged.refuseEngine("training under " + defense.id(), e, compute);
            throw new InputError(
                    "training under %s: %s; lower the learning rate (model.rate is %s); what else was trained is kept"
                            .formatted(
                                    defense.id(),
                                    e.getMessage(),
                                    suite.suite().model().rate()),
                    e);
        }
        if (cut) {
            seconds.clear();
        }
        store.put(trainingMetrics(key), encode(trained.steps(), seconds));
        store.put(key, trained.weights());
        return target(defense, seed, faces, digests, people, trained.weights(), trained.steps(), seconds, true);
    }

    /** Weights of before such were refused are as good as absent. */
    private boolean sound(byte[] weights, Entry<Defense> defense) {
        boolean sound = Weights.areFinite(weights);
        if (!sound) {
            progress.say(
                    "the stored recognizer trained under %s has weights that are no finite numbers: it is trained anew"
                            .formatted(defense.id()));
        }
        return sound;
    }

    /**
     * Makes the model under attack: the photos that were learned from are its own; those that told when to stop are
     * not.
     */
    private TrainedTargetModel target(
            Entry<Defense> defense,
            long seed,
            List<FaceImage> faces,
            List<Digest> digests,
            int[] people,
            byte[] weights,
            List<Step> steps,
            List<Double> seconds,
            boolean now) {
        int learned = learned();
        return new TrainedTargetModel(
                suite,
                defense,
                seed,
                faces.subList(0, learned),
                digests.subList(0, learned),
                Arrays.copyOf(people, learned),
                weights,
                Digest.of(weights),
                steps,
                seconds,
                now);
    }

    private int learned() {
        return suite.suite().people().trained() * suite.suite().people().learned();
    }

    private Trained train(
            StoreKey key,
            Entry<Defense> defense,
            List<FaceImage> faces,
            int[] people,
            long seed,
            List<Double> seconds) {
        Optional<DpSgdSteps> privately =
                defense.plugin() instanceof MaskingDefense masks ? masks.privateSteps() : Optional.empty();
        int epochs = suite.suite().model().epochs();
        String stage = "training under " + defense.id();
        long[] last = {System.nanoTime()};
        try (Masking masking = TrainedTargetModel.masking(
                defense, suite.suite().model().side(), compute, TrainedTargetModel.secrets(seed))) {
            return RecognizerTraining.train(
                    suite.suite().model(),
                    faces,
                    people,
                    suite.suite().people().trained(),
                    split(faces.size()),
                    masking,
                    privately,
                    compute,
                    // The same order of photos under every defense but those with private steps, which draw each photo
                    // by itself;
                    // the same start wherever inputs have as many channels, as a wider first layer takes more of the
                    // draws.
                    new Seed(seed).derive("training"),
                    step -> {
                        long now = System.nanoTime();
                        if (step.epoch() > 0) {
                            seconds.add((now - last[0]) / 1e9);
                        }
                        last[0] = now;
                        progress.advance(stage, step.epoch(), epochs);
                    },
                    checkpoints(key, stage));
        }
    }

    /** Beside the finished weights; a training that was cut has no speed, as nobody saw its first epochs. */
    private Checkpoints checkpoints(StoreKey key, String stage) {
        StoreKey place = place(key);
        return new Checkpoints() {
            @Override
            public Optional<byte[]> load() {
                return store.get(place);
            }

            @Override
            public void save(byte[] checkpoint) {
                store.put(place, checkpoint);
            }

            @Override
            public void refuse(String reason) {
                progress.say("%s: the stored checkpoint is of no use (%s): it starts again".formatted(stage, reason));
            }
        };
    }

    private Split split(int photos) {
        return new Split(
                IntStream.range(0, learned()).toArray(),
                IntStream.range(learned(), photos).toArray());
    }

    private StoreKey key(Entry<Defense> defense, List<Digest> faces, int[] people, long seed) {
        StoreKey.Builder key = StoreKey.of(STAGE, "trained recognizer")
                .with("defense", defense)
                .add("recipe", suite.suite().model().digest())
                .add("people", suite.suite().people().trained())
                .add("learned", learned())
                .add("seed", seed);
        for (int i = 0; i < faces.size(); i++) {
            key.add("face " + people[i], faces.get(i));
        }
        return key.build();
    }

    private static StoreKey place(StoreKey key) {
        return key.part("checkpoint").build();
    }

    private static StoreKey trainingMetrics(StoreKey key) {
        return key.part("diary").build();
    }

    private static byte[] encode(List<Step> steps, List<Double> seconds) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(steps.size());
            for (Step step : steps) {
                out.writeInt(step.epoch());
                out.writeDouble(step.trainingLoss());
                out.writeDouble(step.validationLoss());
                out.writeDouble(step.validationAccuracy());
                out.writeInt(step.trainingMetrics().size());
                for (Map.Entry<String, Double> figure : new TreeMap<>(step.trainingMetrics()).entrySet()) {
                    out.writeUTF(figure.getKey());
                    out.writeDouble(figure.getValue());
                }
            }
            out.writeInt(seconds.size());
            for (double second : seconds) {
                out.writeDouble(second);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static List<Double> decode(byte[] encoded, List<Step> steps) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                int epoch = in.readInt();
                double training = in.readDouble();
                double validation = in.readDouble();
                double accuracy = in.readDouble();
                Map<String, Double> metrics = new TreeMap<>();
                for (int figures = in.readInt(); figures > 0; figures--) {
                    metrics.put(in.readUTF(), in.readDouble());
                }
                steps.add(new Step(epoch, training, validation, accuracy, metrics));
            }
            List<Double> seconds = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                seconds.add(in.readDouble());
            }
            return seconds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
