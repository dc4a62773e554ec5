package dev.visor.harness.recognition;

import dev.visor.attack.Countermeasure;
import dev.visor.core.Alignment;
import dev.visor.core.PhotoId;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.Protector;
import dev.visor.harness.protection.RemovedPhoto;
import dev.visor.harness.protection.SharedPhotos;
import dev.visor.harness.protection.StoredPerturbation;
import dev.visor.result.entry.LearningFigure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The photos of a protection, by split.
 *
 * <p>A defense that learns from a person's photos learns anew in every split. Any other makes the same of a photo in all of them, and makes it once.
 */
final class ProtectedSplits {

    private final List<Split> each;
    private final List<Protector> protectors;
    private final List<ProtectionResult> made;

    /**
     * A split of a protection.
     *
     * @param limited its protocol, with as many probes as the defense can afford
     * @param shared what attacks ask about, by the originals
     */
    record Split(
            RecognitionPipeline pipeline,
            Protocol limited,
            Protector protector,
            Map<PhotoId, ProtectionResult> shared,
            Draws draws) {

        private static Split of(
                RecognitionPipeline pipeline,
                Protocol limited,
                Protector protector,
                Map<PhotoId, ProtectionResult> shared,
                Protection protection,
                long seed) {
            return new Split(pipeline, limited, protector, shared, new Draws(pipeline, protection, seed, shared));
        }

        /** Takes the protection back, once with each key that the suite tries; by countermeasure. */
        Map<String, List<RemovedPhoto>> remove(Protection protection) {
            return pipeline.remove(protection, protector, shared.values());
        }

        /** Returns the photos as a tracker comes by them who gets several draws. */
        private SharedPhotos drawn(Countermeasure countermeasure, SharedPhotos once, Alignment alignment) {
            if (countermeasure.draws() == 1) {
                return once;
            }
            List<Map<PhotoId, ProtectionResult>> all = draws.first(countermeasure.draws());
            return countermeasure.averagesPixels()
                    ? pipeline.share(Draws.averaged(all), alignment)
                    : once.with(all.stream()
                            .skip(1)
                            .map(draw -> pipeline.share(draw, alignment))
                            .toList());
        }

        private List<ProtectionResult> lookedUp() {
            return limited.probes().stream()
                    .map(photo -> shared.get(photo.id()))
                    .toList();
        }
    }

    private ProtectedSplits(List<Split> each, List<Protector> protectors, List<ProtectionResult> made) {
        this.each = List.copyOf(each);
        this.protectors = List.copyOf(protectors);
        this.made = List.copyOf(made);
    }

    /**
     * Protects the photos of all splits.
     *
     * @param pipelines one for each split
     * @param planned likewise
     */
    static ProtectedSplits of(
            List<RecognitionPipeline> pipelines, List<PlannedPhotos> planned, Protection protection, long seed) {
        return PlannedPhotos.bySplit(protection) || pipelines.size() == 1
                ? anew(pipelines, planned, protection, seed)
                : once(pipelines, planned, protection, seed);
    }

    /** Protects the photos of one split as a run does that has them all. */
    static Split one(
            List<RecognitionPipeline> pipelines,
            List<PlannedPhotos> planned,
            Protection protection,
            long seed,
            int split) {
        return PlannedPhotos.bySplit(protection)
                ? anew(List.of(pipelines.get(split)), List.of(planned.get(split)), protection, seed)
                        .first()
                : of(pipelines, planned, protection, seed).each().get(split);
    }

    private static ProtectedSplits anew(
            List<RecognitionPipeline> pipelines, List<PlannedPhotos> planned, Protection protection, long seed) {
        List<Split> splits = new ArrayList<>();
        List<Protector> protectors = new ArrayList<>();
        List<ProtectionResult> made = new ArrayList<>();
        for (int i = 0; i < pipelines.size(); i++) {
            Protocol limited = planned.get(i).limited(protection);
            Protector protector = pipelines.get(i).protector(protection, seed);
            Map<PhotoId, ProtectionResult> shared =
                    pipelines.get(i).protect(protector, planned.get(i).wanted(limited));
            splits.add(Split.of(pipelines.get(i), limited, protector, shared, protection, seed));
            protectors.add(protector);
            made.addAll(shared.values());
        }
        return new ProtectedSplits(splits, protectors, made);
    }

