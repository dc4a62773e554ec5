package dev.visor.report.page;

import dev.visor.report.chart.ChartFiles;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.Ink;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Section.Triple;
import java.util.Base64;
import java.util.List;

/** Writes the parts of a section as HTML. */
public final class Blocks {

    private Blocks() {}

    public static void render(Html html, List<Block> blocks) {
        blocks.forEach(block -> render(html, block));
    }

    private static void render(Html html, Block block) {
        if (block instanceof Block.Paragraph paragraph) {
            html.leaf("p", paragraph.text()).line();
        } else if (block instanceof Block.Tabular tabular) {
            HtmlTables.render(html, tabular.table());
        } else if (block instanceof Block.Details details) {
            html.open("details", "class", "fold")
                    .leaf("summary", details.summary())
                    .line();
            render(html, details.blocks());
            html.close().line();
        } else if (block instanceof Block.Charts charts) {
            html.open("div", "class", charts.figures().size() > 1 ? "charts several" : "charts");
            charts.figures().forEach(figure -> figure(html, figure));
            html.close().line();
        } else if (block instanceof Block.Live live) {
            html.open(
                    "div", "class", "charts live", "data-table", live.table(), "data-x", live.x(), "data-y", live.y());
            figure(html, live.figure());
            html.leaf("p", live.caption() + " A point tells who it is when it is pointed at.", "class", "caption")
                    .close()
                    .line();
        } else if (block instanceof Block.Strip strip) {
            strip(html, strip);
        } else if (block instanceof Block.Gallery gallery) {
            gallery(html, gallery);
        } else if (block instanceof Block.Data data) {
            html.open("div", "class", "data", "id", data.id()).leaf("p", data.without(), "class", "without");
            html.leaf("pre", data.text(), "hidden", "hidden").close().line();
        }
    }

    /** Faces before and after, side by side; the script lays the second over the first, with a slider. */
    public static void pairs(Html html, Glance.Pairs pairs) {
        html.open("figure", "class", "pairs").open("div", "class", "row");
        for (Glance.Pair pair : pairs.pairs()) {
            html.open("div", "class", "pair");
            picture(html, pair.before(), pairs.before() + " photo of " + pair.name());
            picture(html, pair.after(), pairs.after() + " photo of " + pair.name());
            html.close();
        }
        html.close().leaf("figcaption", pairs.caption()).close().line();
    }

    private static void gallery(Html html, Block.Gallery gallery) {
        html.open("div", "class", "table", "tabindex", "0", "role", "group", "aria-label", gallery.caption());
        html.open("table", "class", "faces").line();
        html.leaf("caption", gallery.caption()).line();
        html.open("thead").open("tr").leaf("th", "what", "scope", "col");
        gallery.people().forEach(person -> html.leaf("th", person, "scope", "col"));
        html.close().close().line().open("tbody").line();
        for (Section.Faces row : gallery.rows()) {
            html.open("tr").leaf("th", row.name(), "scope", "row");
            for (int i = 0; i < row.pictures().size(); i++) {
                RecordPicture picture = row.pictures().get(i);
                html.open("td");
                if (picture.exists()) {
                    image(html, picture, row.name() + ", " + gallery.people().get(i));
                } else {
                    html.leaf("span", "not there", "class", "missing");
                }
                html.close();
            }
            html.close().line();
        }
        html.close().close().close().line();
    }

    /** Drawn in light colors, which the style sheet turns round on a dark page. */
    private static void figure(Html html, Figure figure) {
        html.open("figure")
                .empty(
                        "img",
                        "class",
                        "chart",
                        "loading",
                        "lazy",
                        "src",
                        data("svg+xml", ChartFiles.svg(figure, Ink.LIGHT)),
                        "alt",
                        figure.alt());
        html.leaf("figcaption", figure.caption()).close().line();
    }

    private static void strip(Html html, Block.Strip strip) {
        html.open("figure", "class", "strip").open("div", "class", "triples");
        for (Triple triple : strip.triples()) {
            html.open("div", "class", "triple");
            picture(html, triple.original(), "original photo of " + triple.probe());
            picture(html, triple.mask(), "amplified mask of " + triple.probe());
            picture(html, triple.protectedPhoto(), "protected photo of " + triple.probe());
            html.leaf("small", triple.probe()).close().line();
        }
        html.close().leaf("figcaption", strip.caption()).close().line();
    }

    private static void picture(Html html, RecordPicture picture, String alt) {
        if (picture.exists()) {
            image(html, picture, alt);
        } else {
            html.leaf("span", "no " + alt, "class", "missing");
        }
    }

    private static void image(Html html, RecordPicture picture, String alt) {
        html.empty("img", "src", data("png", picture.png()), "alt", alt);
    }

    private static String data(String type, byte[] bytes) {
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
