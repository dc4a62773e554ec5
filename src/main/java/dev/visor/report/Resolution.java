package dev.visor.report;

import dev.visor.report.table.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What a table of rates cannot tell, in a sentence below it.
 *
 * <p>The smallest paired difference that the exact McNemar test can call significant at 5 % is one in which all disagreements
 * point the same way: six, as two to the power of minus five is 0.031. Where probes disagree both ways it takes more.
 */
final class Resolution {

    private static final double ALPHA = .05;

    private Resolution() {}

    /** @param unit what n counts, in the plural */
    static Table note(Table table, LongStream ns, String unit) {
        List<Long> distinct = ns.filter(n -> n > 0).distinct().sorted().boxed().toList();
        if (distinct.isEmpty()) {
            return table;
        }
        String limits = distinct.size() <= 3
                ? distinct.stream().map(n -> limit(n, unit)).collect(Collectors.joining(", "))
                : limit(distinct.get(0), unit) + " up to " + limit(distinct.get(distinct.size() - 1), unit);
        return table.noting("What this table cannot tell: " + limits + ".");
    }

    private static String limit(long n, String unit) {
        long least = leastDisagreements();
        return least > n
                ? "with n = %s %s no paired difference at all".formatted(Text.count(n), unit)
                : "with n = %s %s paired differences below %s points"
                        .formatted(Text.count(n), unit, Text.percent(least / (double) n));
    }

    private static long leastDisagreements() {
        long k = 1;
        while (2 * Math.pow(.5, k) > ALPHA) {
            k++;
        }
        return k;
    }
}
