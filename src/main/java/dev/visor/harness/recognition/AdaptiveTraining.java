package dev.visor.harness.recognition;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Restorer;
import dev.visor.attack.RetrainedRecognizer;
import dev.visor.attack.TrainedPurifier;
import dev.visor.attack.TrainingPair;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.harness.Diverged;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.ProtectionSpec;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.Stage;
import dev.visor.harness.store.StoreKey;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.Trainable;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A tracker's training against one protection, on photos of people whom he does not look up.
 *
 * <p>Weights are stored under the digest of all that they were learned from, so nothing is learned twice.
 */
public final class AdaptiveTraining {

    public static final Stage STAGE = new Stage("adaptive-training", AdaptiveTraining.class);

    private final ProtectionSpec recipe;
    private final Function<Entry<Countermeasure>, Stream<List<ProtectionResult>>> studied;
    private final Map<List<String>, byte[]> known;
    private final ContentStore store;
    private final Compute compute;
    private final Progress progress;

    /**
     * @param recipe of the protection that is attacked
     * @param studied gives the training people's photos as a countermeasure learns from them: once for each defense that makes its pairs
     * @param known weights that this run has learned from pairs of named defenses, which are the same whichever defense is attacked; added to
     */
    AdaptiveTraining(
            ProtectionSpec recipe,
            Function<Entry<Countermeasure>, Stream<List<ProtectionResult>>> studied,
            Map<List<String>, byte[]> known,
            ContentStore store,
            Compute compute,
            Progress progress) {
        this.recipe = recipe;
        this.studied = studied;
        this.known = known;
        this.store = store;
        this.compute = compute;
        this.progress = progress;
    }

    /**
     * Trains what restores faces on that countermeasure; empty if there is nothing to learn, as the defense changes
     * nothing.
     */
    Optional<Restorer> restorer(Entry<Countermeasure> countermeasure) {
        TrainedPurifier learner = (TrainedPurifier) countermeasure.plugin();
        if (known.containsKey(pairsOf(countermeasure))) {
            return Optional.of(learner.load(known.get(pairsOf(countermeasure)), compute));
        }
        List<TrainingPair> pairs = pairs(countermeasure, recipe.crop(), learner.seesDefense());
        if (learner.seesDefense() && nothingToLearn(pairs)) {
            return Optional.empty();
        }
        byte[] weights = learned(
                countermeasure,
                pairs,
                Optional.empty(),
                seed -> learner.learn(pairs, compute, seed, told(countermeasure.id())));
        if (!learner.pairsOf().isEmpty()) {
            known.put(pairsOf(countermeasure), weights);
        }
        return Optional.of(learner.load(weights, compute));
    }

    /** Stands for the pairs that a run makes with named defenses, and for what is learned from them. */
    private List<String> pairsOf(Entry<Countermeasure> countermeasure) {
        return List.of(
                countermeasure.id(),
                recipe.crop().name(),
                recipe.surrogates().stream()
                        .map(surrogate -> surrogate.card().id())
                        .toList()
                        .toString(),
                Long.toString(recipe.seed().value()));
    }

    /** The model as the tracker has tuned it; empty if there is nothing to learn. */
    Optional<Recognizer> tuned(Entry<Countermeasure> countermeasure, Recognizer model) {
        RetrainedRecognizer learner = (RetrainedRecognizer) countermeasure.plugin();
        if (!(model instanceof Trainable trainable)) {
            throw new InputError(
                    "countermeasure %s: %s is of type %s, which cannot be trained here; name others in countermeasure_models"
                            .formatted(
                                    countermeasure.id(),
                                    model.card().id(),
                                    model.card().type()));
        }
        List<TrainingPair> pairs = first(
                countermeasure,
                learner.pairs(),
                pairs(countermeasure, model.card().crop(), true));
        if (nothingToLearn(pairs)) {
            return Optional.empty();
        }
        byte[] weights = learned(
                countermeasure,
                pairs,
                Optional.of(model),
                seed -> learner.learn(
                        trainable,
                        pairs,
                        compute,
                        seed,
                        told(countermeasure.id() + " of " + model.card().id())));
        return Optional.of(learner.load(weights, trainable, compute));
    }

