package dev.visor.diagnosis;

import dev.visor.result.RunInfo.Warning;
import java.util.Optional;

/**
 * A warning that a sound record holds.
 *
 * @param message to be compared by its {@link WarningCode#stem}; empty where only the machine knew what to say
 * @param required whether it must be there; one that need not be depends on what was found on the machine, too
 */
public record ExpectedWarning(WarningCode code, Optional<String> message, boolean required) {

    static ExpectedWarning required(Warning warning) {
        return new ExpectedWarning(WarningCode.of(warning.code()).orElseThrow(), Optional.of(warning.message()), true);
    }

    static ExpectedWarning possible(Warning warning) {
        return new ExpectedWarning(WarningCode.of(warning.code()).orElseThrow(), Optional.of(warning.message()), false);
    }

    static ExpectedWarning inAnyWords(WarningCode code, boolean required) {
        return new ExpectedWarning(code, Optional.empty(), required);
    }
}
