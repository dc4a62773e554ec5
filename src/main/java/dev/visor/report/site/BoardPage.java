package dev.visor.report.site;

import dev.visor.report.board.Leaderboard;
import dev.visor.report.board.Question;
import dev.visor.report.board.Scenario;
import dev.visor.report.board.Standing;
import dev.visor.report.page.Html;
import dev.visor.report.page.Text;
import dev.visor.report.site.SitePage.Link;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The board itself: a section a question, in it the tables of each scenario. */
final class BoardPage {

    static final String PATH = "index.html";

    /** Most further tables of a scenario that are open at first. */
    private static final int FEW = 2;

    private BoardPage() {}

    static String of(SiteContent content) {
        SitePage page = new SitePage(PATH);
        List<Question> questions =
                content.boards().stream().map(Leaderboard::question).distinct().toList();
        Html html = page.begin(
                "Visor board",
                questions.stream()
                        .map(question -> new Link(question.title(), "#" + question.slug()))
                        .toList());
        summary(html, content);
        LeaderboardTable tables = new LeaderboardTable(html, content.links(), "");
        questions.forEach(question -> question(html, tables, question, content.boards()));
        return page.end(content.docs());
    }

    private static void summary(Html html, SiteContent content) {
        long defenses = content.boards().stream()
                .flatMap(board -> board.rows().stream())
                .map(Standing::defense)
                .distinct()
                .count();
        html.open("p", "class", "what")
                .text(
                        "%s of %s, each against those that met the same photos, the same recognizers and the same attacks; what differs in one of these stands in a table of its own. "
                                .formatted(
                                        Text.plural(defenses, "defense"),
                                        Text.plural(content.runs().size(), "run")));
        html.leaf("span", "Newest record " + newest(content) + ".", "class", "facts")
                .close()
                .line();
        html.leaf(
                        "p",
                        "A dot is a mean over recognizers and surrogates, its bar the 95 % interval, the stretch behind all dots the interval of"
                                + " the first row: whoever reaches into it may be as good. A rank such as 1–3 is such a tie; the paired comparisons in the report of a run are finer.",
                        "class",
                        "quiet reading")
                .line();
        if (content.boards().isEmpty()) {
            html.leaf("p", "No completed run of these ranks a defense.").line();
        }
    }

    private static String newest(SiteContent content) {
        return content.runs().get(content.runs().size() - 1).day();
    }

    private static void question(Html html, LeaderboardTable tables, Question question, List<Leaderboard> all) {
        html.open("section", "id", question.slug(), "class", "part").open("details", "class", "part", "open", "open");
        html.open("summary").leaf("h2", question.title()).close().line();
        html.leaf(
                        "p",
                        "Counted is the %s. %s%s"
                                .formatted(
                                        question.definition(),
                                        LeaderboardTable.direction(question),
                                        question.caution()),
                        "class",
                        "method")
                .line();
        Map<Scenario, List<Leaderboard>> scenarios = all.stream()
                .filter(board -> board.question() == question)
                .collect(Collectors.groupingBy(Leaderboard::scenario, LinkedHashMap::new, Collectors.toList()));
        scenarios.forEach((scenario, boards) -> scenario(html, tables, scenario, boards));
        html.close().close().line();
    }

    private static void scenario(Html html, LeaderboardTable tables, Scenario scenario, List<Leaderboard> boards) {
        String slug = boards.get(0).question().slug() + "-" + scenario.slug();
        html.open("section", "id", slug, "class", "scenario").line();
        html.leaf("h3", scenario.title());
        html.leaf("p", scenario.sentence(), "class", "method").line();
        tables.render(boards.get(0), LeaderboardTable.title(boards.get(0)), Optional.empty());
        List<Leaderboard> others = boards.subList(1, boards.size());
        if (!others.isEmpty()) {
            if (others.size() <= FEW) {
                html.open("details", "class", "fold others", "open", "open");
            } else {
                html.open("details", "class", "fold others");
            }
            html.leaf("summary", others(others)).line();
            others.forEach(board ->
                    tables.render(board, LeaderboardTable.title(board), Optional.of(apart(boards.get(0), board))));
            html.close().line();
        }
        html.close().line();
    }

    private static String others(List<Leaderboard> others) {
        return "%s that cannot be compared with the one above: %s"
                .formatted(
                        Text.plural(others.size(), "table"),
                        others.stream()
                                .flatMap(board -> board.rows().stream())
                                .map(row -> row.run().name())
                                .distinct()
                                .collect(Collectors.joining(", ")));
    }

    /** Says what stands in the way of one table. */
    static String apart(Leaderboard first, Leaderboard board) {
        return "Apart from the first table, because these differ: "
                + String.join("; ", board.protocol().differences(first.protocol())) + ".";
    }
}
