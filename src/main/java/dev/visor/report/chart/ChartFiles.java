package dev.visor.report.chart;

import dev.visor.core.file.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;

/** Charts as files and bytes. */
public final class ChartFiles {

    private static final int DPI = 150;

    private static final Pattern FINE = Pattern.compile("(\\d\\.\\d\\d)\\d+");

    private ChartFiles() {}

    /** Writes {@code <id>.png} at 150 dpi and {@code <id>.svg} into the folder. */
    public static void write(Figure figure, Path folder) {
        WholeFile.write(folder.resolve(figure.id() + ".png"), png(figure));
        WholeFile.write(folder.resolve(figure.id() + ".svg"), svg(figure, Ink.LIGHT));
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

    /** Coordinates to a hundredth of a pixel: letters are drawn as outlines, and a page holds every chart twice. */
    public static byte[] svg(Figure figure, Ink ink) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            VectorGraphicsEncoder.saveVectorGraphic(figure.drawing().in(ink), out, VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String svg = out.toString(StandardCharsets.UTF_8);
        return FINE.matcher(svg).replaceAll("$1").getBytes(StandardCharsets.UTF_8);
    }
}
