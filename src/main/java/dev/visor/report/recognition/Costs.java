package dev.visor.report.recognition;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import dev.visor.report.run.Throughput;
import dev.visor.report.table.Value;
import dev.visor.result.entry.Ledger;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** The costs of a defense in a few characters: likeness and seconds a photo, of several surrogates from the least to the most. */
public final class Costs {

    public static final List<String> COLUMNS = List.of("SSIM", "s/photo");

    private Costs() {}

    public static List<Value> of(Run run, String defense) {
        return List.of(
                range(
                        run.of("ssim")
                                .filter(v -> v.cell().defense().equals(defense))
                                .mapToDouble(MetricValue::value),
                        v -> Text.fixed(v, 3)),
                range(
                        run.info().ledgers().stream()
                                .filter(l -> Throughput.protection(l).defense().equals(defense))
                                .mapToDouble(Ledger::perPhotoSeconds)
                                .filter(seconds -> seconds > 0),
                        Text::speed));
    }

    private static Value range(DoubleStream values, DoubleFunction<String> words) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            return Value.missing();
        }
        String low = words.apply(sorted[0]);
        String high = words.apply(sorted[sorted.length - 1]);
        return low.equals(high) ? Value.of(low) : Value.of(low, "to " + high);
    }
}
