package dev.visor.report.chart;

import dev.visor.core.measure.Interval;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/** Rates in percent, a row a countermeasure from the top down, a line a defense through them; the last row may stand apart. */
public final class CountermeasureChart {

    private static final int WIDTH = 760;
    private static final int AXIS_HEIGHT = 64;
    private static final int LEAST_ROW = 30;

    /** Pixels between two lines in a row, so that their intervals do not hide each other. */
    private static final int LANE = 5;

    /** Share of a row that its lines may take. */
    private static final double SPREAD = .74;

    private CountermeasureChart() {}

    /** @param interval of the value, or whatever else is to be drawn beside it */
    public record Step(double value, Optional<Interval> interval) {}

    /**
     * @param color index of the series' color, below 0 for a control
     * @param marker index of the marker's shape
     * @param steps one a countermeasure, empty where there is none
     */
    public record Line(String name, int color, int marker, List<Optional<Step>> steps) {

        public Line {
            steps = List.copyOf(steps);
        }
    }

    /**
     * @param countermeasures names of the rows
     * @param apart whether the last row is a summary of the others: a rule divides it from them, and no line leads there
     * @param lines values and intervals in percent, 0..100
     */
    public static XYChart draw(Ink ink, String axis, List<String> countermeasures, boolean apart, List<Line> lines) {
        int row = Math.max(LEAST_ROW, 10 + LANE * lines.size());
        XYChart chart = Frame.empty(ink, WIDTH, AXIS_HEIGHT + row * (countermeasures.size() + 1), axis, "");
        chart.getStyler().setYAxisTitleVisible(false);
        chart.getStyler().setPlotGridHorizontalLinesVisible(false);
        chart.getStyler().setXAxisMin(0.);
        chart.getStyler().setXAxisMax(100.);
        chart.getStyler().setYAxisMin(0.);
        chart.getStyler().setYAxisMax(countermeasures.size() + 1.);
        chart.getStyler().setYAxisTickMarkSpacingHint(row - 6);
        chart.getStyler().setAxisTickLabelsColor(ink.text());
        chart.setCustomYAxisTickLabelsFormatter(y -> RowChart.name(countermeasures, y));
        chart.setCustomXAxisTickLabelsFormatter(RowChart::plain);
        if (apart && countermeasures.size() > 1) {
            Frame.segment(chart, "rule", new double[] {0, 100}, new double[] {1.5, 1.5}, ink.muted(), 1f);
        }
        for (int i = 0; i < lines.size(); i++) {
            add(chart, ink, lines.get(i), i, lines.size(), apart);
        }
        return chart;
    }

    private static void add(XYChart chart, Ink ink, Line line, int lane, int lanes, boolean apart) {
        Color color = ink.series(line.color());
        List<double[]> points = new ArrayList<>();
        int countermeasures = line.steps().size();
        for (int i = 0; i < countermeasures; i++) {
            if (line.steps().get(i).isEmpty()) {
                continue;
            }
            Step step = line.steps().get(i).get();
            double y = countermeasures - i - SPREAD * ((lane + .5) / lanes - .5);
            points.add(new double[] {step.value(), y, i});
            int at = i;
            step.interval()
                    .ifPresent(range -> Frame.interval(
                            chart,
                            line.name() + " interval " + at,
                            new double[] {range.low(), range.high()},
                            new double[] {y, y},
                            color));
        }
        connect(chart, line, points, color, apart ? countermeasures - 1 : countermeasures);
        if (points.isEmpty()) {
            return;
        }
        XYSeries series = chart.addSeries(
                line.name(),
                points.stream().mapToDouble(p -> p[0]).toArray(),
                points.stream().mapToDouble(p -> p[1]).toArray());
        series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        Frame.style(series, color, Frame.marker(line.marker()), 1);
    }

    /** A thin line through the countermeasures proper. */
    private static void connect(XYChart chart, Line line, List<double[]> points, Color color, int end) {
        List<double[]> joined = points.stream().filter(p -> p[2] < end).toList();
        if (joined.size() > 1) {
            Frame.segment(
                    chart,
                    line.name() + " line",
                    joined.stream().mapToDouble(p -> p[0]).toArray(),
                    joined.stream().mapToDouble(p -> p[1]).toArray(),
                    new Color(color.getRed(), color.getGreen(), color.getBlue(), 110),
                    1.1f);
        }
    }
}
