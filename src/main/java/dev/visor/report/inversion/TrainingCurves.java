package dev.visor.report.inversion;

import dev.visor.report.chart.CurveChart.At;
import dev.visor.report.run.Run;
import dev.visor.result.RunRecord;
import dev.visor.result.TrainingCurve;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of every epoch of every training, under the run's first seed. */
final class TrainingCurves {

    private final Map<Key, List<At>> curves = new HashMap<>();

    private record Key(String defense, String figure) {}

    private TrainingCurves() {}

    static TrainingCurves read(Run run) {
        TrainingCurves read = new TrainingCurves();
        List<TrainingCurve> rows = new RunRecord(run.directory()).training();
        long seed = run.info().seeds().isEmpty() ? 0 : run.info().seeds().get(0);
        rows.stream()
                .filter(row -> row.seed() == seed)
                .sorted(Comparator.comparingInt(TrainingCurve::epoch))
                .forEach(row -> read.curves
                        .computeIfAbsent(new Key(row.defense(), row.figure()), key -> new ArrayList<>())
                        .add(new At(row.epoch(), row.value())));
        return read;
    }

    /** Returns the values by epoch, rising; empty if nobody wrote them down. */
    List<At> of(String defense, String figure) {
        return curves.getOrDefault(new Key(defense, figure), List.of());
    }

    Optional<Double> first(String defense, String figure) {
        return of(defense, figure).stream().findFirst().map(At::value);
    }

    Optional<Double> last(String defense, String figure) {
        List<At> all = of(defense, figure);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(all.size() - 1).value());
    }

    Optional<At> highest(String defense, String figure) {
        return of(defense, figure).stream().max(Comparator.comparingDouble(At::value));
    }

    /** Counts the epochs that were trained: the network as it came is epoch 0. */
    int epochs(String defense) {
        return curves.entrySet().stream()
                .filter(entry -> entry.getKey().defense().equals(defense))
                .flatMap(entry -> entry.getValue().stream())
                .mapToInt(At::epoch)
                .max()
                .orElse(0);
    }
}
