package dev.visor.report.chart;

import dev.visor.core.measure.Interval;
import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One value a row, names on the left: bars from zero, or dots with intervals where zero is far away. */
public final class RowChart {

    private static final int ROW_HEIGHT = 26;
    private static final int AXIS_HEIGHT = 56;

    private RowChart() {}

    /** @param color index of the series' color, below 0 for a control */
    public record Bar(String name, double value, Optional<Interval> interval, int color) {}

    public static XYChart bars(Ink ink, String axis, List<Bar> bars) {
        XYChart chart = rows(ink, axis, bars);
        double top = bars.stream().mapToDouble(RowChart::end).max().orElse(1);
        chart.getStyler().setXAxisMin(0.);
        chart.getStyler().setXAxisMax(top > 0 ? top * 1.06 : 1.);
        for (int i = 0; i < bars.size(); i++) {
            double y = bars.size() - i;
            Bar bar = bars.get(i);
            Frame.segment(
                    chart,
                    "bar" + i,
                    new double[] {0, bar.value()},
                    new double[] {y, y},
                    ink.series(bar.color()),
                    ROW_HEIGHT * .5f);
            interval(chart, ink.text(), bar, i, y);
        }
        return chart;
    }

    /** Dots; the axis starts where the data do, which is fair for dots and would not be for bars. */
    public static XYChart dots(Ink ink, String axis, List<Bar> dots) {
        XYChart chart = rows(ink, axis, dots);
        double low = dots.stream().mapToDouble(RowChart::start).min().orElse(0);
        double high = dots.stream().mapToDouble(RowChart::end).max().orElse(1);
        double margin = Math.max((high - low) * .08, 1e-3);
        chart.getStyler().setXAxisMin(low - margin);
        chart.getStyler().setXAxisMax(high + margin);
        for (int i = 0; i < dots.size(); i++) {
            double y = dots.size() - i;
            Bar dot = dots.get(i);
            Color color = ink.series(dot.color());
            interval(chart, color, dot, i, y);
            XYSeries series = chart.addSeries("dot" + i, new double[] {dot.value()}, new double[] {y});
            series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            Frame.style(series, color, SeriesMarkers.CIRCLE, 1);
        }
        return chart;
    }

    private static XYChart rows(Ink ink, String axis, List<Bar> bars) {
        XYChart chart = Frame.empty(ink, 640, AXIS_HEIGHT + ROW_HEIGHT * (bars.size() + 1), axis, "");
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setYAxisTitleVisible(false);
        chart.getStyler().setPlotGridHorizontalLinesVisible(false);
        chart.getStyler().setYAxisMin(0.);
        chart.getStyler().setYAxisMax(bars.size() + 1.);
        chart.getStyler().setYAxisTickMarkSpacingHint(ROW_HEIGHT - 6);
        chart.getStyler().setAxisTickLabelsColor(ink.text());
        List<String> names = bars.stream().map(Bar::name).toList();
        chart.setCustomYAxisTickLabelsFormatter(y -> name(names, y));
        chart.setCustomXAxisTickLabelsFormatter(RowChart::plain);
        return chart;
    }

    /** Writes a number with up to six decimals, none that say nothing. */
    static String plain(double x) {
        String text = String.format(Locale.ROOT, "%.6f", x);
        return text.replaceAll("\\.?0+$", "");
    }

    /** The name of a row, the first at the top; nothing between rows. */
    static String name(List<String> names, double y) {
        long row = Math.round(y);
        boolean between = Math.abs(y - row) > 1e-6 || row < 1 || row > names.size();
        return between ? Frame.blank(y) : names.get((int) (names.size() - row));
    }

    private static void interval(XYChart chart, Color color, Bar bar, int index, double y) {
        bar.interval()
                .ifPresent(i -> Frame.interval(
                        chart, "interval" + index, new double[] {i.low(), i.high()}, new double[] {y, y}, color));
    }

    private static double start(Bar bar) {
        return bar.interval().map(Interval::low).orElse(bar.value());
    }

    private static double end(Bar bar) {
        return bar.interval().map(Interval::high).orElse(bar.value());
    }
}
