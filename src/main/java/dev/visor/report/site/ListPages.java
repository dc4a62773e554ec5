package dev.visor.report.site;

import dev.visor.report.page.Html;
import dev.visor.report.page.Text;
import dev.visor.report.run.Facts;
import dev.visor.report.site.SitePage.Link;
import dev.visor.result.RunInfo;
import java.util.List;
import java.util.function.Function;

/** Pages that list what has a page of its own: entries, runs, claims. */
final class ListPages {

    /** Longest text that is never broken, in signs. */
    private static final int BRIEF = 14;

    private ListPages() {}

    static String entries(SiteContent content) {
        List<String> kinds =
                content.entries().stream().map(SiteEntry::kind).distinct().toList();
        SitePage page = new SitePage("entries/index.html");
        Html html = page.begin(
                "Entries",
                kinds.stream()
                        .map(kind -> new Link(capital(kind) + "s", "#" + kind))
                        .toList());
        html.leaf(
                        "p",
                        "What these runs measured, and with what: each with its source, and how close to it the code is.",
                        "class",
                        "what")
                .line();
        for (String kind : kinds) {
            html.open("section", "id", kind, "class", "part").line();
            html.leaf("h2", capital(kind) + "s").line();
            boolean recognizer = kind.equals("recognizer");
            table(
                    html,
                    capital(kind) + "s",
                    recognizer
                            ? List.of(kind, "what it is", "trained on", "licence", "runs")
                            : List.of(kind, "what it is", "source", "fidelity", "trust", "runs"),
                    content.entries().stream()
                            .filter(entry -> entry.kind().equals(kind))
                            .toList(),
                    entry -> new Link(entry.id(), "../" + content.links().entry(kind, entry.id())),
                    recognizer ? ListPages::recognizer : ListPages::entry);
            html.close().line();
        }
        return page.end(content.docs());
    }

    private static List<String> entry(SiteEntry entry) {
        return List.of(
                Facts.sentence(entry.latest().summary()),
                entry.fact("source"),
                entry.fact("fidelity"),
                entry.fact("trust"),
                Integer.toString(runs(entry)));
    }

    private static List<String> recognizer(SiteEntry entry) {
        return List.of(
                entry.latest().summary(),
                entry.fact("trained on"),
                entry.fact("licence"),
                Integer.toString(runs(entry)));
    }

    private static int runs(SiteEntry entry) {
        return entry.versions().stream()
                .mapToInt(version -> version.runs().size())
                .sum();
    }

    static String runs(SiteContent content) {
        SitePage page = new SitePage("runs/index.html");
        Html html = page.begin("Runs", List.of());
        html.leaf("p", "The records behind the board, by their start.", "class", "what")
                .line();
        table(
                html,
                "Runs",
                List.of("run", "what it is", "started", "status", "commit", "defenses", "warnings"),
                content.runs(),
                run -> new Link(run.name(), "../" + run.path()),
                run -> {
                    RunInfo info = run.run().info();
                    return List.of(
                            Facts.sentence(info.suite().summary()),
                            run.day(),
                            info.status().word(),
                            run.commit(),
                            Text.count(info.defenses().size()),
                            Text.count(info.warnings().size()));
                });
        return page.end(content.docs());
    }

    static String claims(SiteContent content) {
        SitePage page = new SitePage("claims/index.html");
        Html html = page.begin("Claims", List.of());
        html.leaf("p", "What papers say of their methods, held against these runs at 95 % confidence.", "class", "what")
                .line();
        if (content.claims().isEmpty()) {
            html.leaf("p", "No claims were given.").line();
        } else {
            table(
                    html,
                    "Claims",
                    List.of("claim", "what it says", "claimed", "measured"),
                    content.claims(),
                    claim -> new Link(
                            claim.claim().id(),
                            "../" + content.links().claim(claim.claim().id())),
                    claim -> List.of(
                            Facts.sentence(claim.claim().statement()),
                            ClaimPage.claimed(claim.claim()),
                            ClaimPage.outcome(claim)
                                    .replace("By the cells that these runs measured: ", "")
                                    .replaceFirst("\\.$", "")));
        }
        return page.end(content.docs());
    }

    private static <T> void table(
            Html html,
            String caption,
            List<String> columns,
            List<T> items,
            Function<T, Link> link,
            Function<T, List<String>> values) {
        html.open("div", "class", "table list", "tabindex", "0", "role", "group", "aria-label", caption);
        html.open("table")
                .leaf("caption", Text.plural(items.size(), "row") + ".")
                .open("thead")
                .open("tr");
        columns.forEach(column -> html.leaf("th", column, "scope", "col", "class", "words"));
        html.close().close().line().open("tbody").line();
        for (T item : items) {
            Link to = link.apply(item);
            html.open("tr")
                    .open("th", "scope", "row")
                    .leaf("a", to.text(), "href", to.href())
                    .close();
            List<String> own = values.apply(item);
            for (int i = 0; i < own.size(); i++) {
                boolean brief = own.get(i).length() <= BRIEF;
                html.leaf("td", own.get(i), "class", brief ? "words brief" : "words", "data-label", columns.get(i + 1));
            }
            html.close().line();
        }
        html.close().close().close().line();
    }

    private static String capital(String word) {
        return Facts.sentence(word).replaceFirst("\\.$", "");
    }
}
