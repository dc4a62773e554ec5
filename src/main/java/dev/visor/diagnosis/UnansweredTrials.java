package dev.visor.diagnosis;

import dev.visor.core.Acquired.Reason;
import dev.visor.core.Outcome;
import dev.visor.core.Trial;
import dev.visor.result.RunInfo.Warning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Counts the trials of each model, and those of them that failed. */
final class UnansweredTrials {

    /** Words on a service whose cap on calls or dollars was reached; only the machine that asked it knows. */
    static final String CAPPED = ", its cap was reached";

    private final Map<String, Long> asked = new LinkedHashMap<>();
    private final Map<String, Long> failed = new LinkedHashMap<>();

    void add(Trial trial) {
        asked.merge(trial.cell().model(), 1L, Long::sum);
        if (trial.outcome() instanceof Outcome.NotAcquired missed && missed.reason() == Reason.FAILED) {
            failed.merge(trial.cell().model(), 1L, Long::sum);
        }
    }

    /** Tells of services that left questions without an answer. */
    Optional<Warning> of(List<String> services, Predicate<String> capped) {
        List<String> silent = failed.entrySet().stream()
                .filter(entry -> services.contains(entry.getKey()))
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%s (%d of %d trials%s)",
                        entry.getKey(),
                        entry.getValue(),
                        asked.get(entry.getKey()),
                        capped.test(entry.getKey()) ? CAPPED : ""))
                .toList();
        return WarningCode.SERVICE_UNANSWERED.about(
                silent, ", ", "questions without an answer count as not protected: %s");
    }
}
