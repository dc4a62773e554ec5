package dev.visor.audit.verify;

import dev.visor.audit.verify.Evidence.Line;
import dev.visor.audit.verify.plan.InversionPlan;
import dev.visor.audit.verify.plan.PlannedSplits;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.result.RecordFile;
import dev.visor.result.RolePlayed;
import dev.visor.result.settings.InversionSizes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The numbers of people, photos and pairs in {@code run.json}, which trials are planned by, against {@code roles.csv}; of a run that divides photos
 * several times, those of every split against {@code splits.csv}, and it against the trials.
 */
final class ProtocolCheck implements Check {

    @Override
    public void of(Evidence evidence, Findings findings) {
        if (evidence.info().inverts() && new InversionPlan(evidence.info()).secondEdition()) {
            evidence.roles().ifPresent(roles -> compare(evidence.info().inversionSizes(), roles, findings));
        }
        if (!evidence.info().inverts()) {
            splits(evidence, findings);
        }
    }

    private static void splits(Evidence evidence, Findings findings) {
        try {
            PlannedSplits planned = new PlannedSplits(evidence.info(), evidence.record());
            if (planned.several()) {
                Map<Cell, List<Trial>> trials = new LinkedHashMap<>();
                evidence.trials()
                        .orElse(Map.of())
                        .forEach((cell, lines) ->
                                trials.put(cell, lines.stream().map(Line::trial).toList()));
                planned.problems(trials).forEach(problem -> findings.mismatch(RecordFile.SPLITS.word(), "%s", problem));
                findings.recomputed("photos in splits", planned.rows());
            }
        } catch (InputError e) {
            findings.mismatch(RecordFile.SPLITS.word(), "%s", e.getMessage());
        }
    }

    private static void compare(InversionSizes protocol, List<RolePlayed> roles, Findings findings) {
        Map<String, Long> photos =
                roles.stream().collect(Collectors.groupingBy(RolePlayed::role, Collectors.counting()));
        compare("people", protocol.people(), byPerson(roles, "private").size(), findings);
        compare("training_photos", protocol.trainingPhotos(), photos.getOrDefault("private", 0L), findings);
        compare("test_photos", protocol.testPhotos(), photos.getOrDefault("private-test", 0L), findings);
        compare("auxiliary_photos", protocol.auxiliaryPhotos(), photos.getOrDefault("public", 0L), findings);
        compare("impostors", protocol.impostors(), photos.getOrDefault("impostor", 0L), findings);
        // All pairs of each person, and as many of different people.
        long pairs = byPerson(roles, "held-out").values().stream()
                .mapToLong(own -> own * (own - 1))
                .sum();
        compare("held_out_pairs", protocol.heldOutPairs(), pairs, findings);
    }

    private static Map<SubjectId, Long> byPerson(List<RolePlayed> roles, String role) {
        return roles.stream()
                .filter(played -> played.role().equals(role))
                .map(RolePlayed::subject)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static void compare(String key, long recorded, long expected, Findings findings) {
        if (recorded != expected) {
            findings.mismatchOf("protocol." + key, "%d, expected %d by roles.csv", recorded, expected);
        }
    }
}
