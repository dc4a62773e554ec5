package dev.visor.harness.run;

import dev.visor.core.InputError;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.RunRecord;
import dev.visor.result.Timing;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The speeds of recognizers in all shards together: each one's images over its seconds. */
final class MergedSpeeds {

    /** A speed of a recognizer, measured in every shard. */
    static final String SPEED = "embed_images_per_s";

    private MergedSpeeds() {}

    /** @throws InputError if a record tells a speed and not the time that it was made of */
    static List<MetricValue> of(List<RunRecord> shards) {
        Map<String, MetricValue> byModel = new LinkedHashMap<>();
        Map<String, double[]> totals = new HashMap<>();
        for (RunRecord shard : shards) {
            shard.metrics().stream()
                    .filter(value -> value.metric().equals(SPEED))
                    .forEach(value -> byModel.putIfAbsent(value.cell().model(), value));
            for (Timing timing : shard.timings()) {
                if (timing.stage().equals("embed") && !timing.warmUp()) {
                    double[] total = totals.computeIfAbsent(timing.id(), id -> new double[2]);
                    total[0] += timing.images();
                    total[1] += timing.seconds();
                }
            }
        }
        return byModel.entrySet().stream()
                .map(entry -> speed(entry.getValue(), totals.get(entry.getKey())))
                .toList();
    }

    private static MetricValue speed(MetricValue like, double[] total) {
        if (total == null || !(total[1] > 0)) {
            throw new InputError(
                    "timings.csv of the shards tells no time of embed for %s, whose %s is in metrics.csv; a record was"
                                    .formatted(like.cell().model(), SPEED)
                            + " changed or cut off");
        }
        return new MetricValue(
                like.cell(),
                like.pairing(),
                like.metric(),
                total[0] / total[1],
                Optional.empty(),
                Optional.empty(),
                (long) total[0],
                like.unit(),
                Better.HIGHER,
                Optional.empty());
    }
}
