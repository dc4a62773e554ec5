package dev.visor.report.page;

import dev.visor.core.measure.Interval;
import dev.visor.report.page.Answer.Entry;
import dev.visor.report.page.Answer.Panel;
import dev.visor.report.page.Answer.Point;
import dev.visor.report.page.Answer.Series;
import dev.visor.report.table.Value;
import java.util.List;
import java.util.Optional;

/**
 * Writes an answer as a table whose rows hold dots on a scale: a chart where styles are shown, a table for a screen reader, a
 * printer, and whoever copies it.
 */
public final class AnswerChart {

    private static final int[] TICKS = {0, 25, 50, 75, 100};

    private AnswerChart() {}

    public static void render(Html html, Answer answer) {
        html.open(
                        "div",
                        "class",
                        "table answer",
                        "tabindex",
                        "0",
                        "role",
                        "group",
                        "aria-label",
                        answer.stub() + "s, best first")
                .line();
        html.open("table", "id", answer.id(), "class", "dots").line();
        html.leaf("caption", answer.caption()).line();
        head(html, answer);
        html.open("tbody").line();
        answer.entries().forEach(entry -> row(html, answer, entry));
        html.close().close().close().line();
    }

    private static void head(Html html, Answer answer) {
        html.open("thead").open("tr").leaf("th", answer.stub(), "scope", "col");
        for (Panel panel : answer.panels()) {
            axis(html, panel);
            for (Series series : panel.series()) {
                html.open("th", "scope", "col", "class", "number");
                html.leaf("i", "", "class", "mark " + series.mark().word(), "aria-hidden", "true");
                html.text(series.name()).close();
            }
        }
        answer.numbers().forEach(name -> html.leaf("th", name, "scope", "col", "class", "number"));
        html.close().close().line();
    }

    /** Writes a heading with the marks of a scale. */
    public static void axis(Html html, Panel panel) {
        html.open("th", "scope", "col", "class", "plot").leaf("span", panel.title());
        html.open("span", "class", "axis", "aria-hidden", "true");
        for (int tick : TICKS) {
            double at = panel.low() + (panel.high() - panel.low()) * tick / 100;
            html.leaf("i", Text.fixed(at * 100, 0), "style", "left:" + tick + "%");
        }
        html.close().close();
    }

    private static void row(Html html, Answer answer, Entry entry) {
        html.open("tr", "class", entry.control() ? "control" : "entry").leaf("th", entry.name(), "scope", "row");
        int from = 0;
        for (Panel panel : answer.panels()) {
            List<Optional<Point>> points =
                    entry.points().subList(from, from + panel.series().size());
            plot(html, panel, points, Optional.empty());
            for (int i = 0; i < points.size(); i++) {
                number(html, panel.series().get(i), points.get(i));
            }
            from += points.size();
        }
        for (int i = 0; i < entry.values().size(); i++) {
            Value value = entry.values().get(i);
            html.open("td", "class", "number", "data-label", answer.numbers().get(i))
                    .text(value.text());
            value.details().forEach(line -> html.leaf("small", line));
            html.close();
        }
        html.close().line();
    }

    /**
     * Writes a cell with points on a scale.
     *
     * @param points one for each series of the panel
     * @param band a stretch behind them, which rows have in common
     */
    public static void plot(Html html, Panel panel, List<Optional<Point>> points, Optional<Interval> band) {
        html.open("td", "class", "plot").open("span", "class", "scale", "aria-hidden", "true");
        band.ifPresent(stretch -> html.leaf("i", "", "class", "band", "style", span(panel, stretch)));
        // The first series is what the row is about, so it is drawn last.
        for (int i = points.size() - 1; i >= 0; i--) {
            String mark = panel.series().get(i).mark().word();
            points.get(i).ifPresent(point -> {
                point.interval()
                        .ifPresent(
                                interval -> html.leaf("i", "", "class", "bar " + mark, "style", span(panel, interval)));
                html.leaf("i", "", "class", "mark " + mark, "style", "left:" + at(panel, point.value()) + "%");
            });
        }
        html.close().close();
    }

    private static String span(Panel panel, Interval interval) {
        double low = at(panel, interval.low());
        return "left:" + low + "%;width:" + Math.round((at(panel, interval.high()) - low) * 100) / 100. + "%";
    }

    /** Returns the place on the scale in percent of its width, to a hundredth. */
    private static double at(Panel panel, double value) {
        double place = (value - panel.low()) / (panel.high() - panel.low());
        return Math.round(Math.max(0, Math.min(1, place)) * 10_000) / 100.;
    }

    private static void number(Html html, Series series, Optional<Point> point) {
        html.open("td", "class", "number", "data-label", series.name());
        if (point.isPresent()) {
            html.text(Text.percent(point.get().value()));
            point.get().interval().ifPresent(interval -> html.leaf("small", Text.percent(Optional.of(interval))));
            point.get().lines().forEach(line -> html.leaf("small", line, "class", "more"));
        } else {
            html.text(Value.DASH);
        }
        html.close();
    }
}
