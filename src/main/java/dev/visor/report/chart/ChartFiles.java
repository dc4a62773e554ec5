package dev.visor.report.chart;

import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import dev.visor.core.file.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;

/** Charts as files and bytes. */
public final class ChartFiles {

    private static final int DPI = 150;

    private static final Pattern FINE = Pattern.compile("(\\d\\.\\d\\d)\\d+");

    /** A family of fonts that another machine may not have. */
    private static final Pattern FAMILY = Pattern.compile("(font-family:&quot;[^&]*&quot;)");

    private static final String OTHERS = "$1,Verdana,Helvetica,Arial,sans-serif";

    private ChartFiles() {}

    /** Writes {@code <id>.png} at 150 dpi, {@code <id>.svg} and {@code <id>.pdf} into the folder. */
    public static void write(Figure figure, Path folder) {
        WholeFile.write(folder.resolve(figure.id() + ".png"), png(figure));
        WholeFile.write(folder.resolve(figure.id() + ".svg"), svg(figure, Ink.LIGHT));
        WholeFile.write(folder.resolve(figure.id() + ".pdf"), pdf(figure));
    }

    /**
     * Encodes a PNG by way of a file elsewhere: the encoder tells the resolution to files alone, and does not write
     * them whole.
     */
    private static byte[] png(Figure figure) {
        try {
            Path scratch = Files.createTempFile("visor-chart", ".png");
            try {
                BitmapEncoder.saveBitmapWithDPI(
                        figure.drawing().in(Ink.LIGHT), scratch.toString(), BitmapFormat.PNG, DPI);
                return Files.readAllBytes(scratch);
            } finally {
                Files.delete(scratch);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Encodes an SVG with its text as text, coordinates to a hundredth of a pixel. */
    public static byte[] svg(Figure figure, Ink ink) {
        XYChart chart = figure.drawing().in(ink);
        TextGraphics drawn = new TextGraphics();
        chart.paint(drawn, chart.getWidth(), chart.getHeight());
        PageSize size = new PageSize(0, 0, chart.getWidth(), chart.getHeight());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new SVGProcessor().getDocument(drawn.getCommands(), size).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String svg = FAMILY.matcher(out.toString(StandardCharsets.UTF_8)).replaceAll(OTHERS);
        return FINE.matcher(svg).replaceAll("$1").getBytes(StandardCharsets.UTF_8);
    }

    /** Encodes a PDF of the chart's size, letters as outlines: no font is missing where it is printed. */
    static byte[] pdf(Figure figure) {
        XYChart chart = figure.drawing().in(Ink.LIGHT);
        int width = chart.getWidth();
        int height = chart.getHeight();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(width, height));
            document.addPage(page);
            PdfBoxGraphics2D drawn = new PdfBoxGraphics2D(document, width, height);
            chart.paint(drawn, width, height);
            drawn.dispose();
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawForm(drawn.getXFormObject());
            }
            // Otherwise it is made of the time: the same chart would have other bytes every time.
            document.setDocumentId(1L);
            document.save(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
