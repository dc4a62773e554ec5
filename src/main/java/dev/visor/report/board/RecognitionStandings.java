package dev.visor.report.board;

import dev.visor.core.Access;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.board.RecognitionProtocol.Pair;
import dev.visor.report.page.Text;
import dev.visor.report.recognition.Costs;
import dev.visor.report.run.Countermeasures;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.Run;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the standings of a recognition run: the mean of each defense over recognizers and surrogates.
 *
 * <p>Defenses share a table only if they met the same recognizers on the same surrogates. One that uses no surrogate is counted before
 * each of the recognizers that the others met there, as often as they met it.
 */
final class RecognitionStandings {

    private static final List<Question> QUESTIONS =
            List.of(Question.SEARCH, Question.COMPARISON, Question.RECALL, Question.AMONG_STRANGERS);

    private final BoardRun site;
    private final Run run;
    private final RecognitionProtocol protocol;
    private final List<Standing> standings = new ArrayList<>();

    private RecognitionStandings(BoardRun site) {
        this.site = site;
        this.run = site.run();
        this.protocol = new RecognitionProtocol(run);
    }

    static List<Standing> of(BoardRun site) {
        RecognitionStandings made = new RecognitionStandings(site);
        QUESTIONS.forEach(made::add);
        return List.copyOf(made.standings);
    }

    private void add(Question question) {
        List<MetricValue> values = values(question).toList();
        Countermeasures countermeasures = run.countermeasures();
        if (countermeasures.worst()) {
            add(question, Scenario.WORST, values, Countermeasures.WORST);
        }
        add(question, Scenario.UNTOUCHED, values, Countermeasures.NONE);
        add(question, Scenario.WHITE_BOX, values, countermeasures.headline());
    }

    /** Returns what the report's first screen counts: at the headline's alignment and the strictest FAR. */
    private Stream<MetricValue> values(Question question) {
        Optional<Far> strictest =
                run.of(question.metric()).flatMap(value -> value.far().stream()).min(Comparator.naturalOrder());
        return run.of(question.metric())
                .filter(value -> value.far().equals(strictest))
                .filter(value -> value.cell().alignment() == run.alignment())
                .filter(value -> value.cell().attackerAccess() != AttackerAccess.KEY)
                .filter(value -> question.asks(value.cell().attack()))
                .filter(value -> value.pairing() == Pairing.PROTECTED_CLEAN || value.pairing() == Pairing.CLEAN_CLEAN)
                // Several photos of a person are no independent trials.
                .map(value -> question == Question.RECALL ? MeanRate.widened(value) : value);
    }

    private void add(Question question, Scenario scenario, List<MetricValue> all, String countermeasure) {
        Map<String, List<MetricValue>> byAttack = all.stream()
                .filter(value -> value.cell().countermeasure().equals(countermeasure))
                .collect(Collectors.groupingBy(v -> v.cell().attack(), TreeMap::new, Collectors.toList()));
        byAttack.values().forEach(values -> ofAttack(question, scenario, values, countermeasure));
    }

    private void ofAttack(Question question, Scenario scenario, List<MetricValue> values, String countermeasure) {
        boolean white = scenario == Scenario.WHITE_BOX;
        Access access = white ? Access.WHITE_BOX : Access.BLACK_BOX;
        Map<String, List<MetricValue>> trained = byDefense(values, access);
        Map<String, List<MetricValue>> plain = byDefense(values, Access.NONE);
        List<List<Pair>> grids = trained.values().stream()
                .map(RecognitionStandings::pairs)
                .distinct()
                .toList();
        trained.forEach((defense, cells) -> add(question, scenario, defense, cells, pairs(cells), countermeasure));
        plain.forEach((defense, cells) -> {
            boolean placed = false;
            for (List<Pair> grid : white && !defense.equals(Cell.CONTROL) ? List.<List<Pair>>of() : grids) {
                List<MetricValue> same = before(cells, grid);
                if (same.size() == grid.size()) {
                    add(question, scenario, defense, same, grid, countermeasure);
                    placed = true;
                }
            }
            if (!placed && !white) {
                add(question, scenario, defense, cells, pairs(cells), countermeasure);
            }
        });
    }

    private static Map<String, List<MetricValue>> byDefense(List<MetricValue> values, Access access) {
        return values.stream()
                .filter(value -> value.cell().defenseAccess() == access)
                .collect(Collectors.groupingBy(v -> v.cell().defense(), LinkedHashMap::new, Collectors.toList()));
    }

    private static List<Pair> pairs(List<MetricValue> cells) {
        return cells.stream().map(Pair::of).sorted().toList();
    }

    /** Returns the cells of a defense without surrogates before the recognizers of a grid, fewer where it lacks some. */
    private static List<MetricValue> before(List<MetricValue> cells, List<Pair> grid) {
        return grid.stream()
                .flatMap(pair -> cells.stream()
                        .filter(v -> v.cell().model().equals(pair.model())
                                && v.cell().seed() == pair.seed())
                        .findFirst()
                        .stream())
                .toList();
    }

    private void add(
            Question question,
            Scenario scenario,
            String defense,
            List<MetricValue> cells,
            List<Pair> grid,
            String countermeasure) {
        MeanRate.of(cells).ifPresent(mean -> {
            List<Value> more = new ArrayList<>();
            more.add(Value.of(Text.range(cells.stream().mapToLong(MetricValue::n))));
            more.addAll(Costs.of(run, defense).values());
            standings.add(new Standing(
                    question,
                    scenario,
                    site,
                    protocol.of(defense, cells, grid, countermeasure),
                    defense,
                    cells.get(0).cell().surrogatesWord().equals(Cell.NOT_APPLICABLE)
                            ? Cell.NOT_APPLICABLE
                            : grid.stream().map(Pair::surrogates).distinct().collect(Collectors.joining(", ")),
                    cells,
                    mean,
                    more));
        });
    }
}
