package dev.visor.audit.compare;

import dev.visor.core.Cell;
import dev.visor.core.measure.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes a row's numbers for a person, whatever the machine's locale. */
final class Figures {

    static final List<String> HEADER = List.of(
            "verdict",
            "metric",
            "defense",
            "surrogates",
            "model",
            "judge",
            "attack",
            "alignment",
            "countermeasure",
            "pairing",
            "n",
            "base",
            "new",
            "change",
            "margin",
            "why");

    /** Columns that say where a number is from, and not what it is. */
    static final Set<String> COORDINATES =
            Set.of("defense", "surrogates", "model", "judge", "attack", "alignment", "countermeasure", "pairing");

    private Figures() {}

    static List<String> of(Row row) {
        return List.of(
                row.verdict().word(),
                row.metric(),
                row.defense(),
                row.number().cell().surrogatesWord(),
                row.number().cell().model(),
                judge(row.number().cell()),
                row.attack(),
                row.number().cell().alignment().word(),
                row.countermeasure(),
                row.number().pairing().word(),
                n(row),
                value(row, row.base()),
                row.now().isPresent() ? value(row, row.now().getAsDouble()) : "-",
                change(row),
                row.isSpeed() ? percent(-row.margin()) : "-" + value(row, row.margin()),
                why(row));
    }

    /** Returns the judge in the model's place; {@code -} where the model judges itself, as mostly. */
    private static String judge(Cell cell) {
        return cell.judge().equals(cell.model()) ? Cell.NOT_APPLICABLE : cell.judge();
    }

    /** Probes, and the trials where a probe has more than one; batches of a speed. */
    private static String n(Row row) {
        if (row.isSpeed()) {
            return row.trials() + " batches";
        }
        return row.trials() == row.probes() ? "" + row.probes() : row.probes() + " (" + row.trials() + " trials)";
    }

    private static String value(Row row, double value) {
        if (row.isSpeed()) {
            return String.format(Locale.ROOT, "%.3g/s", value);
        }
        return String.format(Locale.ROOT, row.number().unit().equals("dB") ? "%.2f" : "%.3f", value);
    }

    /** {@code -0.120 [-0.180, -0.060]}; of a speed {@code x0.95 [0.90, 1.00]}. */
    static String change(Row row) {
        if (row.now().isEmpty()) {
            return "-";
        }
        double now = row.now().getAsDouble();
        if (row.isSpeed()) {
            return String.format(Locale.ROOT, "x%.2f", now / row.base())
                    + row.change()
                            .map(i -> String.format(Locale.ROOT, " [%.2f, %.2f]", i.low(), i.high()))
                            .orElse("");
        }
        return signed(row, now - row.base())
                + row.change().map(i -> interval(row, i)).orElse("");
    }

    private static String interval(Row row, Interval interval) {
        return " [" + signed(row, interval.low()) + ", " + signed(row, interval.high()) + "]";
    }

    private static String signed(Row row, double value) {
        String text = value(row, value);
        return Double.parseDouble(text) == 0 ? value(row, 0) : value > 0 ? "+" + text : text;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** Returns the reason of a verdict, and how much would settle it, where that can be told. */
    static String why(Row row) {
        if (row.verdict() != Verdict.INCONCLUSIVE || row.why().contains("machine")) {
            return row.why();
        }
        String units = row.isSpeed() ? " batches" : " probes";
        return row.why()
                + (row.needed().isPresent()
                        ? ": about " + row.needed().getAsLong() + units + " would settle it"
                        : ": the change is about the margin itself, no number of" + units + " would settle it");
    }
}
