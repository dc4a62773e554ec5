package dev.visor.report.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
    public static void write(Figure figure, Path folder) throws IOException {
        Files.createDirectories(folder);
        BitmapEncoder.saveBitmapWithDPI(
                figure.drawing().in(Ink.LIGHT),
                folder.resolve(figure.id() + ".png").toString(),
                BitmapFormat.PNG,
                DPI);
        Files.write(folder.resolve(figure.id() + ".svg"), svg(figure, Ink.LIGHT));
    }

    /** Coordinates to a hundredth of a pixel: letters are drawn as outlines, and a page holds every chart twice. */
    public static byte[] svg(Figure figure, Ink ink) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(figure.drawing().in(ink), out, VectorGraphicsFormat.SVG);
        String svg = out.toString(StandardCharsets.UTF_8);
        return FINE.matcher(svg).replaceAll("$1").getBytes(StandardCharsets.UTF_8);
    }
}
