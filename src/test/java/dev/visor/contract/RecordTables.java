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
import java.util.function.Predicate;

/** Tables of the result pages and of the README, made from committed records. */
final class RecordTables {

    private static final String RANK_1_UNTARGETED = "rank1_untargeted";
    private static final Predicate<Map<String, String>> WHITE_BOX = is("access", "white-box");

    private final MetricRows rows;

    private RecordTables(MetricRows rows) {
        this.rows = rows;
    }

    /** @param what a record's folder, a colon, and the table's name: {@code results/reference/smoke: headline} */
    static String of(String what) {
        String[] parts = what.split(": ");
        MetricRows rows = MetricRows.of(parts[0]);
        RecordTables tables = new RecordTables(rows);
        Table table =
                switch (parts[1]) {
                    case "headline" -> tables.headline();
                    case "countermeasures" -> tables.countermeasures();
                    case "protocol" -> tables.protocol();
                    case "ten-fold accuracy" -> tables.tenFold();
                    case "inversion" -> new InversionTable(rows).table();
                    case "growing gallery" -> new TrackerTable(rows).growing();
                    case "averages" -> new TrackerTable(rows).averages();
                    case "traces" -> new TraceTable(rows).table();
                    case "recall" -> new RecallTable(rows).table();
                    default -> throw new IllegalArgumentException("no table of a record is called " + parts[1]);
                };
        return table.markdown();
    }

    /** Black-box means over models and surrogates, with the means of their intervals. */
    private Table headline() {
        List<List<String>> table = new ArrayList<>();
        for (String defense : rows.distinct("defense")) {
            List<String> row = new ArrayList<>(List.of(code(defense)));
            for (String countermeasure : List.of("none", "jpeg-75", "resize-half", "worst")) {
                String rate = searches(
                                RANK_1_UNTARGETED,
                                WHITE_BOX.negate().and(is("defense", defense)).and(is("rung", countermeasure)))
                        .withWilson();
                row.add(countermeasure.equals("worst") ? "**" + rate + "**" : rate);
            }
            table.add(row);
        }
        String worst = "worst of " + (rows.distinct("rung").size() - 1);
        return new Table(List.of("defense", "photo as shared", "JPEG, quality 75", "half size and back", worst), table);
    }

    /** A line for each countermeasure, white-box / black-box for each protection. */
    private Table countermeasures() {
        List<String> header = new ArrayList<>(List.of("countermeasure", "none"));
        List<Predicate<Map<String, String>>> protections = new ArrayList<>();
        for (String defense : List.of("mt-dim", "tip-im-paper")) {
            for (String surrogate : List.of("edgeface_xxs", "mobileface_v2")) {
                header.add(defense + ", " + surrogate);
                protections.add(is("defense", defense).and(is("surrogates", surrogate)));
            }
        }
        List<List<String>> table = new ArrayList<>();
        for (String countermeasure : rows.distinct("rung")) {
            Predicate<Map<String, String>> here = is("rung", countermeasure);
            List<String> row = new ArrayList<>();
            row.add(countermeasure.equals("worst") ? "**worst**" : code(countermeasure));
            row.add(searches(RANK_1_UNTARGETED, here.and(is("defense", "none"))).mean());
            protections.forEach(protection -> {
                MetricRows cells = searches(RANK_1_UNTARGETED, here.and(protection));
                row.add(
                        cells.isEmpty()
                                ? NOTHING
                                : cells.where(WHITE_BOX).mean() + " / "
                                        + cells.where(WHITE_BOX.negate()).mean());
            });
            table.add(row);
        }
        return new Table(header, table);
    }

    /** The protocol of the TIP-IM paper: a line for each surrogate and defense. */
    private Table protocol() {
        List<List<String>> table = new ArrayList<>();
        for (String surrogate : rows.distinct("surrogates")) {
            for (String defense : rows.distinct("defense")) {
                Predicate<Map<String, String>> own = is("defense", defense).and(is("surrogates", surrogate));
                MetricRows untargeted = searches(RANK_1_UNTARGETED, own.and(WHITE_BOX.negate()));
                if (!untargeted.isEmpty()) {
                    table.add(List.of(
                            surrogate.equals("-") ? NOTHING : code(surrogate),
                            code(defense),
                            untargeted.rows().get(0).get("n"),
                            searches("rank1_targeted", own.and(WHITE_BOX)).withWilson(),
                            searches("rank1_targeted", own.and(WHITE_BOX.negate()))
                                    .mean(),
                            untargeted.withRange(),
                            hundredths(number(
                                    rows.where(own.and(is("metric", "ssim")).and(is("alignment", "crop")))
                                            .single(),
                                    "value"))));
                }
            }
        }
        return new Table(
                List.of(
                        "surrogate",
                        "defense",
                        "n",
                        "white-box Rank-1-T",
                        "black-box Rank-1-T",
                        "black-box Rank-1-UT",
                        "SSIM"),
                table);
    }

    private Table tenFold() {
        return new Table(
                List.of("recognizer", "ten-fold accuracy", "95 % interval"),
                rows.where(is("metric", "verification_accuracy")).rows().stream()
                        .map(row -> List.of(
                                code(row.get("victim")),
                                hundredths(100 * number(row, "value")),
                                hundredths(100 * number(row, "ci_low")) + " to "
                                        + hundredths(100 * number(row, "ci_high"))))
                        .toList());
    }

    /** Rates of identification at alignment {@code photo}. */
    private MetricRows searches(String metric, Predicate<Map<String, String>> cells) {
        return rows.where(is("metric", metric)
                .and(is("alignment", "photo"))
                .and(is("attack", "zoo-identification"))
                .and(cells));
    }
}
