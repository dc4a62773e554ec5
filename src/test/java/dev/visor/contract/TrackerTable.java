package dev.visor.contract;

import static dev.visor.contract.MetricRows.code;
import static dev.visor.contract.MetricRows.is;

import dev.visor.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What trackers get of a committed record: a line for each defense and what it has of the models under attack. */
record TrackerTable(MetricRows rows) {

    /** A gallery that grows by what it accepts, round by round, beside one that grows by chance. */
    Table growing() {
        return table(
                List.of(
                        "tracked at first",
                        "round 1",
                        "round 2",
                        "round 3",
                        "of the gallery hers",
                        "as many at random"),
                here -> List.of(
                        tracked(here, "growing-gallery", 0),
                        tracked(here, "growing-gallery", 1),
                        tracked(here, "growing-gallery", 2),
                        tracked(here, "growing-gallery", 3),
                        rows.where(here.and(is("attack", "growing-gallery"))
                                        .and(is("countermeasure", "none"))
                                        .and(is("pairing", "protected/clean"))
                                        .and(is("metric", "purity_round3")))
                                .mean(),
                        tracked(here, "random-gallery", 3)));
    }

    /** Recall of protected probes after the average of so many residuals was taken away. */
    Table averages() {
        return table(
                List.of("recall, untouched", "average of 1", "of 5", "of 10", "worst case"),
                here -> List.of(
                        recall(here, "none"),
                        recall(here, "residual-average-1"),
                        recall(here, "residual-average-5"),
                        recall(here, "residual-average-10"),
                        recall(here, "worst")));
    }

    private interface Line {
        List<String> of(Predicate<Map<String, String>> here);
    }

    private Table table(List<String> columns, Line line) {
        List<List<String>> table = new ArrayList<>();
        for (String defense : rows.distinct("defense")) {
            for (String access : List.of("none", "white-box", "black-box")) {
                Predicate<Map<String, String>> here = is("defense", defense).and(is("defense_access", access));
                MetricRows untouched = rows.where(here.and(is("metric", "recall"))
                        .and(is("attack", "recall"))
                        .and(is("countermeasure", "none"))
                        .and(is("pairing", "protected/clean")));
                if (!untouched.isEmpty()) {
                    List<String> cells = new ArrayList<>(List.of(
                            code(defense),
                            access,
                            Integer.toString(untouched.rows().size())));
                    cells.addAll(line.of(here));
                    table.add(cells);
                }
            }
        }
        List<String> head = new ArrayList<>(List.of("defense", "has of the models", "models"));
        head.addAll(columns);
        return new Table(head, table);
    }

    private String tracked(Predicate<Map<String, String>> here, String attack, int round) {
        return rows.where(here.and(is("attack", attack))
                        .and(is("countermeasure", "none"))
                        .and(is("pairing", "protected/clean"))
                        .and(is("metric", "tracked_round" + round)))
                .withWiderInterval();
    }

    private String recall(Predicate<Map<String, String>> here, String countermeasure) {
        return rows.where(here.and(is("metric", "recall"))
                        .and(is("attack", "recall"))
                        .and(is("countermeasure", countermeasure))
                        .and(is("pairing", "protected/clean")))
                .withWiderInterval();
    }
}
