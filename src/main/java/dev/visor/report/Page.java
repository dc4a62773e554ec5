package dev.visor.report;

import dev.visor.report.page.AnswerChart;
import dev.visor.report.page.Blocks;
import dev.visor.report.page.Glance;
import dev.visor.report.page.Html;
import dev.visor.report.page.Methods;
import dev.visor.report.page.PageFiles;
import dev.visor.report.page.Section;
import dev.visor.report.page.WarningChips;
import dev.visor.report.run.Run;
import java.util.List;
import java.util.Optional;

/**
 * One self-contained page that loads nothing: readable in the dark, on a phone and on paper. Everything on it is there without its
 * script, which sorts, filters, copies and shows what lies behind a number.
 */
final class Page {

    private final Html html = new Html();
    private final Optional<String> docs;

    private Page(Optional<String> docs) {
        this.docs = docs;
    }

    /**
     * @param shared sections about all runs, below them
     * @param docs path from the page to the documentation's folder; empty where it is not near
     */
    static String of(String title, List<RunReport> runs, List<Section> shared, Optional<String> docs) {
        Page page = new Page(docs);
        Html html = page.html;
        html.open("html", "lang", "en").line();
        page.head(title);
        html.open("body").line();
        html.leaf("a", "Skip to the numbers", "class", "skip", "href", "#numbers")
                .line();
        html.open("div", "class", "frame").line();
        page.contents(title, runs, shared);
        html.open("main", "id", "numbers", "tabindex", "-1").line();
        html.leaf("h1", title).line();
        boolean several = runs.size() > 1;
        runs.forEach(run -> page.run(run, several));
        shared.forEach(section -> page.section(section, "", 2));
        WarningChips.explain(html, runs.stream().map(r -> r.run().info()).toList());
        html.leaf("p", Report.CAUTION, "class", "caution").line();
        page.colophon();
        html.leaf(
                "pre",
                FilterWords.of(runs.stream().map(RunReport::run).toList()),
                "id",
                "filter-words",
                "hidden",
                "hidden");
        html.close().close().line();
        html.script(PageFiles.d3()).line().script(PageFiles.script()).line();
        return html.close().close().page();
    }

    private void head(String title) {
        html.open("head").empty("meta", "charset", "utf-8").line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        // An address that a browser would ask for a picture of its own accord.
        html.empty("link", "rel", "icon", "href", "data:,").line();
        html.leaf("title", title).line().style(PageFiles.style()).line();
        html.script(PageFiles.early()).close().line();
    }

    private void contents(String title, List<RunReport> runs, List<Section> shared) {
        html.open("nav", "class", "contents", "aria-label", "Contents").open("details", "open", "open");
        html.leaf("summary", "Contents").open("ul");
        for (RunReport report : runs) {
            String top = report.run().prefix() + "run-summary";
            html.open("li", "class", "top");
            html.leaf("a", runs.size() > 1 ? report.run().name() : "At a glance", "href", "#" + top)
                    .close();
            report.all().forEach(section -> entry(section.title(), section.id()));
        }
        shared.forEach(section -> entry(section.title(), section.id()));
        html.close().close().close().line();
    }

    private void entry(String title, String id) {
        html.open("li").leaf("a", title, "href", "#" + id).close();
    }

    private void run(RunReport report, boolean several) {
        Run run = report.run();
        Glance glance = report.glance();
        html.open("section", "id", run.prefix() + "run-summary", "class", "run").line();
        if (several) {
            html.leaf("h2", run.name());
        }
        html.open("p", "class", "what").text(glance.summary() + " ");
        html.leaf("span", String.join(" · ", glance.facts()), "class", "facts")
                .close()
                .line();
        glance.answer().ifPresent(answer -> {
            html.open("p", "class", "verdict").leaf("strong", answer.verdict());
            html.text(answer.doubt().isEmpty() ? "" : " " + answer.doubt())
                    .close()
                    .line();
            AnswerChart.render(html, answer);
        });
        glance.pairs().ifPresent(pairs -> Blocks.pairs(html, pairs));
        html.open("p", "class", "caveat").leaf("strong", "What this run cannot prove. ");
        html.text(run.caveat()).close().line();
        WarningChips.render(html, run.info());
        report.all().forEach(section -> {
            String id = section.id().substring(run.prefix().length());
            Optional<Methods.Method> own = run.info().inverts() ? Methods.of("inversion-" + id) : Optional.empty();
            section(section, own.or(() -> Methods.of(id)), several ? 3 : 2);
        });
        html.close().line();
    }

    private void section(Section section, String prefix, int level) {
        section(section, Methods.of(section.id().substring(prefix.length())), level);
    }

    private void section(Section section, Optional<Methods.Method> method, int level) {
        html.open("section", "id", section.id(), "class", "part");
        if (method.map(Methods.Method::open).orElse(true)) {
            html.open("details", "class", "part", "open", "open");
        } else {
            html.open("details", "class", "part");
        }
        html.open("summary").leaf("h" + level, section.title()).close().line();
        method.ifPresent(this::method);
        Blocks.render(html, section.blocks());
        html.close().close().line();
    }

    private void method(Methods.Method method) {
        html.open("p", "class", "method").text(method.paragraph() + " ");
        if (docs.isPresent()) {
            html.leaf("a", "More in docs/" + method.page(), "href", docs.get() + "/" + method.page());
        } else {
            html.text("More in ").leaf("code", "docs/" + method.page());
        }
        html.text(".").close().line();
    }

    private void colophon() {
        html.open("p", "class", "colophon")
                .text(
                        "One file that loads nothing and tells nobody. It holds D3 " + PageFiles.D3
                                + " (Mike Bostock, ISC license), which draws scatter charts, sorts tables and writes CSV; other charts are XChart's (Apache License 2.0).");
        html.close().line();
    }
}
