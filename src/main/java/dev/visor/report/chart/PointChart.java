package dev.visor.report.chart;

import dev.visor.core.measure.Interval;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;

/** Rates in percent over something: lines where the points of a series are in order, dots where they are not. */
public final class PointChart {

    /** Length of the axis in pixels, about, the legend apart. */
    private static final int PLOT_WIDTH = 450;

    /** Height of a label above its point, in percent of the axis. */
    private static final double LABEL_RISE = 5;

    private PointChart() {}

    /** @param interval of {@code y} */
    public record Point(double x, double y, Optional<Interval> interval) {}

    /**
     * @param color index of the series' color, below 0 for a control
     * @param marker index of the marker's shape
     * @param legend empty for a series that another one already names
     */
    public record Line(String name, int color, int marker, Optional<String> legend, List<Point> points) {

        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * @param logarithmic whether x runs in powers of ten
     * @param connected whether to draw lines between the points of a series; x then runs in whole steps
     */
    public record Axes(String x, String y, boolean logarithmic, boolean connected) {}

    /** A text above a point. */
    public record Label(double x, double y, String text) {}

    /** @param lines y in percent, 0..100 */
    public static XYChart draw(Ink ink, Axes axes, List<Line> lines) {
        return draw(ink, axes, lines, List.of());
    }

    /**
     * Draws a chart as {@link #draw(Ink, Axes, List)} does, with texts beside points; for axes that are not
     * logarithmic.
     */
    public static XYChart draw(Ink ink, Axes axes, List<Line> lines, List<Label> labels) {
        XYChart chart = Frame.empty(ink, 600, 330, axes.x(), axes.y());
        chart.getStyler().setYAxisMin(0.);
        chart.getStyler().setYAxisMax(100.);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        chart.setCustomXAxisTickLabelsFormatter(axes.logarithmic() ? PointChart::power : RowChart::plain);
        chart.setCustomYAxisTickLabelsFormatter(RowChart::plain);
        spread(chart, axes, lines);
        lines.forEach(line -> add(chart, ink, axes, line));
        labels.forEach(label ->
                chart.addAnnotation(new AnnotationText(label.text(), label.x(), label.y() + LABEL_RISE, false)));
        return chart;
    }

    /** Returns an interval of 0..1 as one of 0..100. */
    public static Interval inPercent(Interval rate) {
        return new Interval(rate.low() * 100, rate.high() * 100);
    }

    /** Room left and right, so that no marker is cut. */
    private static void spread(XYChart chart, Axes axes, List<Line> lines) {
        double[] xs = lines.stream()
                .flatMap(l -> l.points().stream())
                .mapToDouble(point -> at(axes, point))
                .toArray();
        double low = Arrays.stream(xs).min().orElse(0);
        double high = Arrays.stream(xs).max().orElse(1);
        double margin = Math.max((high - low) * .08, axes.logarithmic() ? .3 : .02);
        boolean wholeSteps = axes.logarithmic() || axes.connected();
        if (wholeSteps && high - low < 10) {
            chart.getStyler().setXAxisTickMarkSpacingHint((int) (PLOT_WIDTH * .75 / (high - low + 2 * margin)));
        }
        chart.getStyler().setXAxisMin(low - margin);
        chart.getStyler().setXAxisMax(high + margin);
    }

    /**
     * Returns the place of a point on the x axis. XChart's own logarithmic axis ignores how its labels are to be
     * written, so the logarithm is taken here.
     */
    private static double at(Axes axes, Point point) {
        return axes.logarithmic() ? Math.log10(point.x()) : point.x();
    }

    private static String power(double exponent) {
        return new BigDecimal(Math.pow(10, exponent), new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static void add(XYChart chart, Ink ink, Axes axes, Line line) {
        if (line.points().isEmpty()) {
            return;
        }
        Color color = ink.series(line.color());
        for (int i = 0; i < line.points().size(); i++) {
            Point point = line.points().get(i);
            String name = line.name() + " interval " + i;
            point.interval()
                    .ifPresent(range -> Frame.interval(
                            chart,
                            name,
                            new double[] {at(axes, point), at(axes, point)},
                            new double[] {range.low(), range.high()},
                            color));
        }
        XYSeries series = chart.addSeries(
                line.name(),
                line.points().stream().mapToDouble(point -> at(axes, point)).toArray(),
                line.points().stream().mapToDouble(Point::y).toArray());
        series.setXYSeriesRenderStyle(axes.connected() ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
        series.setShowInLegend(line.legend().isPresent());
        line.legend().ifPresent(series::setLabel);
        Marker marker = Frame.marker(line.marker());
        Frame.style(series, color, marker, 1.8f);
    }
}
