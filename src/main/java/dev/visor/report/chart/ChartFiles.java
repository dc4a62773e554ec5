package dev.visor.report.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;

/** Charts as files and bytes. */
public final class ChartFiles {

    private static final int DPI = 150;

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

    public static byte[] svg(Figure figure, Ink ink) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VectorGraphicsEncoder.saveVectorGraphic(figure.drawing().in(ink), out, VectorGraphicsFormat.SVG);
        return out.toByteArray();
    }
}
