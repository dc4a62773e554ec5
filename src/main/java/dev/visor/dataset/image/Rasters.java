package dev.visor.dataset.image;

import dev.visor.core.Photo;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Java's images as photos.
 *
 * <p>Samples are taken as the file has them: {@link BufferedImage#getRGB} would put grey through a gamma curve.
 */
final class Rasters {

    private Rasters() {}

    static Photo photo(BufferedImage image) throws UnreadableImage {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
                && ((DataBufferByte) image.getRaster().getDataBuffer()).getData().length
                        == image.getWidth() * image.getHeight() * 3) {
            return swapped(image);
        }
        return image.getColorModel() instanceof IndexColorModel palette ? painted(image, palette) : sampled(image);
    }

    private static Photo swapped(BufferedImage image) {
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < bgr.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
        return new Photo(image.getWidth(), image.getHeight(), rgb);
    }

    private static Photo painted(BufferedImage image, IndexColorModel palette) {
        int width = image.getWidth();
        byte[] rgb = new byte[width * image.getHeight() * 3];
        int[] row = new int[width];
        for (int y = 0, to = 0; y < image.getHeight(); y++) {
            image.getRaster().getSamples(0, y, width, 1, 0, row);
            for (int index : row) {
                int alpha = palette.getAlpha(index);
                rgb[to++] = overWhite(palette.getRed(index), alpha, 255);
                rgb[to++] = overWhite(palette.getGreen(index), alpha, 255);
                rgb[to++] = overWhite(palette.getBlue(index), alpha, 255);
            }
        }
        return new Photo(width, image.getHeight(), rgb);
    }

    private static Photo sampled(BufferedImage image) throws UnreadableImage {
        Raster raster = image.getRaster();
        int type = raster.getDataBuffer().getDataType();
        int bands = raster.getNumBands();
        int[] bits = raster.getSampleModel().getSampleSize();
        if (bands > 4
                || (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT && type != DataBuffer.TYPE_INT)
                || Arrays.stream(bits).anyMatch(b -> b != bits[0])) {
            throw new UnreadableImage(
                    "the image has an unusual layout (%d bands of %d bits)".formatted(bands, bits[0]));
        }
        int max = (1 << bits[0]) - 1;
        boolean grey = bands < 3;
        boolean transparent = bands % 2 == 0;
        int width = image.getWidth();
        byte[] rgb = new byte[width * image.getHeight() * 3];
        int[] row = new int[width * bands];
        for (int y = 0, to = 0; y < image.getHeight(); y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int from = 0; from < row.length; from += bands) {
                int alpha = transparent ? row[from + bands - 1] : max;
                for (int c = 0; c < 3; c++) {
                    rgb[to++] = overWhite(row[from + (grey ? 0 : c)], alpha, max);
                }
            }
        }
        return new Photo(width, image.getHeight(), rgb);
    }

    /** A sample 0..max seen over white through its opacity, scaled to 8 bits and rounded. */
    private static byte overWhite(int sample, int alpha, int max) {
        if (max == 255 && alpha == max) {
            return (byte) sample;
        }
        long square = (long) max * max;
        long seen = (long) sample * alpha + (long) max * (max - alpha);
        return (byte) ((2 * 255 * seen + square) / (2 * square));
    }
}
