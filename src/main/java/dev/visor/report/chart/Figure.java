package dev.visor.report.chart;

/**
 * A chart and the words that belong to it.
 *
 * @param id file name without ending
 * @param alt what a reader who cannot see it has to know
 * @param caption what it shows, over how many
 */
public record Figure(String id, String alt, String caption, Drawing drawing) {

    /** Draws the chart in the given colors; every call makes a new one. */
    @FunctionalInterface
    public interface Drawing {
        org.knowm.xchart.XYChart in(Ink ink);
    }
}
