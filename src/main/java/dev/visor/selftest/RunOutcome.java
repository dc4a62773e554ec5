package dev.visor.selftest;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunInfo;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The end of a seeded case's run: completed, or failed. */
sealed interface RunOutcome {

    /** Still under way when nobody would have waited any longer. */
    record Unfinished() implements RunOutcome {}

    /**
     * A run that ended with a fault.
     *
     * @param info of the record that it left
     */
    record Failed(Throwable fault, RunInfo info) implements RunOutcome {}

    /** A run that ended with a record. */
    record Completed(RunInfo info, List<MetricValue> metrics, List<ProtectedPhoto> photos, List<RecordedTrial> trials)
            implements RunOutcome {

        /** {@code psr_dodging} of a defense, protected against another photo, clean. */
        double psr(String defense, String model, Alignment alignment) {
            return one("psr_dodging", defense, model, alignment, Cell.NO_COUNTERMEASURE)
                    .value();
        }

        /** Returns the PSR of the shared photo under another countermeasure, or the worst. */
        double psr(String defense, String model, String countermeasure) {
            return one("psr_dodging", defense, model, Alignment.PHOTO, countermeasure)
                    .value();
        }

        /** A metric of the shared photo. */
        double metric(String metric, String defense, String model) {
            return one(metric, defense, model, Alignment.PHOTO, Cell.NO_COUNTERMEASURE)
                    .value();
        }

        private MetricValue one(
                String metric, String defense, String model, Alignment alignment, String countermeasure) {
            return metrics.stream()
                    .filter(value -> value.metric().equals(metric)
                            && value.cell().defense().equals(defense)
                            && value.cell().model().equals(model)
                            && value.cell().alignment() == alignment
                            && value.cell().countermeasure().equals(countermeasure)
                            && value.pairing() == Pairing.PROTECTED_CLEAN)
                    .findFirst()
                    .orElseThrow();
        }

        /** The models that count as black-box for a defense. */
        Set<String> blackBox(String defense) {
            return metrics.stream()
                    .filter(value -> value.cell().defense().equals(defense)
                            && value.cell().defenseAccess() == Access.BLACK_BOX)
                    .map(value -> value.cell().model())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** Counts the photos of a defense that came out so. */
        long photos(String defense, Predicate<ProtectedPhoto> which) {
            return photos.stream()
                    .filter(photo -> photo.defense().equals(defense) && which.test(photo))
                    .count();
        }
    }
}
