package dev.visor.audit.verify.plan;

import dev.visor.core.Trust;
import dev.visor.result.RunInfo;

/** The trust in the recognizers of a record, by what {@code run.json} says of each. */
final class RecognizerTrust {

    private RecognizerTrust() {}

    /** Returns the trust in a recognizer; of a service, and of one that was trained in the run, as far as can be. */
    static Trust of(RunInfo info, String id) {
        return info.recognizers().stream()
                .filter(recognizer -> recognizer.id().equals(id))
                .map(recognizer -> Trust.ofRecognizer(recognizer.type()))
                .reduce(Trust.BUILT_IN, Trust::weaker);
    }
}
