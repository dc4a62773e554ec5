package dev.visor.report.site;

import dev.visor.report.board.Leaderboard;
import dev.visor.report.page.Html;
import dev.visor.report.page.Text;
import dev.visor.report.run.Facts;
import dev.visor.report.site.SitePage.Link;
import java.util.List;
import java.util.stream.Collectors;

/** A page of an entry: what it is and where it comes from, and its numbers over suites and over time. */
final class EntryPage {

    private final SiteContent content;
    private final SiteEntry entry;
    private final SitePage page;
    private final Html html;
    private final String root;

    private EntryPage(SiteContent content, SiteEntry entry) {
        this.content = content;
        this.entry = entry;
        String path = content.links().entry(entry.kind(), entry.id());
        this.page = new SitePage(path);
        this.root = SitePage.root(path);
        this.html = page.begin(entry.id(), List.of(new Link("What it is", "#what"), new Link("Numbers", "#figures")));
    }

    static String of(SiteContent content, SiteEntry entry) {
        EntryPage made = new EntryPage(content, entry);
        made.what();
        made.figures();
        return made.page.end(content.docs());
    }

    private void what() {
        SiteEntry.Version latest = entry.latest();
        html.open("section", "id", "what").line();
        html.open("p", "class", "what").leaf("span", entry.kind(), "class", "tag");
        html.text(" " + Facts.sentence(latest.summary()));
        if (!latest.note().isBlank()) {
            html.text(" " + Facts.sentence(latest.note()));
        }
        html.close().line();
        if (entry.fact("fidelity").equals("reconstruction")) {
            html.leaf(
                            "p",
                            "Reconstructed from an incomplete description, so no verdict on the published method.",
                            "class",
                            "caveat")
                    .line();
        }
        for (int i = entry.versions().size() - 1; i >= 0; i--) {
            version(entry.versions().get(i), i == entry.versions().size() - 1);
        }
        html.close().line();
    }

    private void version(SiteEntry.Version version, boolean newest) {
        if (!newest) {
            html.leaf("h2", "As configured before").line();
        }
        html.open("dl", "class", "facts-list");
        version.facts().forEach(fact -> html.leaf("dt", fact.name()).leaf("dd", fact.value()));
        html.leaf("dt", "runs").open("dd");
        for (int i = 0; i < version.runs().size(); i++) {
            html.text(i == 0 ? "" : ", ");
            html.leaf(
                    "a",
                    version.runs().get(i).name(),
                    "href",
                    root + version.runs().get(i).path());
        }
        html.close().close().line();
    }

    private void figures() {
        html.open("section", "id", "figures", "class", "part")
                .leaf("h2", "Numbers")
                .line();
        if (entry.kind().equals("defense")) {
            standings();
        } else {
            boards();
        }
        html.close().line();
    }

    private void standings() {
        if (!new EntryStandings(html, root).render(entry.id(), content.boards())) {
            html.leaf("p", "No completed run of these ranks it.").line();
        }
    }

    /** Lists the tables that an attack, a countermeasure or a recognizer takes part in. */
    private void boards() {
        List<Leaderboard> own =
                content.boards().stream().filter(this::takesPart).toList();
        if (own.isEmpty()) {
            html.leaf("p", "It takes part in no table of the board; its numbers stand in the reports of its runs.")
                    .line();
            return;
        }
        html.leaf("p", "It takes part in %s of the board.".formatted(Text.plural(own.size(), "table")))
                .line();
        links(own);
    }

    private boolean takesPart(Leaderboard board) {
        List<String> names =
                switch (entry.kind()) {
                    case "recognizer" -> List.of("models", "jury", "surrogates", "teacher");
                    case "attack" -> List.of("attack", "attacks");
                    default -> List.of("countermeasures");
                };
        return board.protocol().facets().stream()
                .filter(facet -> names.contains(facet.name()))
                .flatMap(facet -> facet.items().stream())
                .anyMatch(item -> List.of(item.split("\\+")).contains(entry.id()));
    }

    private void links(List<Leaderboard> boards) {
        html.open("ul", "class", "tables").line();
        for (Leaderboard board : boards) {
            html.open("li")
                    .leaf(
                            "a",
                            board.question().title() + " " + board.scenario().word(),
                            "href",
                            root + SiteContent.path(board));
            html.text(" · " + LeaderboardTable.title(board) + " · "
                    + board.rows().stream()
                            .map(row -> row.run().name())
                            .distinct()
                            .collect(Collectors.joining(", ")));
            html.close().line();
        }
        html.close().line();
    }
}
