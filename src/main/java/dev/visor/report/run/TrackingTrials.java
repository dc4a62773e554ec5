package dev.visor.report.run;

import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.Trial.Tracking;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.WorstCase;
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
    private final Map<List<String>, Round> rounds = new LinkedHashMap<>();

    private TrackingTrials() {}

    private record Probe(String dataset, long seed, String person, String photo) {}

    /** A comparison of a probe with the gallery; a face that was not acquired counts as accepted, as in the metric. */
    private record Look(Tracking seen, Optional<Double> threshold) {

        /** Returns the distance above the threshold, below 0 for what was rejected. */
        double margin() {
            return seen.outcome() instanceof Outcome.Compared compared
                    ? compared.similarity() - threshold.orElse(Double.POSITIVE_INFINITY)
                    : Double.POSITIVE_INFINITY;
        }

        String token() {
            return seen.own() + ":" + seen.others() + "/"
                    + (seen.outcome() instanceof Outcome.Compared compared
                            ? TrialLines.similarity(compared.similarity())
                            : "-")
                    + (margin() > 0 ? "+" : "");
        }
    }

    /** The comparisons of a tracker in one round. */
    private record Round(String access, Map<Probe, Look> looks) {

        /** Returns the threshold; none where a countermeasure has a recognizer, and so a threshold, of its own. */
        String threshold() {
            List<Optional<Double>> all =
                    looks.values().stream().map(Look::threshold).distinct().toList();
            return all.size() == 1 ? all.get(0).map(TrialLines::similarity).orElse("-") : "-";
        }
    }

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
        return metric.matches() && value.cell().alignment() == run.alignment()
                ? "@" + run.prefix() + BOX + "|"
                        + String.join("|", judge(value.cell(), value.pairing(), metric.group(1)))
                : "";
    }

    private static List<String> judge(Cell cell, Pairing pairing, String round) {
        return List.of(
                cell.defense(),
                cell.surrogatesWord(),
                cell.model(),
                "%s, round %s, %s%s".formatted(cell.attack(), round, pairing.word(), Countermeasures.after(cell)));
    }

    private void add(Run run, RecordedTrial recorded, Map<String, Double> thresholds) {
        if (recorded.trial() instanceof Tracking seen && seen.cell().alignment() == run.alignment()) {
            Look look = new Look(seen, recorded.calibration().map(thresholds::get));
            add(seen.cell(), look);
            if (run.countermeasures().worst() && WorstCase.counts(seen.cell())) {
                add(seen.cell().withCountermeasure(Countermeasures.WORST), look);
            }
        }
    }

    /** Adds a comparison to those of a cell; of several of a probe the one furthest above its threshold, as the worst case counts. */
    private void add(Cell cell, Look look) {
        Tracking seen = look.seen();
        Probe probe = new Probe(
                cell.dataset(),
                cell.seed(),
                seen.subject().value(),
                seen.probe().value());
        probes.add(probe);
        rounds.computeIfAbsent(
                        judge(cell, seen.pairing(), Integer.toString(seen.round())),
                        missing -> new Round(cell.defenseAccess().word(), new LinkedHashMap<>()))
                .looks()
                .merge(probe, look, (one, other) -> other.margin() > one.margin() ? other : one);
    }

    private String text() {
        TrialLines lines = TrialLines.accepted(List.of("defense", "surrogate", "model", "gallery"));
        probes.forEach(probe -> lines.probe(probe.person(), probe.photo()));
        rounds.forEach((judge, own) -> {
            List<String> tokens = new ArrayList<>();
            probes.forEach(probe -> tokens.add(
                    own.looks().containsKey(probe) ? own.looks().get(probe).token() : TrialLines.NOTHING));
            lines.judge(judge, own.access(), own.threshold(), tokens);
        });
        return lines.text();
    }
}
