package dev.visor.dataset.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.visor.core.image.Photo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** WebP, lossy and lossless; of an animation the first frame. */
public final class WebP {

    private static final int HEADER = 12;

    private static final byte[] EXIF_PREAMBLE = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private WebP() {}

    public static boolean begins(byte[] file) {
        return file.length >= 16
                && word(file, 0).equals("RIFF")
                && word(file, 8).equals("WEBP");
    }

    /** @throws IOException if the file is damaged or cut off */
    public static Photo decode(byte[] file, long maxPixels) throws IOException {
        byte[] pixels = file.clone();
        Map<String, byte[]> chunks = chunks(pixels);
        Photo stored = Rasters.photo(Plugins.first(
                Plugins.named(WebPImageReaderSpi.class, WebPImageReaderSpi::new), pixels, maxPixels, Plugins.UNHEARD));
        byte[] profile = chunks.get("ICCP");
        return Orientation.upright(
                profile == null ? stored : ColorProfile.applied(stored, profile), orientation(chunks.get("EXIF")));
    }

    /** Takes the profile's chunk from the decoder, which knows no damaged ones. */
    private static Map<String, byte[]> chunks(byte[] file) throws UnreadableImage {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long end = 8 + (in.getInt(4) & 0xffff_ffffL);
        if (end > file.length) {
            throw new UnreadableImage("the WebP is truncated");
        }
        Map<String, byte[]> chunks = new HashMap<>();
        int at = HEADER;
        while (at + 8 <= end) {
            String name = word(file, at);
            long length = in.getInt(at + 4) & 0xffff_ffffL;
            if (at + 8 + length > end) {
                throw new UnreadableImage("the WebP is truncated");
            }
            if (name.equals("ICCP") || name.equals("EXIF")) {
                chunks.putIfAbsent(name, Arrays.copyOfRange(file, at + 8, at + 8 + (int) length));
            }
            if (name.equals("ICCP")) {
                Arrays.fill(file, at, at + 4, (byte) '-');
            }
            if (name.equals("VP8X") && length > 0) {
                file[at + 8] &= ~0x20;
            }
            at += (int) (8 + length + (length & 1));
        }
        return chunks;
    }

    private static int orientation(byte[] exif) {
        if (exif == null) {
            return 1;
        }
        int start = exif.length > 6 && Arrays.equals(exif, 0, 6, EXIF_PREAMBLE, 0, 6) ? 6 : 0;
        return Orientation.ofExif(Arrays.copyOfRange(exif, start, exif.length));
    }

    private static String word(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.US_ASCII);
    }
}
