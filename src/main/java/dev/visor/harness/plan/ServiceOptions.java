package dev.visor.harness.plan;

import dev.visor.service.policy.Pause;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A user's permissions and limits for third-party services in a run.
 *
 * @param consent the data set whose photos may be sent to others
 * @param maxCalls of each service, tries among them, instead of its card's
 * @param maxDollars of each service, instead of its card's
 * @param record the folder of a cassette that is made
 * @param replay the folder of a cassette that answers in the services' place
 * @param environment where the keys are
 * @param pause how to wait for a turn, and before another try
 */
public record ServiceOptions(
        Optional<String> consent,
        OptionalLong maxCalls,
        OptionalDouble maxDollars,
        Optional<Path> record,
        Optional<Path> replay,
        Map<String, String> environment,
        Pause pause) {

    /** No keys, no consent. */
    public static final ServiceOptions NOTHING = new ServiceOptions(
            Optional.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Pause.sleeping());

    /** Holds keys: never printed whole. */
    @Override
    public String toString() {
        return "services, consent %s".formatted(consent.orElse("none"));
    }
}
