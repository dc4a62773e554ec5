package dev.visor.report.recognition;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import dev.visor.report.run.Throughput;
import dev.visor.report.table.Value;
import dev.visor.result.entry.Ledger;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * The costs of a defense: likeness and seconds a photo, of several surrogates from the least to the most.
 *
 * @param ssim -1 to 1, empty where no photo was protected
 * @param seconds of a photo, empty where nothing was timed
 */
public record Costs(Optional<Range> ssim, Optional<Range> seconds) {

    public static final List<String> COLUMNS = List.of("SSIM", "s/photo");

    /** The least and the most. */
    public record Range(double low, double high) {

        static Optional<Range> of(DoubleStream values) {
            double[] sorted = values.sorted().toArray();
            return sorted.length == 0 ? Optional.empty() : Optional.of(new Range(sorted[0], sorted[sorted.length - 1]));
        }

        Value told(DoubleFunction<String> words) {
            String least = words.apply(low);
            String most = words.apply(high);
            return least.equals(most) ? Value.of(least) : Value.of(least, "to " + most);
        }
    }

    public static Costs of(Run run, String defense) {
        return new Costs(
                Range.of(run.of("ssim")
                        .filter(v -> v.cell().defense().equals(defense))
                        .mapToDouble(MetricValue::value)),
                Range.of(run.info().ledgers().stream()
                        .filter(l -> Throughput.protection(l).defense().equals(defense))
                        .mapToDouble(Ledger::perPhotoSeconds)
                        .filter(taken -> taken > 0)));
    }

    /** Returns the values of the {@link #COLUMNS} in a few characters. */
    public List<Value> values() {
        return List.of(
                ssim.map(range -> range.told(v -> Text.fixed(v, 3))).orElseGet(Value::missing),
                seconds.map(range -> range.told(Text::speed)).orElseGet(Value::missing));
    }
}
