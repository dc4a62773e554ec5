package dev.visor.contract;

import static dev.visor.contract.MetricRows.NOTHING;
import static dev.visor.contract.MetricRows.code;
import static dev.visor.contract.MetricRows.is;

import dev.visor.catalog.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Hiding beside names that are read, of a committed record: a line a defense, models that are no surrogate of any. */
record TraceTable(MetricRows rows) {

    Table table() {
        List<String> surrogates = rows.where(is("defense_access", "white-box")).distinct("model");
        Predicate<Map<String, String>> others = row -> !surrogates.contains(row.get("model"));
        List<List<String>> table = new ArrayList<>();
        for (String defense : rows.distinct("defense")) {
            List<String> row = new ArrayList<>(List.of(code(defense)));
            for (String countermeasure : List.of("none", "jpeg-50", "worst")) {
                row.add(rows.where(others.and(is("metric", "rank1_untargeted"))
                                .and(is("attack", "zoo-identification"))
                                .and(is("defense", defense))
                                .and(is("countermeasure", countermeasure)))
                        .withWiderInterval());
            }
            for (String countermeasure : List.of("none", "jpeg-50")) {
                row.add(read("bit_accuracy", defense, countermeasure));
                row.add(read("owner_found", defense, countermeasure));
            }
            table.add(row);
        }
        return new Table(
                List.of(
                        "defense",
                        "not found, as shared",
                        "after JPEG 50",
                        "worst of " + (rows.distinct("countermeasure").size() - 1),
                        "bits, as shared",
                        "owners",
                        "bits after JPEG 50",
                        "owners"),
                table);
    }

    private String read(String metric, String defense, String countermeasure) {
        MetricRows found =
                rows.where(is("metric", metric).and(is("defense", defense)).and(is("countermeasure", countermeasure)));
        return found.isEmpty() ? NOTHING : found.mean();
    }
}
