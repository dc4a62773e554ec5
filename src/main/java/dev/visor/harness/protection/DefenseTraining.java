package dev.visor.harness.protection;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.CompositeDefense;
import dev.visor.defense.CompositeDefense.Part;
import dev.visor.defense.Defense;
import dev.visor.defense.Surrogates;
import dev.visor.defense.TrainedDefense;
import dev.visor.harness.Diverged;
import dev.visor.harness.Progress;
import dev.visor.harness.code.Implementation;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.Stage;
import dev.visor.harness.store.StoreKey;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.training.optimization.Checkpoints;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Trains what a defense protects with, on the plan's training people, or finds it in the store under the digest of all that makes it.
 *
 * <p>A part of a composed defense is trained by itself: its weights are those that it has where it stands alone.
 */
public final class DefenseTraining {

    public static final Stage STAGE = new Stage("defense-training", DefenseTraining.class);

    private final ProtectionSpec recipe;
    private final FaceLocator photographs;
    private final ContentStore store;
    private final Compute compute;
    private final Progress progress;

    /** A defense that is ready to protect, and the digest of all weights in it. */
    record Trained(Defense defense, Digest weights) {}

    DefenseTraining(
            ProtectionSpec recipe, FaceLocator photographs, ContentStore store, Compute compute, Progress progress) {
        this.recipe = recipe;
        this.photographs = photographs;
        this.store = store;
        this.compute = compute;
        this.progress = progress;
    }

    /**
     * Trains all that there is to train.
     *
     * @throws InputError if the plan keeps no photos for that, or no face is found in any
     */
    Trained train() {
        if (recipe.trainedOn().isEmpty()) {
            throw new InputError(
                    "%s is trained on photos of people who are not protected, and there are none here; run it in a suite that sets training, such as watermark-lfw"
                            .formatted(recipe.defense().id()));
        }
        List<FaceImage> faces = photographs.faces(recipe.trainedOn(), recipe.crop());
        if (faces.isEmpty()) {
            throw new InputError("%s is to be trained on %d photos, and no face is found in any of them"
                    .formatted(recipe.defense().id(), recipe.trainedOn().size()));
        }
        return trained(recipe.defense().id(), recipe.defense().plugin(), faces);
    }

    private Trained trained(String id, Defense defense, List<FaceImage> faces) {
        if (defense instanceof TrainedDefense learner) {
            byte[] weights = weights(id, learner, faces);
            return new Trained(learner.trained(weights), Digest.of(weights));
        }
        if (!(defense instanceof CompositeDefense composed)) {
            return new Trained(defense, Digest.of("nothing is trained"));
        }
        List<Part> parts = new ArrayList<>();
        Digest.Builder digest = Digest.builder("parts");
        for (Part part : composed.parts()) {
            Trained made = trained(part.id(), part.defense(), faces);
            parts.add(new Part(part.id(), made.defense()));
            digest.add(part.id(), made.weights());
        }
        return new Trained(composed.with(parts), digest.build());
    }

    private byte[] weights(String id, TrainedDefense learner, List<FaceImage> faces) {
        List<DifferentiableRecognizer> asked = learner.needsSurrogates() ? recipe.surrogates() : List.of();
        StoreKey.Builder made = StoreKey.of(STAGE, "trained defense")
                .with("defense", Implementation.ofObject(learner))
                .add("recipe", learner.recipe())
                .add("crop", recipe.crop().digest())
                .add("seed", recipe.seed().value())
                .add("faces", faces.stream().map(face -> face.digest().hex()).toList());
        asked.forEach(surrogate -> made.with("surrogate", surrogate));
        StoreKey key = made.build();
        return store.get(key).orElseGet(() -> {
            progress.say(String.format(Locale.ROOT, "%s: training on photos of %d people", id, faces.size()));
            byte[] weights = Diverged.told(
                    "training " + id,
                    "lower its rate",
                    compute,
                    () -> learner.train(
                            faces,
                            new Surrogates(asked, compute),
                            recipe.seed().derive("training of a defense"),
                            checkpoints(key, id),
                            epoch -> progress.say(told(id, epoch))));
            store.put(key, weights);
            return weights;
        });
    }

    private static String told(String id, Epoch epoch) {
        return String.format(
                Locale.ROOT,
                "%s, training: epoch %d, loss %s, on people set aside %s",
                id,
                epoch.number(),
                epoch.training().isPresent()
                        ? String.format(Locale.ROOT, "%.4f", epoch.training().getAsDouble())
                        : "-",
                epoch.validation().isPresent()
                        ? String.format(Locale.ROOT, "%.4f", epoch.validation().getAsDouble())
                        : "-");
    }

    private Checkpoints checkpoints(StoreKey key, String id) {
        StoreKey place = key.part("checkpoint").build();
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
                progress.say(
                        "%s, training: the stored checkpoint is of no use (%s): it starts again".formatted(id, reason));
            }
        };
    }
}
