package dev.visor.harness;

import dev.visor.core.Budget;
import dev.visor.core.ContractViolation;
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
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Runs a defense and believes it nothing: checks count, size, range and budget, rounds to 8 bits, stores.
 *
 * <p>A mask is computed once for each (defense, parameters, surrogates, targets, photo, seed). Batches are filled up to one
 * size, and a photo keeps its place in its batch on resuming, so that a mask has the same bits however a run was cut.
 */
final class Protector {

    /** Photos in a device batch: the best of 1, 4, 8 and 16 on two cores, where larger ones leave the cache. */
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
        String stage = defense.id()
                + surrogates.stream()
                        .map(DifferentiableRecognizer::card)
                        .map(RecognizerCard::id)
                        .reduce((a, b) -> a + "+" + b)
                        .map(s -> " on " + s)
                        .orElse("");
        int shape = defense.plugin().group() > 1 ? batch : shape(photos.size(), batch);
        for (int start = 0; start < photos.size(); start += shape) {
            List<FacePhoto> slice = photos.subList(start, Math.min(start + shape, photos.size()));
            all.addAll(protectBatch(slice, shape));
            progress.advance(stage, all.size(), photos.size());
        }
        return all;
    }

    /** The size of every batch of a plan: two batches at least, so that one is not the warm-up. */
    static int shape(int photos, int most) {
        return Math.max(1, Math.min(most, photos / 2));
    }

    long computed() {
        return computed;
    }

    long reused() {
        return reused;
    }

    /** A face on its way: what is known before the defense has run. */
    private record Slot(FacePhoto source, Sighting.Seen seen, FaceImage original, Digest key) {}

    private List<Protected> protectBatch(List<FacePhoto> photos, int shape) {
        List<Optional<Slot>> slots = new ArrayList<>();
        List<Sighting> sightings = photos.parallelStream().map(photographs::see).toList();
        Digest group = groupKey(sightings);
        for (int i = 0; i < photos.size(); i++) {
            slots.add(slot(photos.get(i), sightings.get(i), group));
        }
        List<Optional<StoredMask>> masks = new ArrayList<>();
        for (Optional<Slot> slot : slots) {
            masks.add(slot.flatMap(s -> store.get(s.key())).map(StoredMask::decode));
        }
        reused += masks.stream().filter(Optional::isPresent).count();
        if (!complete(slots, masks)) {
            compute(slots, masks, shape);
        }
        List<Protected> done = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            if (slots.get(i).isPresent()) {
                done.add(share(slots.get(i).get(), masks.get(i).orElseThrow()));
            } else {
                done.add(new Protected.Missed(photos.get(i), ((Sighting.Missed) sightings.get(i)).reason()));
            }
        }
        return done;
    }

    /** Results of a grouped defense depend on the whole group. */
    private Digest groupKey(List<Sighting> sightings) {
        Digest.Builder key = Digest.builder("group");
        if (defense.plugin().group() > 1) {
            for (Sighting sighting : sightings) {
                if (sighting instanceof Sighting.Seen seen) {
                    key.add("member", seen.cut(crop).digest().hex());
                }
            }
        }
        return key.build();
    }

    private Optional<Slot> slot(FacePhoto photo, Sighting sighting, Digest group) {
        if (!(sighting instanceof Sighting.Seen seen)) {
            return Optional.empty();
        }
        FaceImage original = seen.cut(crop);
        Digest key = Digest.builder("mask")
                .add("configuration", configuration.hex())
                .add("group", group.hex())
                .add("original", original.digest().hex())
                .build();
        return Optional.of(new Slot(photo, seen, original, key));
    }

    private static boolean complete(List<Optional<Slot>> slots, List<Optional<StoredMask>> masks) {
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).isPresent() && masks.get(i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void compute(List<Optional<Slot>> slots, List<Optional<StoredMask>> masks, int shape) {
        Slot filler = slots.stream().flatMap(Optional::stream).findFirst().orElseThrow();
        List<FaceImage> originals = new ArrayList<>();
        List<RandomGenerator> randoms = new ArrayList<>();
        for (int i = 0; i < paddedSize(slots.size(), shape); i++) {
            Slot slot = i < slots.size() ? slots.get(i).orElse(filler) : filler;
            originals.add(slot.original());
            randoms.add(seed.derive(slot.original().digest().hex()).generator());
        }
        Surrogates asked = new Surrogates(surrogates, compute);
        long start = System.nanoTime();
        List<FaceImage> faces = defense.plugin().protect(originals, new DefenseContext(asked, targets, randoms));
        compute.synchronize();
        double seconds = (System.nanoTime() - start) / 1e9;
        check(originals, faces);
        int wanted = (int) slots.stream().filter(Optional::isPresent).count();
        Cost cost = new Cost(seconds / wanted, !warm, asked.forward() / wanted, asked.backward() / wanted);
        warm = true;
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).isPresent() && masks.get(i).isEmpty()) {
                StoredMask mask = new StoredMask(round(originals.get(i), faces.get(i)), cost);
                store.put(slots.get(i).get().key(), mask.encode());
                masks.set(i, Optional.of(mask));
                computed++;
            }
        }
    }

    /** A grouped defense is given its group and nothing else; others see batches of one shape in a plan. */
    private int paddedSize(int size, int shape) {
        return defense.plugin().group() > 1 || surrogates.isEmpty() ? size : shape;
    }

    private void check(List<FaceImage> originals, List<FaceImage> faces) {
        if (faces.size() != originals.size()) {
            throw new ContractViolation(
                    "%s returned %d images for %d originals".formatted(defense.id(), faces.size(), originals.size()));
        }
        double allowed = defense.plugin().budget().map(Budget::inPixels).orElse(255.) + SLACK;
        for (int i = 0; i < faces.size(); i++) {
            FaceImage face = faces.get(i);
            if (!face.sameShapeAs(originals.get(i))) {
                throw new ContractViolation("%s returned a face of %d x %d for one of %d x %d"
                        .formatted(
                                defense.id(),
                                face.width(),
                                face.height(),
                                originals.get(i).width(),
                                originals.get(i).height()));
            }
            for (int k = 0; k < face.pixels().length; k++) {
                float value = face.pixels()[k];
                if (!(value >= -SLACK && value <= 255 + SLACK)) {
                    throw new ContractViolation(
                            "%s returned a pixel of %s; pixels lie in 0..255".formatted(defense.id(), value));
                }
                double moved = Math.abs(value - originals.get(i).pixels()[k]);
                if (moved > allowed) {
                    throw new ContractViolation("%s moved a pixel by %.3f; its budget is %.3f"
                            .formatted(defense.id(), moved, allowed - SLACK));
                }
            }
        }
    }

    /** Float rounding may exceed range and budget by this much, in pixel values. */
    private static final double SLACK = 1e-3;

    /** Rounds half to even, then back into the budget where rounding left it. */
    private FaceImage round(FaceImage original, FaceImage face) {
        float[] pixels = face.quantized().pixels();
        defense.plugin().budget().ifPresent(budget -> {
            float epsilon = (float) Math.floor(budget.inPixels() + SLACK);
            for (int i = 0; i < pixels.length; i++) {
                float from = original.pixels()[i];
                pixels[i] = Math.max(from - epsilon, Math.min(from + epsilon, pixels[i]));
            }
        });
        return new FaceImage(face.width(), face.height(), pixels);
    }

    private Protected.Done share(Slot slot, StoredMask mask) {
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
