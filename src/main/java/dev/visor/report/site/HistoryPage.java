package dev.visor.report.site;

import dev.visor.core.measure.Better;
import dev.visor.report.board.BoardRun;
import dev.visor.report.board.Leaderboard;
import dev.visor.report.board.Standing;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.report.page.Blocks;
import dev.visor.report.page.Html;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import dev.visor.report.site.SitePage.Link;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rates over commits: of each table of the board to which more than one run gave a number of the same defense, the runs in the
 * order of their start.
 */
final class HistoryPage {

    private HistoryPage() {}

    static String of(SiteContent content) {
        List<Leaderboard> followed =
                content.boards().stream().filter(HistoryPage::followed).toList();
        SitePage page = new SitePage("history.html");
        Html html = page.begin(
                "History",
                followed.stream()
                        .map(board -> new Link(
                                board.question().title() + " "
                                        + board.scenario().word(),
                                "#" + id(board)))
                        .toList());
        html.leaf(
                        "p",
                        "The same number of the same protocol, run after run: what may differ is the code. Bars are 95 % intervals.",
                        "class",
                        "what")
                .line();
        if (followed.isEmpty()) {
            html.leaf(
                            "p",
                            "No two of these runs have a protocol in common, so there is nothing to follow yet. A run of the same suite, on"
                                    + " the same photos, gives the second point.",
                            "class",
                            "caveat")
                    .line();
        }
        followed.forEach(board -> section(html, board));
        single(html, content);
        return page.end(content.docs());
    }

    private static boolean followed(Leaderboard board) {
        return defenses(board).stream()
                .anyMatch(defense -> points(board, defense).size() > 1);
    }

    private static String id(Leaderboard board) {
        return "history-" + board.id();
    }

    private static List<String> defenses(Leaderboard board) {
        return all(board).stream().map(Standing::defense).distinct().toList();
    }

    private static List<Standing> all(Leaderboard board) {
        List<Standing> all = new ArrayList<>(board.rows());
        all.addAll(board.controls());
        return all;
    }

    private static List<BoardRun> runs(Leaderboard board) {
        return all(board).stream()
                .map(Standing::run)
                .distinct()
                .sorted(Comparator.comparing(run -> run.run().info().started()))
                .toList();
    }

    private static List<Standing> points(Leaderboard board, String defense) {
        return all(board).stream().filter(row -> row.defense().equals(defense)).toList();
    }

    private static void section(Html html, Leaderboard board) {
        html.open("section", "id", id(board), "class", "part").line();
        html.leaf("h2", board.question().title() + " " + board.scenario().word())
                .line();
        html.leaf("p", LeaderboardTable.title(board), "class", "method").line();
        Blocks.render(html, List.of(new Block.Charts(List.of(chart(board))), new Block.Tabular(table(board))));
        html.close().line();
    }

    private static Figure chart(Leaderboard board) {
        List<BoardRun> runs = runs(board);
        List<PointChart.Line> lines = new ArrayList<>();
        List<String> defenses = defenses(board);
        for (String defense : defenses) {
            List<PointChart.Point> points = points(board, defense).stream()
                    .map(row -> new PointChart.Point(
                            runs.indexOf(row.run()) + 1,
                            row.mean().value() * 100,
                            row.mean().interval().map(PointChart::inPercent)))
                    .sorted(Comparator.comparingDouble(PointChart.Point::x))
                    .toList();
            int place = defenses.indexOf(defense);
            int color = points(board, defense).get(0).control() ? -1 : place;
            lines.add(new PointChart.Line(defense, color, place, Optional.of(defense), points));
        }
        PointChart.Axes axes =
                new PointChart.Axes("run, in order of start", board.question().counted() + ", %", false, true);
        return new Figure(
                id(board) + "-chart",
                "Line chart of %s over runs, one line a defense; the numbers are in the table below."
                        .formatted(board.question().counted()),
                "Mean over models and surrogates, with 95 %% intervals; further %s protects better."
                        .formatted(board.question().better() == Better.HIGHER ? "up" : "down"),
                ink -> PointChart.draw(ink, axes, lines));
    }

    private static Table table(Leaderboard board) {
        List<BoardRun> runs = runs(board);
        List<String> defenses = defenses(board);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            BoardRun run = runs.get(i);
            rows.add(new Row(
                    List.of(
                            Integer.toString(i + 1),
                            run.run().info().started().toString(),
                            run.commit() + run.run().info().dirty().words(),
                            run.name()),
                    defenses.stream().map(defense -> value(board, run, defense)).toList(),
                    false));
        }
        return new Table(
                id(board) + "-rates",
                "Rates, run by run",
                "Percent, as on the board; smaller lines: 95 % intervals, then what stands beside them on the board.",
                List.of("#", "started", "commit", "run"),
                Column.numbers(defenses),
                rows);
    }

    private static Value value(Leaderboard board, BoardRun run, String defense) {
        return points(board, defense).stream()
                .filter(row -> row.run().equals(run))
                .findFirst()
                .map(row -> Value.of(
                        Text.percent(row.mean().value()),
                        Text.percent(row.mean().interval()),
                        row.question().columns().get(0) + " "
                                + row.more().get(0).text()))
                .orElseGet(() -> Value.missing("not part of this run"));
    }

    /** Names the runs that no other one can be held against. */
    private static void single(Html html, SiteContent content) {
        List<BoardRun> alone = content.runs().stream()
                .filter(run -> content.boards().stream()
                        .filter(HistoryPage::followed)
                        .noneMatch(board -> runs(board).contains(run)))
                .toList();
        if (alone.isEmpty()) {
            return;
        }
        html.open("section", "id", "single", "class", "part")
                .leaf("h2", "Runs of which there is one")
                .line();
        html.open("ul", "class", "tables").line();
        for (BoardRun run : alone) {
            html.open("li").leaf("a", run.name(), "href", run.path());
            html.text(" · started " + run.day() + " · commit " + run.commit())
                    .close()
                    .line();
        }
        html.close().close().line();
    }
}
