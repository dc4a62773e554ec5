package dev.visor.audit.claims;

import dev.visor.audit.claims.Judged.Decision;
import dev.visor.audit.claims.Outcomes.Score;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.expectation.Claim;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.stats.ClusterBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds claims against a verified record.
 *
 * <p>A value counts with the wider of its two intervals, 95 % each: a claim is supported if the whole interval fulfils it, refuted if none of it
 * does, and cannot be decided otherwise. A comparison is paired: McNemar on each cell with Holm over all of them, or a bootstrap over
 * subjects of the means' difference.
 */
public final class ClaimJudge {

    private static final String RATE = "rate";

    private final List<MetricValue> metrics;
    private final RunRecord record;
    private final Seed seed;
    private final boolean overPeople;
    private Outcomes outcomes;

    /** @param record verified: what its tables say is taken for granted */
    public ClaimJudge(RunRecord record) {
        this.metrics = record.metrics();
        this.record = record;
        this.seed = new Seed(record.info().seeds().get(0));
        this.overPeople = record.info().protocol().inSplits();
    }

    /** Judges all claims on the run; none of a run that is not completed. */
    public static List<Judged> all(RunRecord record, List<Claim> claims) {
        if (record.info().status() != RunInfo.Status.COMPLETED) {
            return List.of();
        }
        ClaimJudge judge = new ClaimJudge(record);
        return claims.stream().flatMap(claim -> judge.of(claim).stream()).toList();
    }

    /**
     * One judgment for each alignment and countermeasure that the claim names.
     *
     * @throws InputError if the claim asks for the mean of a metric that has no value a probe
     */
    public List<Judged> of(Claim claim) {
        List<Judged> all = new ArrayList<>();
        for (Alignment alignment : claim.cells().alignments()) {
            for (String countermeasure : claim.cells().countermeasures()) {
                all.add(of(claim, alignment, countermeasure));
            }
        }
        return all;
    }

    private Judged of(Claim claim, Alignment alignment, String countermeasure) {
        List<MetricValue> rows = metrics.stream()
                .filter(value ->
                        claim.cells().hold(value.cell(), alignment, countermeasure) && Outcomes.about(value, claim))
                .toList();
        if (rows.isEmpty()) {
            return new Judged(claim, alignment, countermeasure, Decision.NOT_MEASURED, "no such cell in this run");
        }
        Optional<Finding> finding = claim.bound() instanceof Claim.Above above
                ? above(claim, above, rows)
                : Optional.of(bound(claim, rows));
        return finding.map(f -> new Judged(claim, alignment, countermeasure, f.decision(), because(f)))
                .orElseGet(() -> new Judged(
                        claim,
                        alignment,
                        countermeasure,
                        Decision.NOT_MEASURED,
                        "the other defense has no such cell in this run"));
    }

    private static String because(Finding finding) {
        if (finding.decision() != Decision.UNDECIDED) {
            return finding.because();
        }
        return finding.because()
                + (finding.probesNeeded() > 0
                        ? String.format(
                                Locale.ROOT,
                                "; about %,d probes would tell, if all stays as it is",
                                finding.probesNeeded())
                        : "; no number of probes would tell, if all stays as it is");
    }

    private Finding bound(Claim claim, List<MetricValue> rows) {
        if (claim.over() == Claim.Over.MEAN) {
            return mean(claim, rows);
        }
        return Finding.ofEach(rows.stream()
                .map(row -> BoundJudge.of(
                        where(row.cell()),
                        row.value(),
                        wider(row),
                        row.n(),
                        row.unit().equals(RATE),
                        claim.bound()))
                .toList());
    }

    private Finding mean(Claim claim, List<MetricValue> rows) {
        Map<SubjectId, double[]> sums = new TreeMap<>();
        long probes = 0;
        for (MetricValue row : rows) {
            SortedMap<PhotoId, Score> scores = scores(row.cell(), claim);
            probes = Math.max(probes, scores.size());
            scores.values().forEach(score -> {
                double[] sum = sums.computeIfAbsent(score.subject(), s -> new double[2]);
                sum[0] += score.value();
                sum[1]++;
            });
        }
        double[] values = sums.values().stream().mapToDouble(s -> s[0]).toArray();
        double[] counts = sums.values().stream().mapToDouble(s -> s[1]).toArray();
        double value = Arrays.stream(values).sum() / Arrays.stream(counts).sum();
        Interval interval = ClusterBootstrap.interval(values, counts, seed.derive("claim|" + claim.id()))
                .orElse(new Interval(0, 1));
        return BoundJudge.of(
                String.format(Locale.ROOT, "mean of %d cells", rows.size()),
                value,
                interval,
                probes,
                false,
                claim.bound());
    }

    /** Returns the finding of one defense above another; empty if the other was not run on any of the cells. */
    private Optional<Finding> above(Claim claim, Claim.Above above, List<MetricValue> rows) {
        List<PairJudge.Pair> pairs = new ArrayList<>();
        for (MetricValue row : rows) {
            counterpart(claim, above, row.cell())
                    .ifPresent(other -> pairs.add(new PairJudge.Pair(
                            where(row.cell()), scores(row.cell(), claim), scores(other, claim), overPeople)));
        }
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                claim.over() == Claim.Over.EACH
                        ? PairJudge.each(pairs)
                        : PairJudge.mean(pairs, seed.derive("claim|" + claim.id())));
    }

    /** Returns the same cell of the other defense: on the same surrogates, or on none if it uses none. */
    private Optional<Cell> counterpart(Claim claim, Claim.Above above, Cell cell) {
        return Stream.of(cell.surrogates(), List.<String>of())
                .flatMap(surrogates -> metrics.stream()
                        .filter(value -> Outcomes.about(value, claim))
                        .map(MetricValue::cell)
                        .filter(other -> other.defense().equals(above.defense())
                                && other.surrogates().equals(surrogates)
                                && same(cell, other)))
                .findFirst();
    }

    private static boolean same(Cell one, Cell other) {
        return one.attack().equals(other.attack())
                && one.answering().equals(other.answering())
                && one.dataset().equals(other.dataset())
                && one.seed() == other.seed()
                && one.alignment() == other.alignment()
                && one.countermeasure().equals(other.countermeasure());
    }

    private SortedMap<PhotoId, Score> scores(Cell cell, Claim claim) {
        if (outcomes == null) {
            // Not before a claim needs them: trials are by far the largest file.
            outcomes = new Outcomes(record);
        }
        SortedMap<PhotoId, Score> scores = outcomes.of(cell, claim);
        if (scores.isEmpty()) {
            throw new InputError(
                    "claim %s: %s has no value a probe, so neither a mean over cells nor a comparison; write over: each and a bound"
                            .formatted(claim.id(), claim.metric()));
        }
        return scores;
    }

    private static Interval wider(MetricValue row) {
        Interval one = row.interval().or(row::clusterInterval).orElse(new Interval(row.value(), row.value()));
        Interval other = row.clusterInterval().orElse(one);
        return new Interval(Math.min(one.low(), other.low()), Math.max(one.high(), other.high()));
    }

    private static String where(Cell cell) {
        String surrogates = cell.surrogates().isEmpty() ? "" : " on " + cell.surrogatesWord();
        return cell.defense() + surrogates + (cell.answering().equals("-") ? "" : " against " + cell.answering());
    }
}
