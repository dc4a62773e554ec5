package dev.visor.report.site;

import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.board.BoardRun;
import dev.visor.report.board.Leaderboard;
import dev.visor.report.board.Question;
import dev.visor.report.board.Ranks;
import dev.visor.report.board.Standing;
import dev.visor.report.recognition.Costs;
import dev.visor.report.table.Value;
import dev.visor.result.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The board as data: {@code board.json} with all that is told of a row, {@code board.csv} with a row a row. */
final class BoardData {

    static final String JSON = "board.json";
    static final String CSV = "board.csv";

    static final List<String> COLUMNS = List.of(
            "table",
            "question",
            "metric",
            "far",
            "scenario",
            "rank_first",
            "rank_last",
            "defense",
            "surrogates",
            "value",
            "ci_low",
            "ci_high",
            "n",
            "ssim_low",
            "ssim_high",
            "seconds_low",
            "seconds_high",
            "fidelity",
            "trust",
            "run",
            "started",
            "commit");

    private static final String NOTHING = "-";

    private BoardData() {}

    static String json(SiteContent content) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", 1);
        root.put("runs", content.runs().stream().map(BoardData::run).toList());
        root.put("tables", content.boards().stream().map(BoardData::table).toList());
        root.put(
                "claims",
                content.claims().stream().map(claim -> claim(content, claim)).toList());
        return JsonText.of(root);
    }

    private static Map<String, Object> run(BoardRun run) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("run", run.name());
        map.put("suite", run.run().info().suite().id());
        map.put("page", run.path());
        map.put("started", run.run().info().started().toString());
        map.put("status", run.run().info().status().word());
        map.put("commit", run.run().info().commit());
        map.put("warnings", run.run().info().warnings().size());
        return map;
    }

    private static Map<String, Object> table(Leaderboard board) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("table", board.id());
        map.put("metric", board.question().metric());
        map.put("scenario", board.scenario().word());
        map.put("better", board.question().better().word());
        Map<String, Object> protocol = new LinkedHashMap<>();
        board.protocol().facets().forEach(facet -> protocol.put(facet.name(), facet.items()));
        map.put("in_common", protocol);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < board.rows().size(); i++) {
            rows.add(row(board.rows().get(i), Optional.of(board.ranks().get(i))));
        }
        board.controls().forEach(control -> rows.add(row(control, Optional.empty())));
        map.put("rows", rows);
        return map;
    }

    private static Map<String, Object> row(Standing row, Optional<Ranks.Range> rank) {
        Map<String, Object> map = new LinkedHashMap<>();
        rank.ifPresent(range -> map.put("rank", List.of(range.first(), range.last())));
        map.put("control", row.control());
        map.put("defense", row.defense());
        map.put("surrogates", row.surrogates());
        map.put("value", row.mean().value());
        row.mean().interval().ifPresent(interval -> map.put("interval", List.of(interval.low(), interval.high())));
        map.put("cells", row.cells().stream().map(value -> value.cell().id()).toList());
        for (int i = 0; i < row.more().size(); i++) {
            String column = row.question().columns().get(i);
            if (!Costs.COLUMNS.contains(column)) {
                map.put(column, words(row.more().get(i)));
            }
        }
        costs(row).ifPresent(costs -> {
            costs.ssim().ifPresent(ssim -> map.put("ssim", List.of(ssim.low(), ssim.high())));
            costs.seconds().ifPresent(taken -> map.put("seconds_per_photo", List.of(taken.low(), taken.high())));
        });
        map.put("fidelity", row.entry().sourceFidelity());
        map.put("trust", LeaderboardTable.trust(row).word());
        map.put("run", row.run().name());
        map.put("started", row.run().run().info().started().toString());
        map.put("commit", row.run().run().info().commit());
        return map;
    }

    private static String words(Value value) {
        return value.details().isEmpty() ? value.text() : value.text() + " " + String.join(" ", value.details());
    }

    private static Map<String, Object> claim(SiteContent content, JudgedClaim judged) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("claim", judged.claim().id());
        map.put("statement", judged.claim().statement());
        map.put("claimed", ClaimPage.claimed(judged.claim()));
        List<Map<String, Object>> verdicts = new ArrayList<>();
        judged.verdicts().stream().filter(JudgedClaim.Verdict::measured).forEach(verdict -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put(
                    "run",
                    content.runs().stream()
                            .filter(run -> run.run().directory().equals(verdict.record()))
                            .map(BoardRun::name)
                            .findFirst()
                            .orElse("-"));
            one.put("cells", verdict.where());
            one.put("verdict", verdict.decision());
            one.put("because", verdict.because());
            verdicts.add(one);
        });
        map.put("verdicts", verdicts);
        return map;
    }

    static List<List<String>> rows(SiteContent content) {
        List<List<String>> rows = new ArrayList<>();
        for (Leaderboard board : content.boards()) {
            for (int i = 0; i < board.rows().size(); i++) {
                rows.add(row(
                        board, board.rows().get(i), Optional.of(board.ranks().get(i))));
            }
            board.controls().forEach(control -> rows.add(row(board, control, Optional.empty())));
        }
        return rows;
    }

    private static List<String> row(Leaderboard board, Standing row, Optional<Ranks.Range> rank) {
        Optional<Costs> costs = costs(row);
        List<String> words = new ArrayList<>(List.of(
                board.id(),
                board.question().title(),
                board.question().metric(),
                number(row.cells().stream()
                        .flatMap(value -> value.far().stream())
                        .findFirst()
                        .map(Far::rate)),
                board.scenario().word(),
                rank.map(range -> Integer.toString(range.first())).orElse(NOTHING),
                rank.map(range -> Integer.toString(range.last())).orElse(NOTHING),
                row.defense(),
                row.surrogates(),
                Double.toString(row.mean().value()),
                number(row.mean().interval().map(Interval::low)),
                number(row.mean().interval().map(Interval::high)),
                row.cells().stream().mapToLong(MetricValue::n).min().stream()
                        .mapToObj(Long::toString)
                        .findFirst()
                        .orElse(NOTHING)));
        for (Optional<Costs.Range> range : List.of(costs.flatMap(Costs::ssim), costs.flatMap(Costs::seconds))) {
            words.add(number(range.map(Costs.Range::low)));
            words.add(number(range.map(Costs.Range::high)));
        }
        words.addAll(List.of(
                row.entry().sourceFidelity(),
                LeaderboardTable.trust(row).word(),
                row.run().name(),
                row.run().run().info().started().toString(),
                row.run().run().info().commit()));
        return words;
    }

    /** Returns what a photo costs; empty of what protects no photos. */
    private static Optional<Costs> costs(Standing row) {
        return row.question() == Question.INVERSION
                ? Optional.empty()
                : Optional.of(Costs.of(row.run().run(), row.defense()));
    }

    private static String number(Optional<Double> value) {
        return value.map(known -> Double.toString(known)).orElse(NOTHING);
    }
}
