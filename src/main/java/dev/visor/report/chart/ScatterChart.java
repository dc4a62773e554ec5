package dev.visor.report.chart;

import dev.visor.core.measure.Interval;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Percent over percent: dots with intervals both ways, each with its name beside it. */
public final class ScatterChart {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 560;

    /** Width of the plot between the ends of its axes, about. */
    private static final double PLOT_WIDTH = 646;

    private static final double PLOT_HEIGHT = 468;
    private static final double LETTER = 5.6;
    private static final double LINE = 12;
    private static final double MARGIN = 4;
    private static final int FAINT = 105;
    private static final float[] DASHES = {5, 4};

    private ScatterChart() {}

    /**
     * @param color index of the series' color, below 0 for a control
     * @param marker index of the marker's shape
     * @param x and {@code y} in percent, 0..100
     */
    public record Point(
            String name,
            int color,
            int marker,
            double x,
            double y,
            Optional<Interval> acrossX,
            Optional<Interval> acrossY) {}

    /** @param guessing a level of {@code y} to draw a dashed line at */
    public static XYChart draw(Ink ink, String x, String y, Optional<Double> guessing, List<Point> points) {
        XYChart chart = Frame.empty(ink, WIDTH, HEIGHT, x, y);
        double low = points.stream()
                .flatMapToDouble(p ->
                        DoubleStream.of(p.x(), p.acrossX().map(Interval::low).orElse(p.x())))
                .min()
                .orElse(0);
        double xMin = Math.max(0, Math.floor(low / 10) * 10) - MARGIN * (100 - low) / 100;
        double xMax = 100 + MARGIN * (100 - low) / 100;
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setXAxisMin(xMin);
        chart.getStyler().setXAxisMax(xMax);
        chart.getStyler().setYAxisMin(-MARGIN);
        chart.getStyler().setYAxisMax(100 + MARGIN);
        chart.setCustomXAxisTickLabelsFormatter(RowChart::plain);
        chart.setCustomYAxisTickLabelsFormatter(RowChart::plain);
        guessing.ifPresent(level -> dashed(chart, ink, xMin, xMax, level));
        for (Point point : points) {
            intervals(chart, ink, point);
        }
        label(chart, ink, xMin, xMax, guessing, points);
        for (Point point : points) {
            XYSeries series = chart.addSeries(point.name(), new double[] {point.x()}, new double[] {point.y()});
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            Frame.style(series, ink.series(point.color()), Frame.marker(point.marker()), 1);
        }
        return chart;
    }

    private static void dashed(XYChart chart, Ink ink, double from, double to, double level) {
        XYSeries series = chart.addSeries("guessing", new double[] {from, to}, new double[] {level, level});
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        Frame.style(series, ink.muted(), SeriesMarkers.NONE, 1f);
        series.setLineStyle(new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, DASHES, 0));
    }

    private static void intervals(XYChart chart, Ink ink, Point point) {
        Color color = ink.series(point.color());
        Color faint = new Color(color.getRed(), color.getGreen(), color.getBlue(), FAINT);
        point.acrossX()
                .ifPresent(i -> Frame.segment(
                        chart,
                        point.name() + " across",
                        new double[] {i.low(), i.high()},
                        new double[] {point.y(), point.y()},
                        faint,
                        1.3f));
        point.acrossY()
                .ifPresent(i -> Frame.segment(
                        chart,
                        point.name() + " up",
                        new double[] {point.x(), point.x()},
                        new double[] {i.low(), i.high()},
                        faint,
                        1.3f));
    }

    private static void label(
            XYChart chart, Ink ink, double xMin, double xMax, Optional<Double> guessing, List<Point> points) {
        chart.getStyler().setAnnotationTextFontColor(ink.text());
        double perX = PLOT_WIDTH / (xMax - xMin);
        double perY = PLOT_HEIGHT / (100 + 2 * MARGIN);
        List<Labels.Dot> dots = new ArrayList<>();
        for (Point point : points) {
            dots.add(new Labels.Dot(
                    (point.x() - xMin) * perX,
                    (point.y() + MARGIN) * perY,
                    point.name().length() * LETTER,
                    LINE));
        }
        List<Labels.Box> lines = new ArrayList<>(lines(points, xMin, perX, perY));
        guessing.map(level -> (level + MARGIN) * perY)
                .ifPresent(y -> lines.add(new Labels.Box(0, y - .5, PLOT_WIDTH, y + .5)));
        List<Labels.Place> places = Labels.place(dots, lines, PLOT_WIDTH, PLOT_HEIGHT);
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            Labels.Place place = places.get(i);
            chart.addAnnotation(
                    new AnnotationText(point.name(), place.x() / perX + xMin, place.y() / perY - MARGIN, false));
            if (place.away()) {
                Frame.segment(
                        chart,
                        point.name() + " leads",
                        new double[] {point.x(), place.edgeX() / perX + xMin},
                        new double[] {point.y(), place.edgeY() / perY - MARGIN},
                        ink.muted(),
                        .7f);
            }
        }
    }

    /** The intervals as names see them. */
    private static List<Labels.Box> lines(List<Point> points, double xMin, double perX, double perY) {
        List<Labels.Box> lines = new ArrayList<>();
        for (Point point : points) {
            double x = (point.x() - xMin) * perX;
            double y = (point.y() + MARGIN) * perY;
            point.acrossX()
                    .ifPresent(i -> lines.add(
                            new Labels.Box((i.low() - xMin) * perX, y - .5, (i.high() - xMin) * perX, y + .5)));
            point.acrossY()
                    .ifPresent(i -> lines.add(
                            new Labels.Box(x - .5, (i.low() + MARGIN) * perY, x + .5, (i.high() + MARGIN) * perY)));
        }
        return lines;
    }
}