    private static ProtectedSplits once(
            List<RecognitionPipeline> pipelines, List<PlannedPhotos> planned, Protection protection, long seed) {
        Protector protector = pipelines.get(0).protector(protection, seed);
        Set<FacePhoto> wanted = new LinkedHashSet<>();
        planned.forEach(split -> wanted.addAll(split.wanted(split.limited(protection))));
        Map<PhotoId, ProtectionResult> all = pipelines.get(0).protect(protector, List.copyOf(wanted));
        List<Split> splits = new ArrayList<>();
        for (int i = 0; i < pipelines.size(); i++) {
            Protocol limited = planned.get(i).limited(protection);
            Map<PhotoId, ProtectionResult> shared = new LinkedHashMap<>();
            planned.get(i).wanted(limited).forEach(photo -> shared.put(photo.id(), all.get(photo.id())));
            splits.add(Split.of(pipelines.get(i), limited, protector, shared, protection, seed));
        }
        return new ProtectedSplits(splits, List.of(protector), List.copyOf(all.values()));
    }

    List<Split> each() {
        return each;
    }

    /** The first one: the only one where photos are divided once. */
    Split first() {
        return each.get(0);
    }

    /** Returns the photos of each split as a tracker comes by them. */
    List<SharedPhotos> share(Alignment alignment) {
        return each.stream()
                .map(split -> split.pipeline().share(split.shared(), alignment))
                .toList();
    }

    /**
     * Returns the photos of each split as they are after an owner took the protection back, or as they were shared, once or several times.
     *
     * @param removed by split, then by countermeasure
     * @param shared by split
     */
    List<SharedPhotos> after(
            Entry<Countermeasure> countermeasure,
            List<Map<String, List<RemovedPhoto>>> removed,
            List<SharedPhotos> shared,
            Alignment alignment) {
        return IntStream.range(0, each.size())
                .mapToObj(i -> removed.get(i).containsKey(countermeasure.id())
                        ? each.get(i).pipeline().share(removed.get(i).get(countermeasure.id()), alignment)
                        : each.get(i).drawn(countermeasure.plugin(), shared.get(i), alignment))
                .toList();
    }

    /** The probes of all splits. */
    List<FacePhoto> probes() {
        return each.stream().flatMap(split -> split.limited().probes().stream()).toList();
    }

    /** Everything that was protected. */
    List<ProtectionResult> made() {
        return made;
    }

    /** Returns what {@code photos.csv} tells about: everything where photos are divided once, else each photo in the split in which it is looked up. */
    List<ProtectionResult> told() {
        return each.size() == 1
                ? made
                : each.stream().flatMap(split -> split.lookedUp().stream()).toList();
    }

    /** Returns those of a split's removals whose photos {@link #told} holds. */
    List<RemovedPhoto> told(Split split, Collection<RemovedPhoto> removed) {
        Set<PhotoId> probes = new LinkedHashSet<>();
        split.limited().probes().forEach(photo -> probes.add(photo.id()));
        return removed.stream()
                .filter(one ->
                        each.size() == 1 || probes.contains(one.photo().source().id()))
                .toList();
    }

    /** All that was learned, split by split. */
    List<StoredPerturbation> learned() {
        return protectors.stream()
                .flatMap(protector -> protector.learned().stream())
                .toList();
    }

    /** The curves of all that was learned, split by split. */
    List<LearningFigure> curves(Protection protection, String dataset, long seed) {
        List<LearningFigure> curves = new ArrayList<>();
        for (int i = 0; i < protectors.size(); i++) {
            int split = i + 1;
            for (StoredPerturbation one : protectors.get(i).learned()) {
                one.epochs()
                        .forEach(epoch -> epoch.figures()
                                .forEach((figure, value) -> curves.add(new LearningFigure(
                                        protection.defense().id(),
                                        protection.surrogateIds(),
                                        dataset,
                                        seed,
                                        split,
                                        one.person(),
                                        epoch.number(),
                                        figure,
                                        value))));
            }
        }
        return curves;
    }

    long computed() {
        return protectors.stream().mapToLong(Protector::computed).sum();
    }

    long reused() {
        return protectors.stream().mapToLong(Protector::reused).sum();
    }
}
