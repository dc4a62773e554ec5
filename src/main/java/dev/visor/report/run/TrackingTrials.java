package dev.visor.report.run;

import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Tracking;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.TrialLines;
import dev.visor.result.RecordFile;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comparisons of probes with a growing gallery: which were accepted after how many rounds, and whom the gallery then showed. */
public final class TrackingTrials {

    /** Metrics whose cell is the share of probes that were accepted after so many rounds. */
    private static final Pattern METRIC = Pattern.compile("tracked_round(\\d+)");

    private static final String BOX = "tracking-data";

    private static final String WITHOUT =
            "With a script this section lists them. Without: the rows of trials.csv in the run's record that have the cell's id and name a round.";

    private final Set<Probe> probes = new LinkedHashSet<>();
    private final Map<List<String>, Rounds> rounds = new LinkedHashMap<>();

    private TrackingTrials() {}

    private record Probe(String dataset, long seed, String person, String photo) {}

    /** The comparisons of a tracker in one round. */
    private record Rounds(String access, Optional<Double> threshold, Map<Probe, String> looks) {}

    /** Makes the section; empty for a run in which no gallery grew. */
    public static Optional<Section> section(Run run) {
        RunRecord record = new RunRecord(run.directory());
        if (run.metrics().stream()
                        .noneMatch(value -> METRIC.matcher(value.metric()).matches())
                || run.info().status() != RunInfo.Status.COMPLETED
                || !record.has(RecordFile.TRIALS)) {
            return Optional.empty();
        }
        TrackingTrials made = new TrackingTrials();
        Map<String, Double> thresholds = ProbeOutcomes.strictest(run.info().thresholds());
        record.forEachTrial(recorded -> made.add(run, recorded, thresholds));
        return made.probes.isEmpty()
                ? Optional.empty()
                : Section.of(
                        run.prefix() + "trackings",
                        "Comparisons behind growing galleries",
                        List.of(new Block.Data(run.prefix() + BOX, made.text(), WITHOUT)));
    }

    /** Returns the key by which a page finds the comparisons behind a number; empty where it has none. */
    static String key(Run run, MetricValue value) {
        Matcher metric = METRIC.matcher(value.metric());
        return metric.matches()
                        && value.cell().alignment() == run.alignment()
                        && !value.cell().countermeasure().equals(Countermeasures.WORST)
                ? "@" + run.prefix() + BOX + "|"
                        + String.join("|", judge(value.cell(), value.pairing(), metric.group(1)))
                : "";
    }

    private static List<String> judge(Cell cell, Pairing pairing, String round) {
        String after = cell.countermeasure().equals(Countermeasures.NONE) ? "" : ", after " + cell.countermeasure();
        return List.of(
                cell.defense(),
                cell.surrogatesWord(),
                cell.model(),
                "%s, round %s, %s%s".formatted(cell.attack(), round, pairing.word(), after));
    }

    private void add(Run run, RecordedTrial recorded, Map<String, Double> thresholds) {
        if (recorded.trial() instanceof Tracking seen && seen.cell().alignment() == run.alignment()) {
            Cell cell = seen.cell();
            Probe probe = new Probe(
                    cell.dataset(),
                    cell.seed(),
                    seen.subject().value(),
                    seen.probe().value());
            probes.add(probe);
            Optional<Double> threshold = recorded.calibration().map(thresholds::get);
            rounds.computeIfAbsent(
                            judge(cell, seen.pairing(), Integer.toString(seen.round())),
                            missing -> new Rounds(cell.defenseAccess().word(), threshold, new LinkedHashMap<>()))
                    .looks()
                    .put(probe, look(seen, threshold));
        }
    }

    /** A face that was not acquired counts as accepted, as in the metric. */
    private static String look(Trial.Tracking seen, Optional<Double> threshold) {
        String gallery = seen.own() + ":" + seen.others();
        return seen.outcome() instanceof Outcome.Compared compared
                ? gallery + "/" + TrialLines.similarity(compared.similarity())
                        + (threshold.filter(t -> compared.similarity() > t).isPresent() ? "+" : "")
                : gallery + "/-+";
    }

    private String text() {
        TrialLines lines = TrialLines.accepted(List.of("defense", "surrogate", "model", "gallery"));
        probes.forEach(probe -> lines.probe(probe.person(), probe.photo()));
        rounds.forEach((judge, own) -> {
            List<String> tokens = new ArrayList<>();
            probes.forEach(probe -> tokens.add(own.looks().getOrDefault(probe, TrialLines.NOTHING)));
            lines.judge(
                    judge,
                    own.access(),
                    own.threshold().map(TrialLines::similarity).orElse("-"),
                    tokens);
        });
        return lines.text();
    }
}
