package dev.visor.report.site;

import dev.visor.report.Report;
import dev.visor.report.page.Html;
import dev.visor.report.page.PageFiles;
import java.util.List;
import java.util.Optional;

/**
 * A page of the site as it is written: the head, the way to the other pages, the contents beside it, and what stands at the end.
 *
 * <p>Pages share a style sheet and scripts, which lie beside them; everything on a page is there without a script, but for the search.
 */
final class SitePage {

    private static final List<Link> PAGES = List.of(
            new Link("Board", "index.html"),
            new Link("History", "history.html"),
            new Link("Entries", "entries/index.html"),
            new Link("Runs", "runs/index.html"),
            new Link("Claims", "claims/index.html"));

    private static final List<Link> DATA =
            List.of(new Link("JSON", "board.json"), new Link("CSV", "board.csv"), new Link("Changes", "feed.xml"));

    private final Html html = new Html();
    private final String path;
    private final String root;

    /** A link of a page, from the site's folder or to a place on the page itself. */
    record Link(String text, String href) {}

    /** @param path of the page below the site's folder */
    SitePage(String path) {
        this.path = path;
        this.root = root(path);
    }

    /** Returns the way from a page to the site's folder: nothing, or {@code ../}. */
    static String root(String path) {
        return "../".repeat((int) path.chars().filter(c -> c == '/').count());
    }

    /** Begins the page, up to its heading. */
    Html begin(String title, List<Link> contents) {
        html.open("html", "lang", "en", "data-root", root).line();
        html.open("head").empty("meta", "charset", "utf-8").line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        html.empty("link", "rel", "icon", "href", "data:,").line();
        html.empty("link", "rel", "stylesheet", "href", root + SiteFiles.STYLE).line();
        html.empty(
                        "link",
                        "rel",
                        "alternate",
                        "type",
                        "application/atom+xml",
                        "title",
                        "Changes",
                        "href",
                        root + "feed.xml")
                .line();
        html.leaf("title", path.equals("index.html") ? title : title + " · Visor board")
                .line();
        html.script(PageFiles.early()).close().line();
        html.open("body").line();
        html.leaf("a", "Skip to the numbers", "class", "skip", "href", "#numbers")
                .line();
        html.open("div", "class", "frame").line();
        contents(contents);
        html.open("main", "id", "numbers", "tabindex", "-1").line();
        html.open("div", "class", "find", "role", "search").close().line();
        html.leaf("h1", title).line();
        return html;
    }

    private void contents(List<Link> contents) {
        html.open("nav", "class", "contents", "aria-label", "Contents").open("details", "open", "open");
        html.leaf("summary", "Contents").open("ul", "class", "site");
        PAGES.forEach(page -> {
            html.open("li", "class", "top");
            if (page.href().equals(path)) {
                html.leaf("a", page.text(), "href", root + page.href(), "aria-current", "page");
            } else {
                html.leaf("a", page.text(), "href", root + page.href());
            }
            html.close();
        });
        html.close();
        if (!contents.isEmpty()) {
            html.open("ul", "class", "here");
            contents.forEach(link ->
                    html.open("li").leaf("a", link.text(), "href", link.href()).close());
            html.close();
        }
        html.open("ul", "class", "data");
        DATA.forEach(link -> html.open("li")
                .leaf("a", link.text(), "href", root + link.href())
                .close());
        html.close().close().close().line();
    }

    /** Ends the page and returns its text. */
    String end(Optional<String> docs) {
        html.leaf("p", Report.CAUTION, "class", "caution").line();
        html.open("p", "class", "colophon").text("Made of run records by ");
        html.leaf("code", "visor site");
        html.text(", which ran nothing and verified nothing. ");
        if (docs.isPresent()) {
            html.leaf("a", "How to read it", "href", root + docs.get() + "/board.md")
                    .text(". ");
        }
        html.text("It holds D3 " + PageFiles.D3 + " (Mike Bostock, ISC license), which sorts tables and writes CSV.");
        html.close().line();
        html.close().close().line();
        SiteFiles.SCRIPTS.forEach(script -> html.scriptFile(root + script).line());
        return html.close().close().page();
    }
}
