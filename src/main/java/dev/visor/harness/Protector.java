package dev.visor.harness;

import dev.visor.core.Crop;
import dev.visor.core.Digest;
import dev.visor.core.FaceImage;
import dev.visor.core.Photo;
import dev.visor.core.Seed;
import dev.visor.core.Similarity;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.harness.Protected.Cost;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.PasteBack;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Runs a defense, holds it to its {@link Contract}, stores what it made, and puts it back into the photos.
 *
 * <p>A mask is computed once for each (defense, parameters, surrogates, targets, photo, seed). Batches are filled up to one
 * size, and a photo keeps its place in its batch on resuming, so that a mask has the same bits however a run was cut.
 */
final class Protector {

    /** Photos in a device batch: on two cores 4, 8 and 16 cost about the same a photo, and 1 more. */
    static final int BATCH = 8;

    /** Part of the keys: raise it when checking, rounding or storing changes a mask. */
    private static final int VERSION = 1;

    private final Entry<Defense> defense;
    private final List<DifferentiableRecognizer> surrogates;
    private final List<FaceImage> targets;
    private final Crop crop;
    private final Compute compute;
    private final Photographs photographs;
    private final ContentStore store;
    private final Seed seed;
    private final Contract contract;
    private final Digest configuration;
    private final int batch;
    private boolean warm;
    private long computed;
    private long reused;

    /**
     * Prepares a defense.
     *
     * @param targets cut to {@code crop}
     * @param crop of the faces that the defense is given
     */
    Protector(
            Entry<Defense> defense,
            List<DifferentiableRecognizer> surrogates,
            List<FaceImage> targets,
            Crop crop,
            Seed seed,
            Compute compute,
            Photographs photographs,
            ContentStore store) {
        this(defense, surrogates, targets, crop, seed, compute, photographs, store, BATCH);
    }

    /** Prepares a defense that sees batches of another size: across sizes, masks agree but for a few pixels. */
    Protector(
            Entry<Defense> defense,
            List<DifferentiableRecognizer> surrogates,
            List<FaceImage> targets,
            Crop crop,
            Seed seed,
            Compute compute,
            Photographs photographs,
            ContentStore store,
            int batch) {
        this.defense = defense;
        this.surrogates = surrogates;
        this.targets = targets;
        this.crop = crop;
        this.compute = compute;
        this.photographs = photographs;
        this.store = store;
        this.seed = seed;
        this.batch = defense.plugin().group() > 1 ? defense.plugin().group() : batch;
        this.contract = new Contract(defense);
        this.configuration = Digest.builder("configuration")
                .add("version", VERSION)
                .add("defense", defense.digest().hex())
                .add(
                        "surrogates",
                        surrogates.stream().map(s -> s.card().digest().hex()).toList())
                .add("targets", targets.stream().map(t -> t.digest().hex()).toList())
                .add("crop", crop)
                .add("seed", seed.value())
                .build();
    }

    /** Protects all photos, in order. */
    List<Protected> protect(List<FacePhoto> photos, Progress progress) {
        List<Protected> all = new ArrayList<>();
        boolean grouped = defense.plugin().group() > 1;
        int shape = grouped ? batch : shape(photos.size(), batch);
        int lanes = lanes((photos.size() + shape - 1) / shape);
        for (int start = 0; start < photos.size(); start += lanes * shape) {
            List<MaskBatch> round = new ArrayList<>();
            for (int at = start; at < Math.min(start + lanes * shape, photos.size()); at += shape) {
                List<FacePhoto> slice = photos.subList(at, Math.min(at + shape, photos.size()));
                round.add(new MaskBatch(slice, photographs, crop, configuration, grouped, store));
            }
            reused += round.stream().mapToInt(MaskBatch::known).sum();
            computeRound(round.stream().filter(MaskBatch::incomplete).toList(), shape, lanes);
            round.forEach(done -> all.addAll(share(done)));
            progress.advance(stage(), all.size(), photos.size());
        }
        return all;
    }

    /** The size of every batch of a plan: two batches at least, so that one is not the warm-up. */
    static int shape(int photos, int most) {
        return Math.max(1, Math.min(most, photos / 2));
    }

    /** How many batches at once: by the plan, so that bits do not depend on a cut, and so few that one round is not the warm-up. */
    private int lanes(int batches) {
        return surrogates.isEmpty() ? 1 : Math.max(1, Math.min(compute.lanes(), batches / 2));
    }

    long computed() {
        return computed;
    }

    long reused() {
        return reused;
    }

    private String stage() {
        return surrogates.isEmpty()
                ? defense.id()
                : defense.id() + " on "
                        + surrogates.stream()
                                .map(surrogate -> surrogate.card().id())
                                .collect(Collectors.joining("+"));
    }

    /** What a batch came to, before it is checked. */
    private record Raw(List<FaceImage> originals, List<FaceImage> faces, Surrogates asked, boolean drew) {}

    /** Computes batches side by side; each is charged its share of the round. */
    private void computeRound(List<MaskBatch> batches, int shape, int lanes) {
        if (batches.isEmpty()) {
            return;
        }
        List<Callable<Raw>> tasks = new ArrayList<>();
        batches.forEach(one -> tasks.add(() -> run(one, shape)));
        long start = System.nanoTime();
        List<Raw> results = compute.sideBySide(lanes, tasks);
        compute.synchronize();
        double seconds = (System.nanoTime() - start) / 1e9 / batches.size();
        for (int i = 0; i < results.size(); i++) {
            keep(batches.get(i), results.get(i), seconds);
        }
        warm = true;
    }

    private Raw run(MaskBatch one, int shape) {
        // A grouped defense is given its group and nothing else; others see batches of one shape in a plan.
        boolean exact = defense.plugin().group() > 1 || surrogates.isEmpty();
        List<FaceImage> originals = one.originals(exact ? one.size() : shape);
        List<WatchedRandom> randoms = originals.stream()
                .map(original ->
                        new WatchedRandom(seed.derive(original.digest().hex()).generator()))
                .toList();
        Surrogates asked = new Surrogates(surrogates, compute);
        List<FaceImage> faces = defense.plugin()
                .protect(originals, new DefenseContext(asked, targets, List.<RandomGenerator>copyOf(randoms)));
        return new Raw(originals, faces, asked, randoms.stream().anyMatch(WatchedRandom::drew));
    }

    private void keep(MaskBatch one, Raw raw, double seconds) {
        contract.check(raw.originals(), raw.faces());
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
                StoredMask mask = new StoredMask(
                        contract.round(raw.originals().get(i), raw.faces().get(i)), cost);
                store.put(one.slot(i).key(), mask.encode());
                one.put(i, mask);
                computed++;
            }
        }
    }

    private List<Protected> share(MaskBatch done) {
        List<Protected> shared = new ArrayList<>();
        for (int i = 0; i < done.size(); i++) {
            Optional<StoredMask> mask = done.mask(i);
            shared.add(mask.isPresent() ? share(done.slot(i), mask.get()) : done.missed(i));
        }
        return shared;
    }

    private Protected share(MaskBatch.Slot slot, StoredMask mask) {
        Sighting.Seen seen = slot.seen();
        Similarity toCrop = crop.fit(seen.landmarks());
        Photo shared = defense.plugin()
                .budget()
                .map(budget -> PasteBack.add(seen.photo(), toCrop, slot.original(), mask.face(), budget))
                .orElseGet(() -> PasteBack.replace(seen.photo(), toCrop, slot.original(), mask.face()));
        return new Protected.Done(
                slot.source(), crop, slot.original(), mask.face(), seen.photo(), shared, seen.landmarks(), mask.cost());
    }
}
