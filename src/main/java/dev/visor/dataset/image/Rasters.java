package dev.visor.dataset.image;

import dev.visor.core.image.Photo;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Java's images as photos.
 *
 * <p>Samples are taken as the file has them: {@link BufferedImage#getRGB} would put grey through a gamma curve.
 */
final class Rasters {

    private static final int INKS = 4;

    private final int width;
    private final int height;
    private final byte[] rgb;
    private final byte[] opacity;
    private int at;

    private Rasters(int width, int height) {
        this.width = width;
        this.height = height;
        this.rgb = new byte[width * height * 3];
        this.opacity = new byte[width * height];
    }

    static Photo photo(BufferedImage image) throws UnreadableImage {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR
                && ((DataBufferByte) image.getRaster().getDataBuffer()).getData().length
                        == image.getWidth() * image.getHeight() * 3) {
            return swapped(image);
        }
        ColorSpace space = image.getColorModel().getColorSpace();
        if (space.getType() == ColorSpace.TYPE_CMYK) {
            return printed(image, space);
        }
        Rasters photo = new Rasters(image.getWidth(), image.getHeight());
        if (image.getColorModel() instanceof IndexColorModel palette) {
            photo.paint(image.getRaster(), palette);
        } else {
            photo.sample(image.getRaster(), image.getColorModel());
        }
        return photo.photo();
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

    /** Four inks on white paper, by their profile where the file has one. */
    private static Photo printed(BufferedImage image, ColorSpace space) throws UnreadableImage {
        Raster inks = image.getRaster();
        if (inks.getNumBands() != INKS || inks.getSampleModel().getDataType() != DataBuffer.TYPE_BYTE) {
            throw unusual(inks);
        }
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[width * height * 3];
        if (space instanceof ICC_ColorSpace) {
            ColorProfile.convert(space, inks, ColorProfile.raster(width, height, rgb));
            return new Photo(width, height, rgb);
        }
        int[] row = new int[width * INKS];
        for (int y = 0, to = 0; y < height; y++) {
            inks.getPixels(0, y, width, 1, row);
            for (int from = 0; from < row.length; from += INKS) {
                for (int c = 0; c < 3; c++) {
                    rgb[to++] = (byte) ((255 - row[from + c]) * (255 - row[from + 3]) / 255);
                }
            }
        }
        return new Photo(width, height, rgb);
    }

    private void paint(Raster indices, IndexColorModel palette) {
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            indices.getSamples(0, y, width, 1, 0, row);
            for (int index : row) {
                int alpha = palette.getAlpha(index);
                opacity[at / 3] = (byte) alpha;
                rgb[at++] = overWhite(palette.getRed(index), 255, alpha, 255);
                rgb[at++] = overWhite(palette.getGreen(index), 255, alpha, 255);
                rgb[at++] = overWhite(palette.getBlue(index), 255, alpha, 255);
            }
        }
    }

    private void sample(Raster raster, ColorModel model) throws UnreadableImage {
        int type = raster.getSampleModel().getDataType();
        int bands = raster.getNumBands();
        int[] bits = raster.getSampleModel().getSampleSize();
        if (bands > 4
                || (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT && type != DataBuffer.TYPE_INT)
                || Arrays.stream(bits).anyMatch(b -> b > 16)) {
            throw unusual(raster);
        }
        int[] max = Arrays.stream(bits).map(b -> (1 << b) - 1).toArray();
        boolean grey = bands < 3;
        int alphaBand = bands % 2 == 0 ? bands - 1 : -1;
        boolean premultiplied = model.isAlphaPremultiplied();
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int from = 0; from < row.length; from += bands) {
                int opaque = alphaBand < 0 ? 1 : max[alphaBand];
                int alpha = alphaBand < 0 ? 1 : row[from + alphaBand];
                opacity[at / 3] = scaled(alpha, opaque);
                for (int c = 0; c < 3; c++) {
                    int band = grey ? 0 : c;
                    int sample = row[from + band];
                    rgb[at++] = premultiplied
                            ? scaled(Math.min(max[band], sample + max[band] - alpha), max[band])
                            : overWhite(sample, max[band], alpha, opaque);
                }
            }
        }
    }

    private static UnreadableImage unusual(Raster raster) {
        return new UnreadableImage(String.format(
                Locale.ROOT,
                "the image has an unusual layout (%d bands of %d bits)",
                raster.getNumBands(),
                raster.getSampleModel().getSampleSize(0)));
    }

    private Photo photo() {
        for (byte alpha : opacity) {
            if (alpha != -1) {
                return new Photo(width, height, rgb, false, Optional.of(opacity));
            }
        }
        return new Photo(width, height, rgb);
    }

    /** A sample 0..max seen over white through its opacity, scaled to 8 bits and rounded. */
    private static byte overWhite(int sample, int max, int alpha, int opaque) {
        if (alpha == opaque) {
            return scaled(sample, max);
        }
        long whole = (long) max * opaque;
        long seen = (long) sample * alpha + (long) max * (opaque - alpha);
        return (byte) ((2 * 255 * seen + whole) / (2 * whole));
    }

    private static byte scaled(int sample, int max) {
        return max == 255 ? (byte) sample : (byte) ((2L * 255 * sample + max) / (2L * max));
    }
}
