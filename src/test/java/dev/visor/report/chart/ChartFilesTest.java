package dev.visor.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.measure.Interval;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts as files for papers. */
class ChartFilesTest {

    private static final FontRenderContext LAYOUT = new FontRenderContext(null, false, true);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private static final Figure FIGURE = new Figure(
            "a-chart",
            "alt",
            "caption",
            ink -> PointChart.draw(
                    ink,
                    new PointChart.Axes("run, in order of start", "photos not found at rank 1, %", false, true),
                    List.of(new PointChart.Line(
                            "tip-im-paper",
                            0,
                            0,
                            Optional.of("tip-im-paper (applied)"),
                            List.of(
                                    new PointChart.Point(1, 40, Optional.of(new Interval(30, 50))),
                                    new PointChart.Point(2, 50, Optional.empty())))),
                    List.of(new PointChart.Label(1, 40, "x0.5: 2–3"))));

    @Test
    void anSvgHoldsItsTextAsText() {
        String svg = new String(ChartFiles.svg(FIGURE, Ink.LIGHT), StandardCharsets.UTF_8);

        assertThat(Pattern.compile("<text[^>]*>([^<]*)</text>")
                        .matcher(svg)
                        .results()
                        .map(found -> found.group(1)))
                .contains("run, in order of start", "photos not found at rank 1, %", "tip-im-paper (applied)")
                .contains("x0.5: 2–3", "0", "20", "100", "1", "2");
        assertThat(svg).doesNotContain(" Q").contains(",Verdana,Helvetica,Arial,sans-serif");
    }

    @Test
    void aPdfIsOnePageOfTheChartsSize() throws Exception {
        try (PDDocument document = Loader.loadPDF(ChartFiles.pdf(FIGURE))) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            assertThat(document.getPage(0).getMediaBox().getWidth()).isEqualTo(600);
            assertThat(document.getPage(0).getMediaBox().getHeight()).isEqualTo(330);
        }
    }

    @Test
    void theSameChartGivesTheSameBytes() {
        assertThat(ChartFiles.pdf(FIGURE)).isEqualTo(ChartFiles.pdf(FIGURE));
        assertThat(ChartFiles.svg(FIGURE, Ink.LIGHT)).isEqualTo(ChartFiles.svg(FIGURE, Ink.LIGHT));
    }

    @Test
    void aChartIsThreeFiles(@TempDir Path folder) throws Exception {
        ChartFiles.write(FIGURE, folder);

        assertThat(folder).isDirectoryContaining("glob:**a-chart.png").isDirectoryContaining("glob:**a-chart.svg");
        assertThat(Files.readString(folder.resolve("a-chart.pdf"), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"iIl1|!", "a  b", "x: y; z, i.j...", "''\"''", "mobileface_v2+edgeface_xxs", "≥ 12/255 ± ε", "\\"
            })
    void aTextIsReadBackFromItsOutline(String text) {
        assertThat(new Letters(LAYOUT).read(outline(text), FONT)).contains(text);
    }

    @Test
    void whatIsNoTextOrNoKnownSignStaysAShape() {
        assertThat(new Letters(LAYOUT).read(new Rectangle2D.Double(0, 0, 9, 9), FONT))
                .isEmpty();
        assertThat(new Letters(LAYOUT).read(outline("aЖ"), FONT)).isEmpty();
    }

    private static Shape outline(String text) {
        return new TextLayout(text, FONT, LAYOUT).getOutline(null);
    }
}