    /** Photo by photo, and of each with every defense: the first so many pairs are of all defenses. */
    private List<TrainingPair> pairs(Entry<Countermeasure> countermeasure, Crop crop, boolean seesDefense) {
        Map<PhotoId, List<TrainingPair>> byPhoto = new LinkedHashMap<>();
        studied.apply(countermeasure)
                .forEach(photos -> photos.stream()
                        .filter(ProtectionResult.Done.class::isInstance)
                        .map(ProtectionResult.Done.class::cast)
                        .forEach(done -> add(done, crop, seesDefense, byPhoto)));
        if (byPhoto.isEmpty()) {
            throw new InputError(
                    "a countermeasure that trains needs training people whose faces are found; raise training");
        }
        return byPhoto.values().stream().flatMap(List::stream).toList();
    }

    private static void add(
            ProtectionResult.Done done, Crop crop, boolean seesDefense, Map<PhotoId, List<TrainingPair>> byPhoto) {
        List<TrainingPair> pairs = byPhoto.computeIfAbsent(done.source().id(), photo -> new ArrayList<>());
        // All pairs of a photo hold one original, not a copy each.
        FaceImage original = pairs.isEmpty()
                ? new LocatedFace.Seen(done.photo(), done.landmarks()).cut(crop)
                : pairs.get(0).original();
        FaceImage after = seesDefense ? new LocatedFace.Seen(done.shared(), done.landmarks()).cut(crop) : original;
        pairs.add(new TrainingPair(done.source().subject(), original, after));
    }

    private static List<TrainingPair> first(
            Entry<Countermeasure> countermeasure, OptionalInt wanted, List<TrainingPair> pairs) {
        int count = wanted.orElse(pairs.size());
        if (count > pairs.size()) {
            throw new InputError(
                    "countermeasure %s learns from %s pairs, and the training people give %s; raise training"
                            .formatted(countermeasure.id(), count, pairs.size()));
        }
        // One that learns from none is shown one, so that it can tell a defense that changes nothing.
        return pairs.subList(0, Math.max(1, count));
    }

    private static boolean nothingToLearn(List<TrainingPair> pairs) {
        return pairs.stream()
                .allMatch(pair ->
                        pair.original().digest().equals(pair.protectedFace().digest()));
    }

    private byte[] learned(
            Entry<Countermeasure> countermeasure,
            List<TrainingPair> pairs,
            Optional<Recognizer> model,
            Function<Seed, byte[]> training) {
        StoreKey.Builder made = StoreKey.of(STAGE, "learned weights")
                .with("rung", countermeasure)
                // Its draws are seeded by it.
                .add("id", countermeasure.id())
                .add("seed", recipe.seed().value());
        model.ifPresent(net -> made.with("victim", net));
        for (TrainingPair pair : pairs) {
            made.add("original", pair.original().digest());
            made.add("protected", pair.protectedFace().digest());
            made.add("subject", pair.subject().value());
        }
        StoreKey key = made.build();
        return store.get(key).orElseGet(() -> {
            byte[] weights = Diverged.told(
                    "countermeasure " + countermeasure.id(),
                    "the engine computes right on this machine, so it is the countermeasure's own doing",
                    compute,
                    () -> training.apply(recipe.seed().derive("learn/" + countermeasure.id())));
            store.put(key, weights);
            return weights;
        });
    }

    private Consumer<Epoch> told(String what) {
        String stage = "%s, learning %s".formatted(recipe.defense().id(), what);
        return epoch -> progress.say(String.format(
                Locale.ROOT,
                "%s: epoch %d, loss %s",
                stage,
                epoch.number(),
                epoch.validation().isPresent()
                        ? String.format(Locale.ROOT, "%.4f", epoch.validation().getAsDouble())
                        : "-"));
    }
}
