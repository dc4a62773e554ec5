package dev.visor.report;

import dev.visor.report.chart.ChartFiles;
import dev.visor.report.chart.Figure;
import dev.visor.report.chart.PointChart;
import dev.visor.stats.Wilson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A chart of the share of probes found at rank 1 by the size of the gallery. */
public final class GallerySizeChart {

    private static final String ID = "rank-by-gallery-size";

    /** A gallery of so many photos, and how many of so many probes were found at rank 1 in it. */
    public record Point(int photos, long hits, long probes) {}

    private GallerySizeChart() {}

    /** Writes it as PNG, SVG and PDF into a folder. */
    public static void write(String model, List<Point> points, Path folder) {
        PointChart.Axes axes = new PointChart.Axes("photos in the gallery", "found at rank 1, %", true, false);
        List<PointChart.Point> drawn = points.stream()
                .filter(point -> point.probes() > 0)
                .map(point -> new PointChart.Point(
                        point.photos(),
                        100. * point.hits() / point.probes(),
                        Optional.of(PointChart.inPercent(Wilson.interval(point.hits(), point.probes())))))
                .toList();
        if (!drawn.isEmpty()) {
            ChartFiles.write(
                    new Figure(
                            ID,
                            "Share of probes found at rank 1 by size of the gallery",
                            "Probes found at rank 1 by the size of the gallery, with 95 % intervals",
                            ink -> PointChart.draw(
                                    ink, axes, List.of(new PointChart.Line(model, 0, 0, Optional.of(model), drawn)))),
                    folder);
        }
    }
}
