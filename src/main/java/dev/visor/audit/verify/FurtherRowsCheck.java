package dev.visor.audit.verify;

import dev.visor.audit.verify.plan.PlannedRegions;
import dev.visor.audit.verify.plan.PlannedTraces;
import dev.visor.audit.verify.plan.RecognitionPlan.Protection;
import dev.visor.core.PhotoId;
import dev.visor.result.RecordFile;
import dev.visor.result.RemovedFace;
import dev.visor.result.entry.ChangedRegion;
import dev.visor.result.entry.TracedFace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds {@code removals.csv}, {@code traces.csv} and {@code regions.csv} against the plan: a row for each protected photo under each key that was
 * tried, for each that carries a name after each countermeasure, for each region of each whose defense works on some, and no other.
 */
final class FurtherRowsCheck implements Check {

    /** A removal from one photo. */
    private record Key(String defense, List<String> surrogates, long seed, String countermeasure, PhotoId photo) {}

    @Override
    public void of(Evidence evidence, Findings findings) {
        removals(evidence, findings);
        if (evidence.photos().isPresent() && evidence.traces().isPresent()) {
            List<TracedFace> faces = evidence.traces().get();
            PlannedTraces planned = new PlannedTraces(evidence.info());
            planned.problems(faces, evidence.photos().get())
                    .forEach(problem -> findings.mismatch(RecordFile.TRACES.word(), "%s", problem));
            findings.recomputed("traces", faces.size());
        }
        if (evidence.photos().isPresent() && evidence.regions().isPresent()) {
            List<ChangedRegion> regions = evidence.regions().get();
            PlannedRegions.problems(evidence.info(), regions, evidence.photos().get())
                    .forEach(problem -> findings.mismatch(RecordFile.REGIONS.word(), "%s", problem));
            findings.recomputed("regions", regions.size());
        }
    }

    private static void removals(Evidence evidence, Findings findings) {
        if (evidence.photos().isEmpty() || evidence.removals().isEmpty()) {
            return;
        }
        Set<Key> expected = new HashSet<>();
        evidence.info()
                .recognition()
                .keys()
                .forEach((countermeasure, defenses) -> evidence.plan().protections().stream()
                        .filter(protection -> defenses.contains(protection.defense()))
                        .forEach(protection -> expected.addAll(keys(evidence, protection, countermeasure))));
        long line = 1;
        for (RemovedFace face : evidence.removals().get()) {
            line++;
            Key key = new Key(face.defense(), face.surrogates(), face.seed(), face.countermeasure(), face.probe());
            if (!expected.remove(key)) {
                findings.mismatch(
                        RecordFile.REMOVALS,
                        line,
                        "probe",
                        "\"%s\" stands there twice, or is none that %s takes %s back from",
                        face.probe(),
                        face.countermeasure(),
                        face.defense());
            }
            if (face.quality().isEmpty() && face.outcome().equals(RemovedFace.REMOVED)) {
                findings.mismatch(RecordFile.REMOVALS, line, "outcome", "\"removed\" without a quality");
            }
        }
        if (!expected.isEmpty()) {
            findings.mismatch(
                    RecordFile.REMOVALS.word(),
                    "%d rows are missing, the first that of %s",
                    expected.size(),
                    expected.stream()
                            .map(key -> key.photo() + " under " + key.defense())
                            .sorted()
                            .findFirst()
                            .orElseThrow());
        }
        findings.recomputed("removals", evidence.removals().get().size());
    }

    private static Set<Key> keys(Evidence evidence, Protection protection, String countermeasure) {
        return evidence.photos().orElseThrow().stream()
                .filter(photo -> photo.defense().equals(protection.defense())
                        && photo.surrogates().equals(protection.surrogates()))
                .map(photo -> new Key(photo.defense(), photo.surrogates(), photo.seed(), countermeasure, photo.probe()))
                .collect(Collectors.toSet());
    }
}
