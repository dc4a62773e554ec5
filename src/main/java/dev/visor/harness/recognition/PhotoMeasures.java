package dev.visor.harness.recognition;

import dev.visor.harness.plan.Removals;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ImageQualities;
import dev.visor.harness.protection.PerceptualQualities;
import dev.visor.harness.protection.RegionQualities;
import dev.visor.harness.protection.RemovedPhoto;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.LearningFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures what a run protected, before anybody is asked about it: how much photos changed, and what that cost. */
final class PhotoMeasures {

    private final ResolvedSuite suite;
    private final List<PlannedPhotos> planned;
    private final ImageQualities qualities;
    private final RegionQualities regions;
    private final PerceptualQualities perceptual;
    private final RunStatistics statistics;
    private final RunMetrics results;
    private final List<LearningFigure> curves = new ArrayList<>();

    /** @param planned the photos of each split */
    PhotoMeasures(
            ResolvedSuite suite,
            List<PlannedPhotos> planned,
            ImageQualities qualities,
            RegionQualities regions,
            PerceptualQualities perceptual,
            RunStatistics statistics,
            RunMetrics results) {
        this.suite = suite;
        this.planned = List.copyOf(planned);
        this.qualities = qualities;
        this.regions = regions;
        this.perceptual = perceptual;
        this.statistics = statistics;
        this.results = results;
    }

    /**
     * Makes sure that all of it can be measured, before anything is protected.
     *
     * @throws dev.visor.core.InputError if it cannot
     */
    void require(Protection protection) {
        int photos = planned.size() == 1
                ? planned.get(0).wanted(planned.get(0).limited(protection)).size()
                : planned.stream()
                        .mapToInt(split -> split.limited(protection).probes().size())
                        .sum();
        perceptual.require(suite, protection, photos);
    }

    /** Measures the photos of a protection. */
    void of(Protection protection, long seed, ProtectedSplits photos) {
        results.add(qualities.measure(protection, seed, photos.told(), photos.probes()));
        regions.measure(protection, seed, photos.first().protector(), photos.told());
        results.add(perceptual.of(protection.cell(suite.dataset().id(), seed), protection, photos.told()));
        results.add(statistics.protect(protection, seed, photos.made(), photos.learned()));
        curves.addAll(photos.curves(protection, suite.dataset().id(), seed));
    }

    /**
     * Measures what removals gave back.
     *
     * @param removed by split, then by countermeasure
     */
    void of(Protection protection, long seed, ProtectedSplits photos, List<Map<String, List<RemovedPhoto>>> removed) {
        for (String key : removed.get(0).keySet()) {
            List<RemovedPhoto> faces = new ArrayList<>();
            for (int i = 0; i < removed.size(); i++) {
                faces.addAll(photos.told(photos.each().get(i), removed.get(i).get(key)));
            }
            results.add(qualities.measureRemoval(protection, seed, key, faces));
        }
    }

    /** Writes the tables of what was measured, those of the photos, and that of learning where a defense of the suite learns. */
    void write(RunRecord record) {
        qualities.write(record, Removals.in(suite));
        regions.write(record.directory());
        if (suite.protections().stream().anyMatch(PlannedPhotos::bySplit)) {
            LearningFigure.write(record.directory(), curves);
        }
    }
}
