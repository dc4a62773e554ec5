package dev.visor.harness.cost;

import dev.visor.core.Digest;
import dev.visor.harness.cost.MeasuredCosts.Cost;
import dev.visor.result.Timing;
import java.util.List;
import java.util.Optional;

/** Makes units, each with what is known of its cost. */
record Units(MeasuredCosts costs) {

    private static final String ANY = "any";
    private static final String CPU = "cpu";

    WorkUnit unit(String stage, String id, String what, Digest.Builder key, int images, long seed, List<String> files) {
        Optional<Cost> cost = costs.of(stage, id);
        return new WorkUnit(
                stage,
                what,
                key.add("stage", stage).add("seed", seed).build(),
                images,
                seed,
                stage.equals(Timing.LOCATE) ? CPU : ANY,
                files,
                cost.map(measured -> measured.each() * images),
                cost.map(Cost::here).orElse(false));
    }
}
