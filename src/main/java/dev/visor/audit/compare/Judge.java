package dev.visor.audit.compare;

import dev.visor.audit.compare.Measured.Settled;
import dev.visor.core.expectation.Gate;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Interval;
import dev.visor.stats.Difference;
import dev.visor.stats.Holm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides all rows together.
 *
 * <p>A gate passes only if every row does. Such an intersection of tests keeps its level with each test at alpha (Berger,
 * "Multiparameter hypothesis testing and acceptance sampling", Technometrics 1982): whichever row is worse by its margin, the gate
 * passes with chance alpha at most. A gate fails if any row does, and there chances add up: those p-values are adjusted by Holm's
 * method over all gated rows, so that a gate of harmless changes calls a regression with chance alpha at most.
 */
final class Judge {

    /** More probes than this are not worth asking for: the loss is about the margin itself. */
    private static final double WORTH_ASKING = 1e6;

    private final Gate gate;

    Judge(Gate gate) {
        this.gate = gate;
    }

    /** The rows, regressions first, otherwise in the order given. */
    List<Row> rows(List<Measured> measured) {
        List<Measured> family = measured.stream().filter(Measured::gated).toList();
        double[] adjusted =
                Holm.adjusted(family.stream().mapToDouble(Judge::pRegression).toArray());
        List<Row> rows = new ArrayList<>();
        int place = 0;
        for (Measured one : measured) {
            double pRegression = one.gated() ? adjusted[place++] : pRegression(one);
            rows.add(row(one, pRegression, Math.max(1, family.size())));
        }
        rows.sort(Comparator.comparing(Row::verdict));
        return List.copyOf(rows);
    }

    private static double pRegression(Measured one) {
        return one.difference()
                .filter(d -> one.settled().isEmpty())
                .map(d -> d.pBelow(one.bound()))
                .orElse(1.);
    }

    private Row row(Measured one, double pRegression, int family) {
        double pPass = one.difference().map(d -> d.pAbove(one.bound())).orElse(1.);
        Settled settled = one.settled().orElseGet(() -> tested(pPass, pRegression, pRegression(one), family));
        return new Row(
                one.number(),
                one.counterpart(),
                one.gated(),
                settled.verdict(),
                settled.why(),
                one.probes(),
                one.trials(),
                one.base(),
                one.now(),
                one.difference().flatMap(d -> shown(one, d)),
                one.margin(),
                pPass,
                pRegression,
                settled.verdict() == Verdict.INCONCLUSIVE && one.settled().isEmpty()
                        ? needed(one, family)
                        : OptionalLong.empty());
    }

    private Settled tested(double pPass, double pRegression, double alone, int family) {
        if (pPass < gate.alpha()) {
            return new Settled(Verdict.PASS, "not worse by the margin");
        }
        if (pRegression < gate.alpha()) {
            return new Settled(Verdict.REGRESSION, "worse by more than the margin");
        }
        return new Settled(
                Verdict.INCONCLUSIVE,
                alone < gate.alpha() ? "worse, but among " + family + " rows that may be chance" : "cannot tell");
    }

    /** New less base in the metric's own direction; of a speed, new divided by base. */
    private Optional<Interval> shown(Measured one, Difference difference) {
        Interval interval = difference.interval(1 - 2 * gate.alpha());
        if (Double.isInfinite(interval.low()) || Double.isInfinite(interval.high())) {
            return Optional.empty();
        }
        if (Speeds.METRICS.contains(one.number().metric())) {
            return Optional.of(new Interval(StrictMath.exp(interval.low()), StrictMath.exp(interval.high())));
        }
        return Optional.of(
                one.number().better() == Better.LOWER ? new Interval(-interval.high(), -interval.low()) : interval);
    }

    /** Probes that give a decision with the gate's power, if the change is what it was estimated to be. */
    private OptionalLong needed(Measured one, int family) {
        Difference difference = one.difference().orElseThrow();
        double alpha = difference.estimate() > one.bound() ? gate.alpha() : gate.alpha() / family;
        double units = one.units() * difference.timesTheData(one.bound(), alpha, gate.power());
        return units < WORTH_ASKING
                ? OptionalLong.of(Math.max(one.units() + 1L, (long) Math.ceil(units)))
                : OptionalLong.empty();
    }
}
