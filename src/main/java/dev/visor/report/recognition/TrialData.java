package dev.visor.report.recognition;

import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
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
import java.util.StringJoiner;

/**
 * The trials behind the numbers, as lines of tabs that the page's script lays out: a line {@code p} a probe, then a line {@code j} for
 * each judge and countermeasure with one look a probe.
 *
 * <p>A look is {@code rank/similarity} and a sign: the subject's rank ({@code -} nobody searched, {@code x} no face was acquired), the
 * similarity to the most similar other photo of the subject, {@code +} above the threshold. {@code .} is no look.
 */
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
        StringBuilder text = new StringBuilder();
        probes.forEach(probe -> text.append(line(
                "p", probe.subject().value(), probe.photo().value(), probe.dataset(), Long.toString(probe.seed()))));
        outcomes.judges().forEach(judge -> judge(text, outcomes, judge, List.copyOf(probes)));
        return Section.of(
                run.prefix() + "trials",
                "Trials behind the numbers",
                List.of(new Block.Data(run.prefix() + "trial-data", text.toString(), WITHOUT)));
    }

    /** Returns the key by which a page finds the trials of a rate; empty where it has none of that alignment. */
    static String key(Run run, MetricValue value) {
        Protection protection = Protection.of(value);
        return run.fates().isEmpty() || value.cell().alignment() != run.alignment()
                ? ""
                : String.join(
                        "|",
                        protection.defense(),
                        protection.surrogates(),
                        value.cell().model(),
                        value.cell().countermeasure());
    }

    private static void judge(StringBuilder text, ProbeOutcomes outcomes, Judge judge, List<Probe> probes) {
        Map<String, String[]> looks = new LinkedHashMap<>();
        Map<String, Double> thresholds = new LinkedHashMap<>();
        for (int i = 0; i < probes.size(); i++) {
            for (Observation seen : outcomes.observations(judge, probes.get(i))) {
                looks.computeIfAbsent(seen.countermeasure(), c -> new String[probes.size()])[i] = look(seen);
                seen.threshold().ifPresent(t -> thresholds.putIfAbsent(seen.countermeasure(), t));
            }
        }
        looks.forEach((countermeasure, tokens) -> {
            StringJoiner line = new StringJoiner("\t");
            line.add("j")
                    .add(judge.protection().defense())
                    .add(judge.protection().surrogates());
            line.add(judge.model()).add(countermeasure).add(judge.whiteBox() ? "white-box" : "black-box");
            line.add(Optional.ofNullable(thresholds.get(countermeasure))
                    .map(TrialData::decimals)
                    .orElse("-"));
            for (String token : tokens) {
                line.add(token == null ? "." : token);
            }
            text.append(line).append('\n');
        });
    }

    private static String look(Observation seen) {
        String rank = seen.missed()
                ? "x"
                : seen.trueRank().map(r -> Integer.toString(r)).orElse("-");
        String similarity = seen.similarity().map(TrialData::decimals).orElse("-");
        return rank + "/" + similarity
                + seen.margin().map(m -> m > 0 ? "+" : "").orElse("");
    }

    /** {@code .512}: a page holds tens of thousands of them. */
    private static String decimals(double value) {
        return Text.fixed(value, 3).replaceFirst("^(-?)0\\.", "$1.");
    }

    private static String line(String... words) {
        StringJoiner line = new StringJoiner("\t");
        for (String word : words) {
            line.add(word.replaceAll("[\\t\\r\\n]", " "));
        }
        return line + "\n";
    }
}
