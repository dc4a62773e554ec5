package dev.visor.report.chart;

import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart of figures by epoch: a line a series, or shares of one whole stacked on each other. */
public final class CurveChart {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 320;

    /** Markers tell lines apart without color; one an epoch would hide the line. */
    private static final int MARKERS = 6;

    private CurveChart() {}

    /**
     * @param color index of the series' color, below 0 for a control
     * @param marker index of the marker's shape
     * @param values by epoch, rising
     */
    public record Curve(String name, int color, int marker, List<At> values) {

        public Curve {
            values = values.stream().sorted(Comparator.comparingInt(At::epoch)).toList();
        }

        private double[] epochs() {
            return values.stream().mapToDouble(At::epoch).toArray();
        }

        private double[] heights() {
            return values.stream().mapToDouble(At::value).toArray();
        }
    }

    public record At(int epoch, double value) {}

    /**
     * Lines.
     *
     * @param top of the axis, which starts at 0 or, if there is one, at the lowest value below it; empty: as high as the values
     */
    public static XYChart lines(Ink ink, String axis, Optional<Double> top, List<Curve> curves) {
        XYChart chart = Frame.empty(ink, WIDTH, HEIGHT, "epoch", axis);
        double low = extreme(curves, false);
        double high = top.orElse(Math.max(extreme(curves, true) * 1.05, low + 1e-6));
        frame(chart, curves, low, high);
        for (int i = 0; i < curves.size(); i++) {
            Curve curve = curves.get(i);
            if (curve.values().isEmpty()) {
                continue;
            }
            Color color = ink.series(curve.color());
            Frame.segment(chart, curve.name() + " line", curve.epochs(), curve.heights(), color, 1.5f);
            int[] marked = marked(curve.values().size(), i, curves.size());
            XYSeries series = chart.addSeries(
                    curve.name(),
                    IntStream.of(marked).mapToDouble(at -> curve.epochs()[at]).toArray(),
                    IntStream.of(marked).mapToDouble(at -> curve.heights()[at]).toArray());
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            Frame.style(series, color, Frame.marker(curve.marker()), 1);
        }
        return chart;
    }

    /** Some of the points, those of each curve elsewhere. */
    private static int[] marked(int points, int curve, int curves) {
        int every = Math.max(1, points / MARKERS);
        int first = Math.min(points - 1, every * curve / Math.max(1, curves));
        return IntStream.iterate(first, at -> at < points, at -> at + every).toArray();
    }

    /**
     * Shares, the first at the bottom.
     *
     * @param shares 0..1, all with the same epochs; together 1 in each
     */
    public static XYChart stacked(Ink ink, String axis, List<Curve> shares) {
        XYChart chart = Frame.empty(ink, WIDTH, HEIGHT, "epoch", axis);
        frame(chart, shares, 0, 100);
        int epochs = shares.get(0).values().size();
        for (int top = shares.size() - 1; top >= 0; top--) {
            double[] heights = new double[epochs];
            for (int below = 0; below <= top; below++) {
                for (int i = 0; i < epochs; i++) {
                    heights[i] += 100 * shares.get(below).heights()[i];
                }
            }
            XYSeries series =
                    chart.addSeries(shares.get(top).name(), shares.get(top).epochs(), heights);
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Area);
            Color color = ink.series(shares.get(top).color());
            Frame.style(series, color, SeriesMarkers.NONE, 1f);
            series.setFillColor(color);
        }
        return chart;
    }

    private static void frame(XYChart chart, List<Curve> curves, double low, double high) {
        int first = curves.stream()
                .flatMap(c -> c.values().stream())
                .mapToInt(At::epoch)
                .min()
                .orElse(0);
        int last = curves.stream()
                .flatMap(c -> c.values().stream())
                .mapToInt(At::epoch)
                .max()
                .orElse(1);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setXAxisMin((double) first);
        chart.getStyler().setXAxisMax((double) Math.max(last, first + 1));
        chart.getStyler().setYAxisMin(low);
        chart.getStyler().setYAxisMax(high);
        chart.setCustomXAxisTickLabelsFormatter(x -> x == Math.rint(x) ? RowChart.plain(x) : Frame.blank(x));
        chart.setCustomYAxisTickLabelsFormatter(RowChart::plain);
    }

    private static double extreme(List<Curve> curves, boolean highest) {
        var values = curves.stream().flatMap(c -> c.values().stream()).mapToDouble(At::value);
        return highest ? values.max().orElse(1) : Math.min(0, values.min().orElse(0));
    }
}
