package dev.visor.stats;

import dev.visor.core.Seed;
import dev.visor.core.measure.Interval;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How often the 95 % intervals hold the truth, by simulation: prints the table of docs/methodology.md.
 *
 * <p>With chance rho a trial repeats a draw that its subject's trials share, otherwise it draws anew: two trials of a subject then
 * correlate by rho squared.
 */
final class Coverage {

    private static final int[] TRIALS = {20, 40, 100, 300};
    private static final double[] RATES = {.5, .9, .99};
    private static final int[] PER_SUBJECT = {1, 2, 5};
    private static final double[] CORRELATIONS = {0, .5};

    /** Shares of the simulations in which an interval held the truth. */
    record Held(double wilson, double bootstrap) {}

    private Coverage() {}

    public static void main(String[] arguments) {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2000;
        StringBuilder table = new StringBuilder("| trials a subject | correlation | rate |");
        for (int n : TRIALS) {
            table.append(" n = ").append(n).append(" |");
        }
        table.append("\n|---|---|---|").append("---|".repeat(TRIALS.length)).append('\n');
        for (int per : PER_SUBJECT) {
            for (double correlation : CORRELATIONS) {
                for (double rate : per == 1 && correlation > 0 ? new double[0] : RATES) {
                    table.append(row(per, correlation, rate, runs));
                }
            }
        }
        System.out.print(table);
    }

    private static String row(int per, double correlation, double rate, int runs) {
        StringBuilder row = new StringBuilder(String.format(
                Locale.ROOT, "| %d | %s | %s |", per, per == 1 ? "-" : correlation == 0 ? "0" : ".5", rate));
        for (int n : TRIALS) {
            Held held = of(n, per, correlation, rate, runs);
            row.append(String.format(Locale.ROOT, " %.1f / %.1f |", 100 * held.wilson(), 100 * held.bootstrap()));
        }
        return row.append('\n').toString();
    }

    /**
     * @param n trials
     * @param per trials a subject
     * @param correlation of two trials of a subject
     */
    static Held of(int n, int per, double correlation, double rate, int runs) {
        RandomGenerator random = new Seed(1)
                .derive(String.join("|", "coverage", "" + n, "" + per, "" + correlation, "" + rate))
                .generator();
        int subjects = n / per;
        double[] counts = new double[subjects];
        Arrays.fill(counts, per);
        double repeats = Math.sqrt(correlation);
        int wilson = 0;
        int bootstrap = 0;
        for (int run = 0; run < runs; run++) {
            double[] sums = new double[subjects];
            for (int subject = 0; subject < subjects; subject++) {
                double shared = random.nextDouble();
                for (int trial = 0; trial < per; trial++) {
                    double drawn = random.nextDouble() < repeats ? shared : random.nextDouble();
                    sums[subject] += drawn < rate ? 1 : 0;
                }
            }
            long successes = (long) Arrays.stream(sums).sum();
            wilson += Wilson.interval(successes, (long) subjects * per).contains(rate) ? 1 : 0;
            Optional<Interval> drawn = ClusterBootstrap.interval(sums, counts, new Seed(run));
            bootstrap += drawn.filter(interval -> interval.contains(rate)).isPresent() ? 1 : 0;
        }
        return new Held(wilson / (double) runs, bootstrap / (double) runs);
    }
}
