package dev.visor.harness.protection;

import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Photo;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.harness.protection.ProtectionBatch.Slot;
import dev.visor.harness.protection.ProtectionResult.Cost;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.Stage;
import dev.visor.harness.store.StoreKey;
import dev.visor.recognizer.PasteBack;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/**
 * Runs a defense, holds it to its {@link Contract}, stores what it made, and puts it back into the photos.
 *
 * <p>A mask is computed once for each (defense, parameters, surrogates, targets, photo, seed). Batches are filled up to one
 * size, and a photo keeps its place in its batch on resuming, so that a mask has the same bits however a run was cut.
 */
public final class Protector {

    public static final Stage STAGE = new Stage("protection", Protector.class);

    /** Photos in a device batch: on two cores 4, 8 and 16 cost about the same a photo, and 1 more. */
    public static final int BATCH = 8;

    private final ProtectionSpec recipe;
    private final FaceLocator photographs;
    private final ContentStore store;
    private final Compute compute;
    private final Rules rules;
    private final int most;
    private final Optional<PersonPerturbations> persons;
    private Defense defense;
    private Contract contract;
    private StoreKey configuration;
    private boolean trained;
    private boolean warm;
    private long computed;
    private long reused;

    /**
     * Prepares a defense, and shows it the reference that it may have.
     *
     * @param rules that the defense is held to
     * @param most photos in a batch, {@link #BATCH} in a run; across sizes, masks agree but for a few pixels
     */
    public Protector(
            ProtectionSpec recipe,
            FaceLocator photographs,
            ContentStore store,
            Compute compute,
            Rules rules,
            int most) {
        this.recipe = ReferenceFaces.shown(recipe);
        this.defense = this.recipe.defense().plugin();
        this.photographs = photographs;
        this.store = store;
        this.compute = compute;
        this.rules = rules;
        this.trained = !defense.needsTraining();
        this.contract = new Contract(this.recipe.defense(), rules);
        this.configuration = rules.key(recipe.key());
        this.most = most;
        this.persons = defense instanceof PersonDefense
                ? Optional.of(new PersonPerturbations(
                        this.recipe, photographs, store, compute, contract, configuration, rules.memory()))
                : Optional.empty();
    }

    /** Protects all photos, in order; before the first of them, trains what is to be trained. */
    public List<ProtectionResult> protect(List<FacePhoto> photos, Progress progress) {
        train(progress);
        persons.ifPresent(learned -> learned.learn(photos, progress));
        List<ProtectionResult> all = new ArrayList<>();
        int shape = recipe.grouped()
                ? defense.group()
                : shape(photos.size(), defense.batch().orElse(most));
        int lanes = lanes((photos.size() + shape - 1) / shape);
        for (int start = 0; start < photos.size(); start += lanes * shape) {
            List<ProtectionBatch> round = new ArrayList<>();
            for (int at = start; at < Math.min(start + lanes * shape, photos.size()); at += shape) {
                List<FacePhoto> slice = photos.subList(at, Math.min(at + shape, photos.size()));
                round.add(new ProtectionBatch(slice, photographs, recipe, configuration, store, persons));
            }
            reused += round.stream().mapToInt(ProtectionBatch::known).sum();
            computeRound(round.stream().filter(ProtectionBatch::incomplete).toList(), shape, lanes);
            round.forEach(done -> all.addAll(share(done)));
            progress.advance(recipe.label(), all.size(), photos.size());
        }
        return all;
    }

    private void train(Progress progress) {
        if (!trained) {
            DefenseTraining.Trained made = new DefenseTraining(recipe, photographs, store, compute, progress).train();
            defense = made.defense();
            contract = new Contract(recipe.defense().with(defense), rules);
            configuration =
                    configuration.part("trained").add("weights", made.weights()).build();
            trained = true;
        }
    }

    /** Returns the defense that protects: once it has protected, with what was trained for it. */
    public Defense defense() {
        return defense;
    }

    /**
     * Returns what takes this protection back.
     *
     * @throws IllegalStateException if the defense has no key
     */
    public Removal removal() {
        return persons.map(learned -> new Removal(recipe, learned, photographs, compute, contract))
                .orElseThrow(() -> new IllegalStateException(recipe.defense().id() + " has no key"));
    }

    /** The size of every batch of a plan: two batches at least, so that one is not the warm-up. */
    public static int shape(int photos, int most) {
        return Math.max(1, Math.min(most, photos / 2));
    }

    /**
     * Returns the number of batches at once: by the plan, so that bits do not depend on a cut, and so few that one
     * round is not the warm-up.
     */
    private int lanes(int batches) {
        return recipe.surrogates().isEmpty() ? 1 : Math.max(1, Math.min(compute.lanes(), batches / 2));
    }

    public ProtectionSpec recipe() {
        return recipe;
    }

    /** Returns all that was learned so far for the people who were protected; nothing for a defense that learns nothing. */
    public List<StoredPerturbation> learned() {
        return persons.map(PersonPerturbations::all).orElse(List.of());
    }

    public long computed() {
        return computed;
    }

    public long reused() {
        return reused;
    }

