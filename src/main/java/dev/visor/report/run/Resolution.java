package dev.visor.report.run;

import dev.visor.report.page.Text;
import dev.visor.report.table.Table;
import dev.visor.stats.MinimumDetectable;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The resolution of a table of rates, in a sentence below it: its smallest detectable paired difference. */
public final class Resolution {

    /** Rate of disagreements as between two coins: about the most that two defenses of middling rates can have. */
    private static final double MANY = .5;

    private static final int HALVINGS = 40;

    private Resolution() {}

    /**
     * Adds a note to a table that does not know how often its defenses disagree: from the easiest case, in which all
     * disagreements point one way, to that of two coins.
     *
     * @param unit what n counts, in the plural
     */
    public static Table note(Table table, LongStream ns, String unit) {
        List<Long> distinct = ns.filter(n -> n > 0).distinct().sorted().boxed().toList();
        if (distinct.isEmpty()) {
            return table;
        }
        List<Long> ends = distinct.size() <= 3 ? distinct : List.of(distinct.get(0), distinct.get(distinct.size() - 1));
        String limits = ends.stream().map(n -> limit(n, unit)).collect(Collectors.joining("; "));
        return table.noting("What this table cannot tell (McNemar, 5 %, power 80 %): " + limits + ".");
    }

    /** Adds the same note to a table of a run, but where a person has probes in several splits: there n is no number of independent pairs. */
    public static Table note(Run run, Table table, LongStream ns, String unit) {
        return run.info().protocol().inSplits() ? table : note(table, ns, unit);
    }

    /**
     * Adds a note to a table of paired tests.
     *
     * @param discordant share of the pairs on which the two defenses disagreed, 0..1
     */
    public static Table note(Table table, long n, double discordant) {
        OptionalDouble least = least(discordant, n);
        return table.noting(
                ("What this table cannot tell (McNemar, 5 %%, power 80 %%, before adjustment): with n = %s probes and"
                                + " the %s %% disagreements seen here, %s.")
                        .formatted(
                                Text.count(n),
                                Text.percent(discordant),
                                least.isPresent()
                                        ? "differences below %s points".formatted(Text.percent(least.getAsDouble()))
                                        : "any difference"));
    }

    private static String limit(long n, String unit) {
        OptionalDouble easiest = easiest(n);
        String with = "with n = %s %s ".formatted(Text.count(n), unit);
        if (easiest.isEmpty()) {
            return with + "any paired difference";
        }
        OptionalDouble hard = least(MANY, n);
        return with
                + "paired differences below %s points, and %s where two defenses disagree on half of them"
                        .formatted(
                                Text.percent(easiest.getAsDouble()),
                                hard.isPresent() ? "below " + Text.percent(hard.getAsDouble()) : "any");
    }

    private static OptionalDouble least(double discordant, long n) {
        return MinimumDetectable.ofPairs(discordant, n, MinimumDetectable.ALPHA, MinimumDetectable.POWER);
    }

    /** The smallest share of disagreements that is found if all of them point one way; empty if not even 1 is. */
    private static OptionalDouble easiest(long n) {
        if (least(1, n).isEmpty()) {
            return OptionalDouble.empty();
        }
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (least(middle, n).isPresent()) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalDouble.of(high);
    }
}
