package dev.visor.report.recognition;

import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Section.Triple;
import dev.visor.report.page.Text;
import dev.visor.report.run.ProbeOutcomes;
import dev.visor.report.run.ProbeOutcomes.Judge;
import dev.visor.report.run.ProbeOutcomes.Observation;
import dev.visor.report.run.ProbeOutcomes.Probe;
import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.csv.RecordFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The probes that a defense protected least: recognized by the most models, and by the widest margin. */
public final class WorstProbes {

    private static final int SHOWN = 20;

    private WorstProbes() {}

    /**
     * A probe at its worst.
     *
     * @param found models that had the subject at rank 1 under some countermeasure
     * @param searched models that searched
     * @param judge that came closest
     */
    private record Failure(Probe probe, long found, long searched, Judge judge, Observation closest) {}

    /** The closest look: the largest margin, without any the best rank. */
    private static final Comparator<Observation> CLOSENESS = Comparator.comparingDouble(
                    (Observation s) -> s.margin().orElse(Double.NEGATIVE_INFINITY))
            .thenComparing(s -> -s.trueRank().orElse(Integer.MAX_VALUE));

    private static final Comparator<Failure> ORDER = Comparator.comparingDouble(
                    (Failure f) -> f.searched() == 0 ? 0 : f.found() / (double) f.searched())
            .thenComparing(Failure::closest, CLOSENESS)
            .reversed()
            .thenComparing(f -> f.probe().photo().value());

    /** Makes the section; empty without trials. */
    public static Optional<Section> section(Run run, ReportOptions options) {
        List<Protection> protections = run.protections(run.fates().judges().map(Judge::protection)).stream()
                .filter(p -> !p.isControl())
                .toList();
        List<Block> blocks = new ArrayList<>();
        if (!protections.isEmpty()) {
            blocks.add(new Block.Paragraph(String.format(
                    Locale.ROOT,
                    "For each defense the %d probes that it protected least. First those that most"
                            + " models found at rank 1 under some countermeasure, then those that one of them took for their subject by"
                            + " the widest margin. Black-box models, unless a defense met none.",
                    SHOWN)));
        }
        for (Protection protection : protections) {
            List<Failure> failures = failures(run, protection);
            if (failures.isEmpty()) {
                continue;
            }
            List<Block> told = new ArrayList<>();
            told.add(new Block.Tabular(table(run, protection, failures)));
            if (options.photos()) {
                strip(run, protection, failures).ifPresent(told::add);
            }
            blocks.add(new Block.Details(protection.label(), told));
        }
        return Section.of(run.prefix() + "worst-probes", "Where each defense failed worst", blocks);
    }

    private static List<Failure> failures(Run run, Protection protection) {
        ProbeOutcomes fates = run.fates();
        List<Judge> all =
                fates.judges().filter(j -> j.protection().equals(protection)).toList();
        List<Judge> unseen = all.stream().filter(j -> !j.whiteBox()).toList();
        List<Judge> judges = unseen.isEmpty() ? all : unseen;
        Set<Probe> probes = new LinkedHashSet<>();
        judges.forEach(judge -> probes.addAll(fates.probes(judge)));
        return probes.stream()
                .flatMap(probe -> failure(fates, judges, probe).stream())
                .sorted(ORDER)
                .limit(SHOWN)
                .toList();
    }

    private static Optional<Failure> failure(ProbeOutcomes fates, List<Judge> judges, Probe probe) {
        long found = 0;
        long searched = 0;
        Optional<Judge> judge = Optional.empty();
        Optional<Observation> closest = Optional.empty();
        for (Judge candidate : judges) {
            List<Observation> seen = List.copyOf(fates.observations(candidate, probe));
            searched += seen.stream().anyMatch(Observation::searched) ? 1 : 0;
            found += seen.stream().anyMatch(Observation::found) ? 1 : 0;
            for (Observation observation : seen) {
                if (closest.isEmpty() || CLOSENESS.compare(observation, closest.get()) > 0) {
                    closest = Optional.of(observation);
                    judge = Optional.of(candidate);
                }
            }
        }
        return closest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failure(probe, found, searched, judge.orElseThrow(), closest.get()));
    }

    private static Table table(Run run, Protection protection, List<Failure> failures) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < failures.size(); i++) {
            Failure failure = failures.get(i);
            Observation seen = failure.closest();
            rows.add(new Row(
                    List.of(Integer.toString(i + 1), failure.probe().photo().value()),
                    List.of(
                            Value.of(failure.probe().subject().value()),
                            failure.searched() == 0
                                    ? Value.missing("nobody searched for it")
                                    : Value.of(failure.found() + " of " + failure.searched()),
                            Value.of(failure.judge().model() + (failure.judge().whiteBox() ? "*" : "")),
                            Value.of(seen.countermeasure()),
                            seen.trueRank()
                                    .map(rank -> Value.of(Text.count(rank)))
                                    .orElseGet(() -> Value.missing(
                                            seen.missed() ? "no face was acquired" : "nobody searched for it")),
                            decimals(seen.similarity()),
                            decimals(seen.threshold()),
                            verdict(seen)),
                    false));
        }
        return new Table(
                run.prefix() + Text.slug("worst-" + protection.label()),
                protection.label() + ": probes protected least",
                "found by: models that had the subject at rank 1 under some countermeasure. Then the model and countermeasure that came closest: the"
                        + " subject's rank there, the similarity to the most similar other photo of the subject, and the"
                        + " threshold at the strictest FAR. * white-box: the model is a surrogate.",
                List.of("#", "probe"),
                List.of(
                        Column.words("subject"),
                        Column.number("found by"),
                        Column.words("closest model"),
                        Column.words("countermeasure"),
                        Column.number("true rank"),
                        Column.number("similarity"),
                        Column.number("threshold"),
                        Column.words("verdict")),
                rows);
    }

    private static Value decimals(Optional<Double> value) {
        return value.map(v -> Value.of(Text.fixed(v, 3))).orElseGet(() -> Value.missing("not compared"));
    }

    private static Value verdict(Observation seen) {
        return seen.margin()
                .map(margin -> Value.of(margin > 0 ? "recognized" : "rejected"))
                .orElseGet(() -> Value.missing("not compared"));
    }

    /** Shows those of the failures whose pictures the run kept. */
    private static Optional<Block> strip(Run run, Protection protection, List<Failure> failures) {
        RecordFolder record = new RecordFolder(run.directory());
        List<Triple> triples = failures.stream()
                .map(failure -> failure.probe().photo().value())
                .map(probe -> PhotoStrip.triple(
                        record,
                        protection.defense(),
                        protection.surrogates(),
                        probe.replaceAll("[^A-Za-z0-9_.-]", "_")))
                .filter(triple -> triple.original().exists())
                .toList();
        return triples.isEmpty()
                ? Optional.empty()
                : Optional.of(new Block.Strip(
                        String.format(
                                Locale.ROOT,
                                "%s: %d of these probes, whose pictures the run kept: original, mask amplified, protected",
                                protection.label(),
                                triples.size()),
                        triples));
    }
}
