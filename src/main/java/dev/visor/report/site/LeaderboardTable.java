package dev.visor.report.site;

import dev.visor.core.Trust;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Interval;
import dev.visor.report.board.Leaderboard;
import dev.visor.report.board.Protocol;
import dev.visor.report.board.Question;
import dev.visor.report.board.Scenario;
import dev.visor.report.board.Standing;
import dev.visor.report.page.Answer.Mark;
import dev.visor.report.page.Answer.Panel;
import dev.visor.report.page.Answer.Point;
import dev.visor.report.page.Answer.Series;
import dev.visor.report.page.AnswerChart;
import dev.visor.report.page.Html;
import dev.visor.report.page.Text;
import dev.visor.report.run.Facts;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a leaderboard: a rank, a dot with its interval and the numbers in each row, and behind all dots the interval of the first row,
 * so that a reader sees who reaches into it.
 */
final class LeaderboardTable {

    private final Html html;
    private final Links links;
    private final String root;

    /** @param root the way from the page to the site's folder */
    LeaderboardTable(Html html, Links links, String root) {
        this.html = html;
        this.links = links;
        this.root = root;
    }

    void render(Leaderboard board, String title, Optional<String> apart) {
        html.open("section", "id", board.id(), "class", "leaderboard").line();
        html.leaf("h4", title).line();
        html.leaf("p", board.sentence(), "class", "verdict").line();
        apart.ifPresent(words -> html.leaf("p", words, "class", "apart").line());
        html.open(
                        "div",
                        "class",
                        "table answer",
                        "tabindex",
                        "0",
                        "role",
                        "group",
                        "aria-label",
                        title + ", best first")
                .line();
        html.open("table", "class", "dots ranked", "id", board.id() + "-table").line();
        html.leaf("caption", direction(board.question())).line();
        Panel panel = new Panel(board.question().counted() + ", %", 0, 1, List.of(new Series("rate, %", mark(board))));
        head(board, panel);
        html.open("tbody").line();
        Optional<Interval> band = board.rows().get(0).mean().interval();
        for (int i = 0; i < board.rows().size(); i++) {
            row(board, panel, board.rows().get(i), board.ranks().get(i).words(), band);
        }
        board.differentControls().forEach(control -> row(board, panel, control, Value.DASH, band));
        html.close().close().close().line();
        protocol(board);
        html.close().line();
    }

    private static Mark mark(Leaderboard board) {
        return switch (board.scenario()) {
            case UNTOUCHED -> Mark.RING;
            case WHITE_BOX, LEAKED -> Mark.DIAMOND;
            default -> Mark.DOT;
        };
    }

    /** Says which way protects better. */
    static String direction(Question question) {
        return "Further %s protects better.".formatted(question.better() == Better.HIGHER ? "right" : "left");
    }

    private void head(Leaderboard board, Panel panel) {
        html.open("thead").open("tr");
        html.leaf("th", "rank", "scope", "col", "class", "rank");
        html.leaf("th", "defense", "scope", "col");
        AnswerChart.axis(html, panel);
        html.open("th", "scope", "col", "class", "number");
        html.leaf("i", "", "class", "mark " + mark(board).word(), "aria-hidden", "true")
                .text("rate, %")
                .close();
        board.question()
                .columns()
                .forEach(name ->
                        html.leaf("th", name, "scope", "col", "class", name.equals("attack") ? "words" : "number"));
        List.of("fidelity", "run").forEach(name -> html.leaf("th", name, "scope", "col", "class", "words"));
        html.close().close().line();
    }

    private void row(Leaderboard board, Panel panel, Standing row, String rank, Optional<Interval> band) {
        html.open("tr", "class", row.control() ? "control" : "entry");
        html.leaf("td", rank, "class", "rank", "data-label", "rank");
        html.open("th", "scope", "row").leaf("a", row.defense(), "href", root + links.defense(row.defense()));
        if (row.control()) {
            html.leaf("small", "control");
        }
        html.close();
        AnswerChart.plot(
                html,
                panel,
                List.of(Optional.of(new Point(row.mean().value(), row.mean().interval(), List.of()))),
                band);
        html.open("td", "class", "number", "data-label", "rate, %")
                .text(Text.percent(row.mean().value()));
        html.leaf(
                "small",
                row.mean().interval().isPresent() ? Text.percent(row.mean().interval()) : "no interval");
        html.close();
        for (int i = 0; i < row.more().size(); i++) {
            String name = board.question().columns().get(i);
            html.open("td", "class", name.equals("attack") ? "words" : "number", "data-label", name)
                    .text(row.more().get(i).text());
            row.more().get(i).details().forEach(line -> html.leaf("small", line));
            html.close();
        }
        RunInfo.Entry entry = row.entry();
        html.open("td", "class", "words fidelity", "data-label", "fidelity").text(entry.sourceFidelity());
        html.leaf("small", trust(row).word()).close();
        html.open("td", "class", "words run", "data-label", "run")
                .leaf("a", row.run().name(), "href", root + row.run().path());
        html.leaf("small", row.run().day() + " · " + row.run().commit());
        html.close().close().line();
    }

    /** Returns the weakest of what a number rests on. */
    static Trust trust(Standing row) {
        return row.cells().stream()
                .map(value -> value.cell().trust())
                .reduce(row.entry().trust(), Trust::weaker);
    }

    /** Tells what all rows have in common, and what the runs say that they cannot prove; closed at first. */
    private void protocol(Leaderboard board) {
        html.open("details", "class", "fold protocol")
                .leaf("summary", "What these rows have in common, and what they cannot prove");
        html.open("dl");
        board.protocol().facets().forEach(facet -> html.leaf("dt", facet.name()).leaf("dd", facet.words()));
        board.rows().stream()
                .map(row -> row.run().run().caveat())
                .distinct()
                .forEach(caveat -> html.leaf("dt", "cannot prove").leaf("dd", Facts.sentence(caveat)));
        html.close().close().line();
    }

    /** Names a table by what a reader asks first: whose photos, how many, and before whom. */
    static String title(Leaderboard board) {
        Protocol protocol = board.protocol();
        List<String> parts = new ArrayList<>();
        parts.add(protocol.words("data set"));
        if (board.question() == Question.INVERSION) {
            parts.add(protocol.words("roles").replaceFirst(", digest.*", ""));
            parts.add("attacks " + protocol.words("attacks"));
        } else {
            parts.add(count(protocol, "models", "recognizer"));
            if (!protocol.words("surrogates").equals("none")) {
                parts.add("surrogates " + protocol.words("surrogates"));
            }
            parts.add("n " + protocol.words("n before one model"));
            if (board.scenario() == Scenario.WORST) {
                parts.add(count(protocol, "countermeasures", "countermeasure"));
            }
        }
        return String.join(" · ", parts);
    }

    private static String count(Protocol protocol, String facet, String noun) {
        long count = protocol.facets().stream()
                .filter(one -> one.name().equals(facet))
                .findFirst()
                .map(one -> one.items().size())
                .orElse(0);
        return Text.plural(count, noun);
    }
}
