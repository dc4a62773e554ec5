package dev.visor.report.recognition;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.TrialLines;
import dev.visor.report.run.Countermeasures;
import dev.visor.report.run.ProbeOutcomes;
import dev.visor.report.run.ProbeOutcomes.Judge;
import dev.visor.report.run.ProbeOutcomes.Observation;
import dev.visor.report.run.ProbeOutcomes.Probe;
import dev.visor.report.run.Run;
import dev.visor.report.run.Run.Protection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The trials behind the numbers of searches and comparisons, one look a probe, model and countermeasure. */
public final class TrialData {

    private static final String WITHOUT =
            "With a script this section lists them. Without: the rows of trials.csv in the run's record that have the cell's id are the trials of a number; those that each defense failed worst stand in the section above.";

    private TrialData() {}

    /** Makes the section; empty without trials. */
    public static Optional<Section> section(Run run) {
        ProbeOutcomes outcomes = run.fates();
        Set<Probe> probes = new LinkedHashSet<>();
        outcomes.judges().forEach(judge -> probes.addAll(outcomes.probes(judge)));
        if (probes.isEmpty()) {
            return Optional.empty();
        }
        TrialLines lines = new TrialLines(
                List.of("defense", "surrogate", "model", "countermeasure"), Countermeasures.WORST, false);
        probes.forEach(
                probe -> lines.probe(probe.subject().value(), probe.photo().value()));
        outcomes.judges().forEach(judge -> judge(lines, outcomes, judge, List.copyOf(probes)));
        return Section.of(
                run.prefix() + "trials",
                "Trials behind the numbers",
                List.of(new Block.Data(run.prefix() + "trial-data", lines.text(), WITHOUT)));
    }

    /** Returns the key by which a page finds the trials of a rate; empty where it has none of that alignment. */
    static String key(Run run, MetricValue value) {
        Protection protection = Protection.of(value);
        return run.fates().isEmpty() || value.cell().alignment() != run.alignment()
                ? ""
                : TrialLines.box(run.prefix())
                        + String.join(
                                "|",
                                protection.defense(),
                                protection.surrogates(),
                                value.cell().model(),
                                value.cell().countermeasure());
    }

    private static void judge(TrialLines lines, ProbeOutcomes outcomes, Judge judge, List<Probe> probes) {
        Map<String, String[]> looks = new LinkedHashMap<>();
        Map<String, Double> thresholds = new LinkedHashMap<>();
        for (int i = 0; i < probes.size(); i++) {
            for (Observation seen : outcomes.observations(judge, probes.get(i))) {
                looks.computeIfAbsent(seen.countermeasure(), c -> new String[probes.size()])[i] = look(seen);
                seen.threshold().ifPresent(t -> thresholds.putIfAbsent(seen.countermeasure(), t));
            }
        }
        looks.forEach((countermeasure, tokens) -> lines.judge(
                List.of(judge.protection().defense(), judge.protection().surrogates(), judge.model(), countermeasure),
                judge.whiteBox() ? "white-box" : "black-box",
                Optional.ofNullable(thresholds.get(countermeasure))
                        .map(TrialLines::similarity)
                        .orElse("-"),
                Stream.of(tokens)
                        .map(token -> token == null ? TrialLines.NOTHING : token)
                        .toList()));
    }

    private static String look(Observation seen) {
        String rank = seen.missed()
                ? "x"
                : seen.trueRank().map(r -> Integer.toString(r)).orElse("-");
        String similarity = seen.similarity().map(TrialLines::similarity).orElse("-");
        return rank + "/" + similarity
                + seen.margin().map(m -> m > 0 ? "+" : "").orElse("");
    }
}
