package dev.visor.dataset.image;

import dev.visor.core.image.Photo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** PNG of every kind in, 8 bits out. */
public final class Png {

    private static final int PAETH = 4;

    /** Level of deflation: a photo hardly shrinks further, but takes several times longer. */
    private static final int LEVEL = 4;

    private Png() {}

    public static boolean begins(byte[] file) {
        return file.length >= 8 && Arrays.equals(file, 0, 8, PngChunks.SIGNATURE, 0, 8);
    }

    /** @throws IOException if the file is damaged or cut off */
    public static Photo decode(byte[] file, long maxPixels) throws IOException {
        PngChunks chunks = new PngChunks(file);
        Photo stored = Rasters.photo(Plugins.first(Plugins.ofJdk("png"), chunks.pixels(), maxPixels, Plugins.UNHEARD));
        int orientation = chunks.told("eXIf")
                .map(exif -> Orientation.ofExif(exif.array()))
                .orElse(1);
        return Orientation.upright(PngColors.applied(stored, chunks), orientation);
    }

    /**
     * Filtered by Paeth's predictor throughout, which suits photos, then deflated. A grey photo has one channel, whatever was
     * painted into it, and one that is transparent somewhere has its opacity.
     */
    public static byte[] encode(Photo photo) {
        int colors = photo.grey() ? 1 : 3;
        int channels = colors + (photo.opacity().isPresent() ? 1 : 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream(photo.rgb().length / 2 + 100);
        out.writeBytes(PngChunks.SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(photo.width()).putInt(photo.height());
        header.put((byte) 8).put((byte) ((colors == 3 ? 2 : 0) + (channels > colors ? 4 : 0)));
        chunk(out, "IHDR", header.array());
        chunk(
                out,
                "IDAT",
                deflated(filtered(samples(photo, colors, channels), channels, photo.width(), photo.height())));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** The photo's own bytes, if it is neither grey nor transparent. */
    private static byte[] samples(Photo photo, int colors, int channels) {
        if (channels == 3) {
            return photo.rgb();
        }
        byte[] samples = new byte[photo.width() * photo.height() * channels];
        for (int pixel = 0, to = 0; to < samples.length; pixel++) {
            int alpha = photo.opacity().isPresent() ? photo.opacity().get()[pixel] & 0xff : 255;
            for (int c = 0; c < colors; c++) {
                int seen = colors == 1 ? luma(photo.rgb(), pixel * 3) : photo.rgb()[pixel * 3 + c] & 0xff;
                samples[to++] = (byte) beforeWhite(seen, alpha);
            }
            if (channels > colors) {
                samples[to++] = (byte) alpha;
            }
        }
        return samples;
    }

    /** Rec. 601: exact where the channels agree. */
    private static int luma(byte[] rgb, int at) {
        return (299 * (rgb[at] & 0xff) + 587 * (rgb[at + 1] & 0xff) + 114 * (rgb[at + 2] & 0xff) + 500) / 1000;
    }

    /** Returns the color that looks like that over white. */
    private static int beforeWhite(int seen, int alpha) {
        return alpha == 0 ? 255 : Math.max(0, (255 * (seen - 255 + alpha) + alpha / 2) / alpha);
    }

    private static byte[] filtered(byte[] samples, int channels, int width, int height) {
        int stride = width * channels;
        byte[] out = new byte[(stride + 1) * height];
        for (int y = 0, to = 0; y < height; y++) {
            out[to++] = PAETH;
            for (int i = 0, at = y * stride; i < stride; i++, at++) {
                int left = i < channels ? 0 : samples[at - channels] & 0xff;
                int above = y == 0 ? 0 : samples[at - stride] & 0xff;
                int corner = i < channels || y == 0 ? 0 : samples[at - stride - channels] & 0xff;
                out[to++] = (byte) (samples[at] - paeth(left, above, corner));
            }
        }
        return out;
    }

    private static int paeth(int left, int above, int corner) {
        int toLeft = Math.abs(above - corner);
        int toAbove = Math.abs(left - corner);
        int toCorner = Math.abs(left + above - 2 * corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(LEVEL);
        deflater.setStrategy(Deflater.FILTERED);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
        try (DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater, 1 << 14)) {
            stream.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to write", e);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
