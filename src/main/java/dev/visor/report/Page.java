package dev.visor.report;

import dev.visor.report.chart.ChartFiles;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.Ink;
import dev.visor.report.page.Html;
import dev.visor.report.page.HtmlTables;
import dev.visor.report.page.RecordPicture;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Section.Triple;
import dev.visor.report.page.Text;
import dev.visor.report.page.WarningTexts;
import dev.visor.report.run.Run;
import dev.visor.result.RunInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** One self-contained page: no script, nothing loaded, readable on paper and in the dark. */
final class Page {

    private final Html html = new Html();

    private Page() {}

    /**
     * @param shared sections about all runs, below them
     * @throws IOException if an image of a run cannot be read
     */
    static String of(String title, List<RunReport> runs, List<Section> shared) throws IOException {
        Page page = new Page();
        page.html.open("html", "lang", "en").line();
        page.head(title);
        page.html.open("body").line();
        page.html
                .leaf("a", "Skip to the numbers", "class", "skip", "href", "#numbers")
                .line();
        page.html.open("main", "id", "numbers", "tabindex", "-1").line();
        page.html.leaf("h1", title).line();
        boolean several = runs.size() > 1;
        for (RunReport run : runs) {
            page.run(run, several);
        }
        for (Section section : shared) {
            page.section(section, 2);
        }
        page.explain(runs);
        page.html.leaf("p", Report.CAUTION, "class", "caution").line();
        return page.html.close().close().close().page();
    }

    private void head(String title) throws IOException {
        html.open("head").empty("meta", "charset", "utf-8").line();
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        html.leaf("title", title).line().style(css()).close().line();
    }

    private void run(RunReport report, boolean several) throws IOException {
        Run run = report.run();
        RunInfo info = run.info();
        html.open("section", "id", run.prefix() + "run-summary", "class", "run").line();
        if (several) {
            html.leaf("h2", run.name());
        }
        html.open("p", "class", "runid").text("Run ").leaf("code", run.name());
        html.text(" · suite " + info.suite().id() + " · " + info.status().word())
                .close()
                .line();
        html.open("p", "class", "caveat").leaf("strong", "What this run cannot prove. ");
        html.text(run.caveat()).close().line();
        warnings(info);
        section(report.headline(), several ? 3 : 2);
        html.open("nav", "aria-label", "Sections of " + run.name()).open("ul");
        for (Section section : report.sections()) {
            html.open("li")
                    .leaf("a", section.title(), "href", "#" + section.id())
                    .close();
        }
        html.close().close().line();
        for (Section section : report.sections()) {
            section(section, several ? 3 : 2);
        }
        html.close().line();
    }

    private void warnings(RunInfo info) {
        if (info.warnings().isEmpty()) {
            html.leaf("p", "The run raised no warnings.", "class", "quiet").line();
            return;
        }
        html.open("div", "class", "warnings", "role", "note").leaf("strong", "Warnings");
        html.open("ul");
        for (RunInfo.Warning warning : info.warnings()) {
            html.open("li");
            if (WarningTexts.explains(warning.code())) {
                html.open("a", "href", "#" + anchor(warning.code()));
                html.leaf("code", warning.code()).close();
            } else {
                html.leaf("code", warning.code());
            }
            html.text(" " + warning.message()).close();
        }
        html.close().close().line();
    }

    /** The paragraphs behind the warnings' codes, once for all runs. */
    private void explain(List<RunReport> runs) {
        List<String> codes = runs.stream()
                .flatMap(report -> report.run().info().warnings().stream())
                .map(RunInfo.Warning::code)
                .distinct()
                .filter(WarningTexts::explains)
                .toList();
        if (codes.isEmpty()) {
            return;
        }
        html.open("section", "id", "warnings")
                .leaf("h2", "What the warnings mean")
                .line();
        for (String code : codes) {
            html.open("h3", "id", anchor(code)).leaf("code", code).close().line();
            WarningTexts.paragraphs(code).forEach(text -> html.leaf("p", text).line());
        }
        html.close().line();
    }

    private static String anchor(String code) {
        return "warning-" + Text.slug(code);
    }

    private void section(Section section, int level) throws IOException {
        html.open("section", "id", section.id()).line();
        html.leaf("h" + level, section.title()).line();
        for (Block block : section.blocks()) {
            block(block);
        }
        html.close().line();
    }

    private void block(Block block) throws IOException {
        if (block instanceof Block.Paragraph paragraph) {
            html.leaf("p", paragraph.text()).line();
        } else if (block instanceof Block.Tabular tabular) {
            HtmlTables.render(html, tabular.table());
        } else if (block instanceof Block.Details details) {
            html.open("details").leaf("summary", details.summary()).line();
            for (Block folded : details.blocks()) {
                block(folded);
            }
            html.close().line();
        } else if (block instanceof Block.Charts charts) {
            html.open("div", "class", charts.figures().size() > 1 ? "charts several" : "charts");
            for (Figure figure : charts.figures()) {
                figure(figure);
            }
            html.close().line();
        } else if (block instanceof Block.Strip strip) {
            strip(strip);
        } else if (block instanceof Block.Gallery gallery) {
            gallery(gallery);
        }
    }

    private void gallery(Block.Gallery gallery) {
        html.open("div", "class", "table").open("table", "class", "faces").line();
        html.leaf("caption", gallery.caption()).line();
        html.open("thead").open("tr").leaf("th", "what", "scope", "col");
        for (String person : gallery.people()) {
            html.leaf("th", person, "scope", "col");
        }
        html.close().close().line().open("tbody").line();
        for (Section.Faces row : gallery.rows()) {
            html.open("tr").leaf("th", row.name(), "scope", "row");
            for (int i = 0; i < row.pictures().size(); i++) {
                html.open("td");
                face(row.pictures().get(i), row.name() + ", " + gallery.people().get(i));
                html.close();
            }
            html.close().line();
        }
        html.close().close().close().line();
    }

    private void face(RecordPicture picture, String alt) {
        if (picture.exists()) {
            html.empty("img", "src", data("png", picture.png()), "alt", alt);
        } else {
            html.leaf("span", "not there", "class", "missing");
        }
    }

    private void figure(Figure figure) throws IOException {
        html.open("figure").open("picture");
        html.empty(
                "source",
                "media",
                "screen and (prefers-color-scheme: dark)",
                "srcset",
                data("svg+xml", ChartFiles.svg(figure, Ink.DARK)));
        html.empty("img", "src", data("svg+xml", ChartFiles.svg(figure, Ink.LIGHT)), "alt", figure.alt());
        html.close().leaf("figcaption", figure.caption()).close().line();
    }

    private void strip(Block.Strip strip) {
        html.open("figure", "class", "strip").open("div", "class", "triples");
        for (Triple triple : strip.triples()) {
            html.open("div", "class", "triple");
            photo(triple.original(), "original photo of " + triple.probe());
            photo(triple.mask(), "amplified mask of " + triple.probe());
            photo(triple.protectedPhoto(), "protected photo of " + triple.probe());
            html.leaf("small", triple.probe()).close().line();
        }
        html.close().leaf("figcaption", strip.caption()).close().line();
    }

    private void photo(RecordPicture picture, String alt) {
        if (picture.exists()) {
            html.empty("img", "src", data("png", picture.png()), "alt", alt);
        } else {
            html.leaf("span", "no " + alt, "class", "missing");
        }
    }

    private static String data(String type, byte[] bytes) {
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static String css() throws IOException {
        try (InputStream css = Page.class.getResourceAsStream("page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
