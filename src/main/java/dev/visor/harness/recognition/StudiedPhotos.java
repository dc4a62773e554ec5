package dev.visor.harness.recognition;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RetrainedRecognizer;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult;
import dev.visor.harness.protection.Protector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The training people's photos, protected as a tracker does who attacks one protection. */
final class StudiedPhotos {

    private final ResolvedSuite suite;
    private final Protection attacked;
    private final RecognitionPipeline pipeline;
    private final Protector protector;
    private final List<FacePhoto> photos;
    private final long seed;
    private final List<ProtectionResult> own;

    /**
     * Protects the photos with the attacked protection, where a countermeasure learns from that.
     *
     * @param protector of that protection
     * @param photos of the training people
     */
    StudiedPhotos(
            ResolvedSuite suite,
            Protection attacked,
            RecognitionPipeline pipeline,
            Protector protector,
            List<FacePhoto> photos,
            long seed) {
        this.suite = suite;
        this.attacked = attacked;
        this.pipeline = pipeline;
        this.protector = protector;
        this.photos = photos;
        this.seed = seed;
        boolean learnsFromOwn = suite.countermeasures(attacked).stream()
                .map(Entry::plugin)
                .anyMatch(countermeasure ->
                        countermeasure.trains() && countermeasure.pairsOf().isEmpty() && !runsOwnTool(countermeasure));
        this.own = learnsFromOwn ? protect(protector) : List.of();
    }

    /** Returns the photos once for each defense that makes a countermeasure's pairs; those of a named defense are made when they are reached. */
    Stream<List<ProtectionResult>> of(Entry<Countermeasure> countermeasure) {
        if (countermeasure.plugin().pairsOf().isEmpty()) {
            return Stream.of(runsOwnTool(countermeasure.plugin()) ? withTool(countermeasure) : own);
        }
        return PairDefenses.of(suite, countermeasure, attacked).stream()
                .map(making -> protect(pipeline.protector(making, seed)));
    }

    /** Protects photos of the people who are looked up, where a countermeasure enrolls those; by their originals. */
    Map<PhotoId, ProtectionResult> enrolled(List<FacePhoto> mates) {
        boolean enrolls = suite.countermeasures(attacked).stream()
                .anyMatch(countermeasure -> countermeasure.plugin() instanceof RetrainedRecognizer);
        return enrolls ? pipeline.protect(protector, mates) : Map.of();
    }

    /** Whether the tracker has only the tool, and the tool asks for something that he must choose himself. */
    private boolean runsOwnTool(Countermeasure countermeasure) {
        Defense defense = attacked.defense().plugin();
        return !countermeasure.toolSurrogates().isEmpty() && (defense.needsSurrogates() || defense.needsTargets());
    }

    /** The last of the training people are his targets: he learns from the others. */
    private List<ProtectionResult> withTool(Entry<Countermeasure> countermeasure) {
        int others = photos.size() - pipeline.targets();
        if (others < 1) {
            throw new InputError(
                    "countermeasure %s takes %s of the training people for targets of its own, and the plan has %s; raise training"
                            .formatted(countermeasure.id(), pipeline.targets(), photos.size()));
        }
        Protection tool = PairDefenses.withTool(suite, countermeasure, attacked);
        return List.copyOf(pipeline.protect(
                        pipeline.protector(tool, photos.subList(others, photos.size()), seed),
                        photos.subList(0, others))
                .values());
    }

    private List<ProtectionResult> protect(Protector protector) {
        return List.copyOf(pipeline.protect(protector, photos).values());
    }
}
