package dev.visor.harness.cost;

import dev.visor.core.Digest;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a suite's work that can be done by itself, and done again without harm.
 *
 * @param stage {@code locate}, {@code learn}, {@code protect}, {@code embed}, {@code train} or {@code attack}
 * @param what of the plan it is, in words
 * @param key stands for the inputs, settings and seed that decide what it makes: equal in every suite that asks for the same
 * @param images photos, people or reconstructions in it
 * @param seed of what is drawn in it
 * @param device {@code any} where a GPU helps, else {@code cpu}
 * @param files of which it reads, by the names of their cards
 * @param seconds it is expected to take alone on this machine; empty if nothing alike was ever measured
 * @param measuredHere whether this machine measured that, rather than another
 */
public record WorkUnit(
        String stage,
        String what,
        Digest key,
        int images,
        long seed,
        String device,
        List<String> files,
        Optional<Double> seconds,
        boolean measuredHere) {

    public WorkUnit {
        files = List.copyOf(files);
    }
}