    /** The outcome of a batch before it is checked. */
    private record Raw(List<Slot> handed, List<FaceImage> faces, Surrogates asked, boolean drew) {}

    /** Computes batches side by side; each is charged its share of the round. */
    private void computeRound(List<ProtectionBatch> batches, int shape, int lanes) {
        if (batches.isEmpty()) {
            return;
        }
        List<Callable<Raw>> tasks = new ArrayList<>();
        batches.forEach(one -> tasks.add(() -> run(one, shape)));
        long start = System.nanoTime();
        List<Raw> results = compute.sideBySide(lanes, rules.memory().within(tasks));
        compute.synchronize();
        double seconds = (System.nanoTime() - start) / 1e9 / batches.size();
        if (!warm) {
            // Once a plan, for the price of one photo.
            Raw first = results.get(0);
            contract.repeat(
                    originals(first.handed()),
                    first.faces(),
                    recipe.grouped(),
                    again -> context(randoms(again), facts(again, first.handed())));
        }
        for (int i = 0; i < results.size(); i++) {
            keep(batches.get(i), results.get(i), seconds);
        }
        warm = true;
    }

    private Raw run(ProtectionBatch one, int shape) {
        List<Slot> handed = handed(one, shape);
        List<FaceImage> originals = originals(handed);
        List<WatchedRandom> randoms = randoms(originals);
        DefenseContext context =
                context(randoms, handed.stream().map(Slot::facts).toList());
        List<FaceImage> faces = contract.protect(originals, context);
        return new Raw(handed, faces, context.surrogates(), randoms.stream().anyMatch(WatchedRandom::drew));
    }

    /** A grouped defense is given its group and nothing else; others see batches of one shape in a plan. */
    private List<Slot> handed(ProtectionBatch one, int shape) {
        if (defense.batch().isPresent()) {
            return one.only();
        }
        boolean exact = recipe.grouped() || recipe.surrogates().isEmpty();
        return one.filled(exact ? one.size() : shape);
    }

    private static List<FaceImage> originals(List<Slot> handed) {
        return handed.stream().map(Slot::original).toList();
    }

    /** Returns the facts of those of the originals that are protected again. */
    private static List<PhotoFacts> facts(List<FaceImage> again, List<Slot> handed) {
        return again.stream()
                .map(original -> handed.stream()
                        .filter(slot -> slot.original() == original)
                        .findFirst()
                        .orElseThrow()
                        .facts())
                .toList();
    }

    private List<WatchedRandom> randoms(List<FaceImage> originals) {
        return originals.stream()
                .map(original -> new WatchedRandom(
                        recipe.seed().derive(original.digest().hex()).generator()))
                .toList();
    }

    private DefenseContext context(List<WatchedRandom> randoms, List<PhotoFacts> facts) {
        return new DefenseContext(
                new Surrogates(recipe.surrogates(), compute),
                recipe.targets(),
                List.<RandomGenerator>copyOf(randoms),
                facts);
    }

    private void keep(ProtectionBatch one, Raw raw, double seconds) {
        int faces = one.faces();
        Cost cost = new Cost(
                seconds / faces,
                !warm,
                raw.asked().forward() / faces,
                raw.asked().backward() / faces,
                raw.asked().zeroGradients() / (double) faces,
                raw.drew());
        for (int i = 0; i < one.size(); i++) {
            if (one.missing(i)) {
                int at = raw.handed().indexOf(one.slot(i));
                StoredProtection mask = new StoredProtection(
                        contract.round(one.slot(i).original(), raw.faces().get(at)), cost);
                store.put(one.slot(i).key(), mask.encode());
                one.put(i, mask);
                computed++;
            }
        }
    }

    private List<ProtectionResult> share(ProtectionBatch done) {
        List<ProtectionResult> shared = new ArrayList<>();
        for (int i = 0; i < done.size(); i++) {
            Optional<StoredProtection> mask = done.mask(i);
            shared.add(mask.isPresent() ? share(done.slot(i), mask.get()) : done.missed(i));
        }
        return shared;
    }

    private ProtectionResult share(Slot slot, StoredProtection mask) {
        LocatedFace.Seen seen = slot.seen();
        Photo shared = defense.protectsPhotos()
                ? seen.photo().repainted(mask.face().toPhoto().rgb())
                : pasted(slot, mask);
        return new ProtectionResult.Done(
                slot.source(),
                recipe.crop(),
                slot.face(),
                defense.protectsPhotos()
                        ? new LocatedFace.Seen(shared, seen.landmarks()).cut(recipe.crop())
                        : mask.face(),
                seen.photo(),
                shared,
                seen.landmarks(),
                mask.cost());
    }

    private Photo pasted(Slot slot, StoredProtection mask) {
        Photo photo = slot.seen().photo();
        SimilarityTransform toCrop = recipe.crop().fit(slot.seen().landmarks());
        return defense.budget()
                .map(budget -> PasteBack.add(photo, toCrop, slot.original(), mask.face(), budget))
                .orElseGet(() -> PasteBack.replace(photo, toCrop, slot.original(), mask.face()));
    }
}
