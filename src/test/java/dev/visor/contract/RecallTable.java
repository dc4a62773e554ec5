package dev.visor.contract;

import static dev.visor.contract.MetricRows.NOTHING;
import static dev.visor.contract.MetricRows.code;
import static dev.visor.contract.MetricRows.hundredths;
import static dev.visor.contract.MetricRows.is;
import static dev.visor.contract.MetricRows.number;

import dev.visor.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The four cells of recall of a committed record: a line for each defense and what it has of the models under attack. */
record RecallTable(MetricRows rows) {

    Table table() {
        List<List<String>> table = new ArrayList<>();
        for (String surrogates : rows.distinct("surrogates")) {
            for (String defense : rows.distinct("defense")) {
                for (String access : List.of("none", "white-box", "black-box")) {
                    line(is("defense", defense).and(is("surrogates", surrogates)), access)
                            .ifPresent(table::add);
                }
            }
        }
        return new Table(
                List.of(
                        "surrogates",
                        "defense",
                        "has of the models",
                        "models",
                        "recall, probe protected",
                        "gallery protected",
                        "both",
                        "protected at 1",
                        "SSIM",
                        "s a person"),
                table);
    }

    private Optional<List<String>> line(Predicate<Map<String, String>> protection, String access) {
        Predicate<Map<String, String>> here = protection.and(is("defense_access", access));
        MetricRows query = recall(here, "protected/clean");
        if (query.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> first = query.rows().get(0);
        return Optional.of(List.of(
                first.get("surrogates").equals("-")
                        ? NOTHING
                        : first.get("surrogates").replace("+", ", "),
                code(first.get("defense")),
                access,
                Integer.toString(query.rows().size()),
                query.withWiderInterval(),
                recall(here, "clean/protected").withWiderInterval(),
                recall(here, "protected/protected").withWiderInterval(),
                rows.where(here.and(is("metric", "protected_at_1"))).withWiderInterval(),
                measured(protection, "ssim"),
                measured(protection, "learn_seconds")));
    }

    private MetricRows recall(Predicate<Map<String, String>> cells, String pairing) {
        return rows.where(is("metric", "recall")
                .and(is("attack", "recall"))
                .and(is("pairing", pairing))
                .and(cells));
    }

    private String measured(Predicate<Map<String, String>> protection, String metric) {
        MetricRows found = rows.where(is("metric", metric).and(protection));
        return found.isEmpty() ? NOTHING : hundredths(number(found.single(), "value"));
    }
}
