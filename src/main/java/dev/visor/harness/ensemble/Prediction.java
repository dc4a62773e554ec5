package dev.visor.harness.ensemble;

import dev.visor.core.Seed;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Interval;
import dev.visor.result.csv.Decimals;
import dev.visor.stats.RankCorrelation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A test of whether a score of teams predicts how well they protect against other recognizers: the rank correlation of both, above 0 if higher
 * scores go with better protection.
 *
 * @param score in words
 * @param rho Spearman's, in -1..1; empty for fewer than three teams, or where all have the same value
 * @param interval 95 %, over teams; empty where there is none
 * @param teams how many were measured
 */
public record Prediction(String score, OptionalDouble rho, Optional<Interval> interval, int teams) {

    /** Number of teams below which nothing is said. */
    static final int FEWEST = 5;

    private static final int PLACES = 5;

    /** The prediction by focal diversity, of failures that happen or not. */
    public static Prediction byFocalDiversity(List<TeamScore> teams, Transfers transfers, Seed seed) {
        return of("focal diversity", TeamScore::focalDiversity, teams, transfers, seed);
    }

    /** The prediction by performance, the mean recall of the members. */
    public static Prediction byPerformance(List<TeamScore> teams, Transfers transfers, Seed seed) {
        return of("performance", TeamScore::performance, teams, transfers, seed);
    }

    private static Prediction of(
            String score, ToDoubleFunction<TeamScore> by, List<TeamScore> teams, Transfers transfers, Seed seed) {
        List<TeamScore> measured =
                teams.stream().filter(team -> transfers.of(team).isPresent()).toList();
        double sign = transfers.better() == Better.HIGHER ? 1 : -1;
        Optional<RankCorrelation> correlation = RankCorrelation.of(
                measured.stream()
                        .mapToDouble(team -> comparable(by.applyAsDouble(team)))
                        .toArray(),
                measured.stream()
                        .mapToDouble(team -> sign
                                * comparable(transfers.of(team).orElseThrow().mean()))
                        .toArray(),
                seed.derive("teams/" + score));
        return new Prediction(
                score,
                correlation.map(found -> OptionalDouble.of(found.rho())).orElse(OptionalDouble.empty()),
                correlation.flatMap(RankCorrelation::interval),
                measured.size());
    }

    /** Returns the numbers in words. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s and protection: rank correlation %s, 95 %% interval %s, %d teams",
                score,
                rho.isPresent() ? twoPlaces(rho.getAsDouble()) : "-",
                interval.map(i -> twoPlaces(i.low()) + " to " + twoPlaces(i.high()))
                        .orElse("-"),
                teams);
    }

    /** Rounds away what the order of a sum and the six digits of records leave of values that are equal. */
    private static double comparable(double value) {
        return Decimals.rounded(value, PLACES);
    }

    /** Never "-0.00". */
    private static String twoPlaces(double value) {
        return String.format(Locale.ROOT, "%.2f", Math.round(100 * value) / 100.);
    }

    /** Returns what the numbers allow to say: nothing of few teams, or where the interval holds 0. */
    public String verdict() {
        if (teams < FEWEST) {
            return String.format(
                    Locale.ROOT,
                    "%d teams say nothing about whether %s predicts protection; %d at least would",
                    teams,
                    score,
                    FEWEST);
        }
        if (interval.isEmpty()) {
            return "these teams say nothing about whether %s predicts protection: too many are alike".formatted(score);
        }
        if (interval.get().contains(0)) {
            return String.format(
                    Locale.ROOT,
                    "these %d teams say nothing about whether %s predicts protection: the interval holds 0",
                    teams,
                    score);
        }
        return interval.get().low() > 0
                ? String.format(
                        Locale.ROOT,
                        "among these %d teams, those of higher %s protect better against other recognizers",
                        teams,
                        score)
                : String.format(
                        Locale.ROOT,
                        "among these %d teams, those of higher %s protect worse against other recognizers",
                        teams,
                        score);
    }
}
