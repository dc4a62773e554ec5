package dev.visor.report.run;

import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Retrieval;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.WorstCase;
import dev.visor.metric.recognition.RetrievalRecall;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.TrialLines;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The searches for single images behind a recall: at which rank each image of the person was found. */
public final class SearchTrials {

    /** Metrics whose cell is the share of searches that found the image, or of those that did not. */
    private static final Set<String> METRICS = Set.of("recall", "protected_at_1");

    private static final String BOX = "search-data";

    private static final RetrievalRecall FOUND = new RetrievalRecall();

    private static final String WITHOUT =
            "With a script this section lists them. Without: the rows of trials.csv in the run's record that have the cell's id and name a mate.";

    private final Set<Search> searches = new LinkedHashSet<>();
    private final Map<List<String>, Map<Search, Retrieval>> looks = new LinkedHashMap<>();
    private final Map<List<String>, String> access = new LinkedHashMap<>();

    private SearchTrials() {}

    private record Search(String dataset, long seed, String person, String probe, String mate) {}

    /** Makes the section; empty for a run that searched for no single images. */
    public static Optional<Section> section(Run run) {
        RunRecord record = new RunRecord(run.directory());
        if (run.of("recall").findAny().isEmpty()
                || run.info().status() != RunInfo.Status.COMPLETED
                || !record.has(RecordFile.TRIALS)) {
            return Optional.empty();
        }
        SearchTrials made = new SearchTrials();
        record.forEachTrial(recorded -> made.add(run, recorded.trial()));
        return made.searches.isEmpty()
                ? Optional.empty()
                : Section.of(
                        run.prefix() + "searches",
                        "Searches behind recall",
                        List.of(new Block.Data(run.prefix() + BOX, made.text(), WITHOUT)));
    }

    /** Returns the key by which a page finds the searches behind a number; empty where it has none. */
    static String key(Run run, MetricValue value) {
        return METRICS.contains(value.metric()) && value.cell().alignment() == run.alignment()
                ? "@" + run.prefix() + BOX + "|" + String.join("|", judge(value.cell(), value.pairing()))
                : "";
    }

    private static List<String> judge(Cell cell, Pairing pairing) {
        return List.of(
                cell.defense(),
                cell.surrogatesWord(),
                cell.model(),
                "%s, %s%s".formatted(cell.attack(), pairing.word(), Countermeasures.after(cell)));
    }

    private void add(Run run, Trial trial) {
        if (trial instanceof Retrieval asked && trial.cell().alignment() == run.alignment()) {
            add(asked.cell(), asked);
            if (run.countermeasures().worst() && WorstCase.counts(asked.cell())) {
                add(asked.cell().withCountermeasure(Countermeasures.WORST), asked);
            }
        }
    }

    /** Adds a search to those of a cell; of several for the same image the one that came nearest, as the worst case counts. */
    private void add(Cell cell, Retrieval asked) {
        Search search = new Search(
                cell.dataset(),
                cell.seed(),
                asked.subject().value(),
                asked.probe().value(),
                asked.mate().value());
        searches.add(search);
        List<String> judge = judge(cell, asked.pairing());
        looks.computeIfAbsent(judge, missing -> new LinkedHashMap<>())
                .merge(search, asked, (one, other) -> nearness(other) < nearness(one) ? other : one);
        access.putIfAbsent(judge, cell.defenseAccess().word());
    }

    /** An image whose face was not acquired counts as found. */
    private static int nearness(Retrieval asked) {
        return asked.outcome() instanceof Outcome.Compared ? asked.rank().orElseThrow() : 0;
    }

    private static String look(Retrieval asked) {
        String rank = asked.rank().isPresent() ? Integer.toString(asked.rank().getAsInt()) : "x";
        String similarity = asked.outcome() instanceof Outcome.Compared compared
                ? TrialLines.similarity(compared.similarity())
                : "-";
        return rank + "/" + similarity + (FOUND.succeeds(asked, Optional.empty()) ? "+" : "");
    }

    private String text() {
        TrialLines lines = TrialLines.within(List.of("defense", "surrogate", "model", "search"));
        searches.forEach(search -> lines.probe(search.person(), search.probe() + " → " + search.mate()));
        looks.forEach((judge, own) -> {
            List<String> tokens = new ArrayList<>();
            searches.forEach(
                    search -> tokens.add(own.containsKey(search) ? look(own.get(search)) : TrialLines.NOTHING));
            lines.judge(judge, access.get(judge), "-", tokens);
        });
        return lines.text();
    }
}
