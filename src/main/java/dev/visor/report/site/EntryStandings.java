package dev.visor.report.site;

import dev.visor.report.board.Leaderboard;
import dev.visor.report.board.Question;
import dev.visor.report.board.Standing;
import dev.visor.report.page.Answer.Mark;
import dev.visor.report.page.Answer.Panel;
import dev.visor.report.page.Answer.Point;
import dev.visor.report.page.Answer.Series;
import dev.visor.report.page.AnswerChart;
import dev.visor.report.page.Html;
import dev.visor.report.page.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The numbers of a defense over suites and over time, a table a question: a row a table of the board, by its attacker and by the run's start. */
final class EntryStandings {

    private final Html html;
    private final String root;

    /** @param root the way from the page to the site's folder */
    EntryStandings(Html html, String root) {
        this.html = html;
        this.root = root;
    }

    /** A row, and the table in which it stands. */
    private record Placed(Leaderboard board, Standing row, String rank) {}

    /** Writes all tables; tells whether there was one. */
    boolean render(String defense, List<Leaderboard> boards) {
        boolean any = false;
        for (Question question : Question.values()) {
            List<Placed> placed = new ArrayList<>();
            boards.stream()
                    .filter(board -> board.question() == question)
                    .forEach(board -> placed.addAll(placed(defense, board)));
            if (!placed.isEmpty()) {
                placed.sort(Comparator.comparing((Placed one) -> one.board().scenario())
                        .thenComparing(one -> one.row().run().run().info().started()));
                table(question, placed);
                any = true;
            }
        }
        return any;
    }

    private static List<Placed> placed(String defense, Leaderboard board) {
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < board.rows().size(); i++) {
            if (board.rows().get(i).defense().equals(defense)) {
                placed.add(new Placed(
                        board,
                        board.rows().get(i),
                        board.ranks().get(i).words() + " of " + board.rows().size()));
            }
        }
        board.controls().stream()
                .filter(control -> control.defense().equals(defense))
                .forEach(control -> placed.add(new Placed(board, control, "control")));
        return placed;
    }

    private void table(Question question, List<Placed> placed) {
        html.leaf("h3", question.title()).line();
        html.open(
                        "div",
                        "class",
                        "table answer",
                        "tabindex",
                        "0",
                        "role",
                        "group",
                        "aria-label",
                        "Numbers: " + question.title())
                .line();
        html.open("table", "class", "dots ranked numbers", "id", "numbers-" + question.slug())
                .line();
        html.leaf("caption", LeaderboardTable.direction(question)).line();
        Panel panel = new Panel(question.counted() + ", %", 0, 1, List.of(new Series("rate, %", Mark.DOT)));
        html.open("thead").open("tr").leaf("th", "attacker", "scope", "col");
        AnswerChart.axis(html, panel);
        html.leaf("th", "rate, %", "scope", "col", "class", "number");
        html.leaf("th", "rank", "scope", "col", "class", "words");
        html.leaf("th", "table", "scope", "col", "class", "words");
        html.leaf("th", "run", "scope", "col", "class", "words");
        html.close().close().line().open("tbody").line();
        placed.forEach(one -> row(panel, one));
        html.close().close().close().line();
    }

    private void row(Panel panel, Placed one) {
        Standing row = one.row();
        html.open("tr", "class", "entry").leaf("th", one.board().scenario().word(), "scope", "row");
        Point point = new Point(row.mean().value(), row.mean().interval(), List.of());
        AnswerChart.plot(html, panel, List.of(Optional.of(point)), Optional.empty());
        html.open("td", "class", "number", "data-label", "rate, %")
                .text(Text.percent(row.mean().value()));
        html.leaf("small", Text.percent(row.mean().interval())).close();
        html.leaf("td", one.rank(), "class", "words", "data-label", "rank");
        html.open("td", "class", "words", "data-label", "table")
                .leaf("a", LeaderboardTable.title(one.board()), "href", root + SiteContent.path(one.board()))
                .close();
        html.open("td", "class", "words run", "data-label", "run")
                .leaf("a", row.run().name(), "href", root + row.run().path());
        html.leaf("small", row.run().day() + " · " + row.run().commit());
        html.close().close().line();
    }
}
