package dev.visor.report.inversion;

import dev.visor.core.SubjectId;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.run.Run;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import dev.visor.result.RolePlayed;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.settings.InversionSettings;
import dev.visor.result.settings.InversionSizes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The provenance of an inversion run beside that of all runs: who played which role, and how recognizers were trained. */
public final class InversionProvenance {

    private static final Map<String, String> ROLES = Map.of(
            "private", "trained on",
            "private-stop", "the same people's: tell when training stops, not learned from",
            "private-test", "the same people's other photos: accuracy, and the jury's gallery",
            "held-out", "never trained on: verification, and strangers",
            "public", "the tracker's own photos",
            "impostor", "calibrate the judges' thresholds");

    /** Settings that have tables of their own, or are told by the digests of the entries. */
    private static final Set<String> ELSEWHERE = Set.of("training", "made_of");

    /** The head that has a margin. */
    private static final String MARGIN = "arcface";

    private InversionProvenance() {}

    /** Returns the blocks; nothing for a run that inverted nobody. */
    public static List<Block> blocks(Run run) {
        if (!InversionView.is(run)) {
            return List.of();
        }
        List<Block> blocks = new ArrayList<>();
        List<RolePlayed> roles = new RunRecord(run.directory()).roles();
        if (!roles.isEmpty()) {
            blocks.add(new Block.Tabular(roles(run, roles)));
        }
        blocks.add(new Block.Tabular(trainingConfig(run, run.info().inversion().training())));
        return blocks;
    }

    public static String protocol(InversionSizes roles) {
        return "people trained on %s, with %s training and %s test photos; photos of the tracker %s, impostors %s, pairs of people held out %s, digest %s"
                .formatted(
                        Text.count(roles.people()),
                        Text.count(roles.trainingPhotos()),
                        Text.count(roles.testPhotos()),
                        Text.count(roles.auxiliaryPhotos()),
                        Text.count(roles.impostors()),
                        Text.count(roles.heldOutPairs()),
                        Text.brief(roles.digest()));
    }

    public static Map<String, Object> settings(RunInfo info) {
        Map<String, Object> settings = new TreeMap<>(RunInfo.byKey(info.suite().settings()));
        settings.keySet().removeAll(ELSEWHERE);
        return settings;
    }

    private static Table roles(Run run, List<RolePlayed> roles) {
        record Part(String role, String dataset) {}
        Map<Part, List<RolePlayed>> parts = new LinkedHashMap<>();
        roles.forEach(
                played -> parts.computeIfAbsent(new Part(played.role(), played.dataset()), part -> new ArrayList<>())
                        .add(played));
        List<Row> rows = new ArrayList<>();
        parts.forEach((part, played) -> {
            List<SubjectId> people =
                    played.stream().map(RolePlayed::subject).distinct().toList();
            rows.add(new Row(
                    List.of(part.role()),
                    List.of(
                            Value.of(ROLES.getOrDefault(part.role(), Value.DASH)),
                            Value.of(part.dataset()),
                            Value.of(Text.count(people.size())),
                            Value.of(Text.count(played.size()))),
                    false));
        });
        return new Table(
                run.prefix() + "roles",
                "Who played which role",
                "People of private, held-out, public and impostor are disjoint; roles.csv names every photo.",
                List.of("role"),
                List.of(
                        Column.words("what for"),
                        Column.words("data set"),
                        Column.number("people"),
                        Column.number("photos")),
                rows);
    }

    private static Table trainingConfig(Run run, InversionSettings.Training training) {
        List<Row> rows = new ArrayList<>();
        told(training)
                .forEach((what, value) ->
                        rows.add(new Row(List.of(what), List.of(Value.of(String.valueOf(value))), false)));
        String unlike = training.head().equals(MARGIN) ? withoutMargin(run) : "";
        return new Table(
                run.prefix() + "recipe",
                "How recognizers were trained",
                "The same under every defense%s: stochastic gradient descent, the rate falling as a cosine; patience in epochs without a lower validation loss.%s"
                        .formatted(unlike.isEmpty() ? "" : " but one thing", unlike),
                List.of("what"),
                List.of(Column.words("value")),
                rows);
    }

    private static Map<String, Object> told(InversionSettings.Training training) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("architecture", training.architecture());
        told.put("side", training.side());
        told.put("dimension", training.dimension());
        told.put("head", training.head());
        told.put("epochs", training.epochs());
        told.put("batch", training.batch());
        told.put("rate", training.rate());
        told.put("momentum", training.momentum());
        told.put("weight decay", training.weightDecay());
        told.put("mirror", training.mirror());
        told.put("patience", training.patience());
        return told;
    }

    /** Names the defenses under which the loss is another; empty if under none. */
    private static String withoutMargin(Run run) {
        InversionView view = new InversionView(run);
        String mixing = view.defenses().stream()
                .filter(view.unmixing()::mixes)
                .map(view::named)
                .collect(Collectors.joining(", "));
        return mixing.isEmpty()
                ? ""
                : (" Rows that mix several people have no ArcFace margin (%s): with one, from four a row on, the best that such a head can learn is"
                                + " one point for everybody. Accuracies with and without mixing are therefore compared across two losses.")
                        .formatted(mixing);
    }
}
