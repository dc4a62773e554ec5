package dev.visor.dataset.image;

import dev.visor.core.Photo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** PNG of every kind in, 8-bit RGB out. */
public final class Png {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final int PAETH = 4;

    /** Of deflation: a photo hardly shrinks further, but takes several times longer. */
    private static final int LEVEL = 4;

    private Png() {}

    public static boolean begins(byte[] file) {
        return file.length >= 8 && Arrays.equals(file, 0, 8, SIGNATURE, 0, 8);
    }

    /** @throws IOException if the file is damaged or cut off */
    public static Photo decode(byte[] file, long maxPixels) throws IOException {
        int orientation = orientation(file);
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            UnreadableImage.refuseAbsurd(reader.getWidth(0), reader.getHeight(0), maxPixels);
            return Orientation.upright(Rasters.photo(reader.read(0)), orientation);
        } finally {
            reader.dispose();
        }
    }

    /** Walks the chunks to the end: a whole file has an IEND, and pixels that match their checksum. */
    private static int orientation(byte[] file) throws UnreadableImage {
        ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE.length);
        int orientation = 1;
        while (in.remaining() >= 12) {
            int length = in.getInt();
            int start = in.position();
            if (length < 0 || length > in.remaining() - 8) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(file, start, length + 4);
            String type = new String(file, start, 4, StandardCharsets.US_ASCII);
            in.position(start + 4 + length);
            if (in.getInt() != (int) crc.getValue()) {
                throw new UnreadableImage("the PNG is damaged: the checksum of its " + type + " chunk does not match");
            }
            if (type.equals("eXIf")) {
                orientation = Orientation.ofExif(Arrays.copyOfRange(file, start + 4, start + 4 + length));
            }
            if (type.equals("IEND")) {
                return orientation;
            }
        }
        throw new UnreadableImage("the PNG is truncated");
    }

    /** Filtered by Paeth's predictor throughout, which suits photos, then deflated. */
    public static byte[] encode(Photo photo) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(photo.rgb().length / 2 + 100);
        out.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(photo.width()).putInt(photo.height());
        header.put((byte) 8).put((byte) 2);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", deflated(filtered(photo)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] filtered(Photo photo) {
        byte[] rgb = photo.rgb();
        int stride = photo.width() * 3;
        byte[] out = new byte[(stride + 1) * photo.height()];
        for (int y = 0, to = 0; y < photo.height(); y++) {
            out[to++] = PAETH;
            for (int i = 0, at = y * stride; i < stride; i++, at++) {
                int left = i < 3 ? 0 : rgb[at - 3] & 0xff;
                int above = y == 0 ? 0 : rgb[at - stride] & 0xff;
                int corner = i < 3 || y == 0 ? 0 : rgb[at - stride - 3] & 0xff;
                out[to++] = (byte) (rgb[at] - paeth(left, above, corner));
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
