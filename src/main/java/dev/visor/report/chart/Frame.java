package dev.visor.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The frame that all charts share: no frame, no title (the page has one), light rules, one palette, one font. */
final class Frame {

    private static final Color CLEAR = new Color(0, 0, 0, 0);
    private static final BasicStroke HAIR = new BasicStroke(1f);
    private static final BasicStroke INTERVAL = new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.SQUARE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.TRIANGLE_DOWN,
            SeriesMarkers.CROSS);

    private Frame() {}

    static XYChart empty(Ink ink, int width, int height, String xTitle, String yTitle) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .xAxisTitle(xTitle)
                .yAxisTitle(yTitle)
                .build();
        XYStyler style = chart.getStyler();
        style.setBaseFont(font(Font.PLAIN, 11));
        style.setAxisTickLabelsFont(font(Font.PLAIN, 11));
        style.setAxisTitleFont(font(Font.PLAIN, 11));
        style.setLegendFont(font(Font.PLAIN, 11));
        style.setAnnotationTextFont(font(Font.PLAIN, 10));
        style.setChartTitleVisible(false);
        style.setChartBackgroundColor(ink.paper());
        style.setPlotBackgroundColor(ink.paper());
        style.setPlotBorderVisible(false);
        style.setChartFontColor(ink.text());
        style.setAxisTickLabelsColor(ink.muted());
        style.setXAxisTitleColor(ink.muted());
        style.setYAxisTitleColor(ink.muted());
        style.setAxisTickMarksColor(ink.grid());
        style.setAxisTickMarkLength(0);
        style.setAxisTicksMarksVisible(false);
        style.setAxisTicksLineVisible(false);
        style.setAxisTitlePadding(8);
        style.setAxisTickPadding(6);
        style.setPlotGridLinesColor(ink.grid());
        style.setPlotGridLinesStroke(HAIR);
        style.setPlotTicksMarksVisible(false);
        style.setPlotMargin(0);
        style.setChartPadding(8);
        style.setLegendBackgroundColor(CLEAR);
        style.setLegendBorderColor(CLEAR);
        style.setLegendPadding(4);
        style.setLegendSeriesLineLength(18);
        style.setLegendPosition(LegendPosition.OutsideE);
        style.setLegendLayout(LegendLayout.Vertical);
        style.setLocale(Locale.ROOT);
        style.setMarkerSize(8);
        style.setAnnotationTextFontColor(ink.muted());
        return chart;
    }

    static void style(XYSeries series, Color color, Marker marker, float width) {
        series.setMarker(marker);
        series.setMarkerColor(color);
        series.setLineColor(color);
        series.setLineWidth(width);
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    }

    /**
     * A tick label that shows nothing. XChart tries ever wider steps, without end, while two labels of an axis are equal:
     * so each blank has its own number of zero-width spaces.
     */
    static String blank(double tick) {
        return "\u200b".repeat(1 + (int) Math.round(Math.abs(tick) * 20));
    }

    static Marker marker(int index) {
        return MARKERS.get(Math.floorMod(index, MARKERS.size()));
    }

    /** A line without a marker or a legend entry: an interval, an axis of reference, a bar. */
    static void segment(XYChart chart, String name, double[] x, double[] y, Color color, float width) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        series.setShowInLegend(false);
        style(series, color, SeriesMarkers.NONE, width);
    }

    static void interval(XYChart chart, String name, double[] x, double[] y, Color color) {
        segment(
                chart,
                name,
                x,
                y,
                new Color(color.getRed(), color.getGreen(), color.getBlue(), 150),
                INTERVAL.getLineWidth());
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
