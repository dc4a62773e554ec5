package dev.visor.dataset.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import dev.visor.core.image.Photo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * TIFF: its first image.
 *
 * <p>A camera's raw file is one, too, whose first image is a small preview: it is refused, and not read at a thumbnail's size.
 */
public final class Tiff {

    private static final int REDUCED = 254;

    private static final int ORIENTATION = 274;

    private static final int SUB_IMAGES = 330;

    private static final int PROFILE = 34_675;

    private static final int EXIF = 34_665;

    private static final int GPS = 34_853;

    private static final int DNG_VERSION = 50_706;

    private final ByteBuffer in;
    private final boolean big;
    private final Map<Integer, Integer> entries = new HashMap<>();

    private Tiff(byte[] file) {
        this.in = ByteBuffer.wrap(file).order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        this.big = in.getShort(2) == 43;
    }

    public static boolean begins(byte[] file) {
        if (file.length < 8 || file[0] != file[1] || file[0] != 'I' && file[0] != 'M') {
            return false;
        }
        int magic = file[0] == 'I' ? file[2] | file[3] << 8 : file[3] | file[2] << 8;
        return magic == 42 || magic == 43;
    }

    /** @throws IOException if the file is damaged or cut off */
    public static Photo decode(byte[] file, long maxPixels) throws IOException {
        return new Tiff(file.clone()).photo(maxPixels);
    }

    private Photo photo(long maxPixels) throws IOException {
        keepFirstImageOnly();
        if (entries.containsKey(DNG_VERSION) || (value(REDUCED, 0) & 1) == 1 || in.getShort(8) == 0x5243) {
            throw new UnreadableImage("the file is a camera's raw image, or begins with a preview: convert it first");
        }
        Photo stored = Rasters.photo(Plugins.first(
                Plugins.named(TIFFImageReaderSpi.class, TIFFImageReaderSpi::new),
                in.array(),
                maxPixels,
                Plugins.UNHEARD));
        Photo seen = entries.containsKey(PROFILE) ? ColorProfile.applied(stored, bytes(PROFILE)) : stored;
        int orientation = value(ORIENTATION, 1);
        return Orientation.upright(seen, orientation >= 1 && orientation <= 8 ? orientation : 1);
    }

    /** Ends the chain of images after the first one, and cuts off what hangs on it: both may run in a circle. */
    private void keepFirstImageOnly() throws UnreadableImage {
        try {
            int at = offset(big ? 8 : 4);
            int count = big ? Math.toIntExact(in.getLong(at)) : in.getShort(at) & 0xffff;
            at += big ? 8 : 2;
            for (int i = 0; i < count; i++, at += big ? 20 : 12) {
                int tag = in.getShort(at) & 0xffff;
                if (tag == SUB_IMAGES || tag == EXIF || tag == GPS) {
                    // Of a type and a tag that nobody reads.
                    in.putShort(at, (short) 65_000).putShort(at + 2, (short) 7);
                } else {
                    entries.putIfAbsent(tag, at);
                }
            }
            if (big) {
                in.putLong(at, 0);
            } else {
                in.putInt(at, 0);
            }
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new UnreadableImage("the TIFF is truncated");
        }
    }

    private int offset(int at) {
        return big ? Math.toIntExact(in.getLong(at)) : Math.toIntExact(in.getInt(at) & 0xffff_ffffL);
    }

    /** Returns the value of an entry with one number in it. */
    private int value(int tag, int missing) {
        Integer at = entries.get(tag);
        if (at == null) {
            return missing;
        }
        int place = at + (big ? 12 : 8);
        return in.getShort(at + 2) == 3 ? in.getShort(place) & 0xffff : in.getInt(place);
    }

    private byte[] bytes(int tag) {
        int at = entries.get(tag);
        long length = big ? in.getLong(at + 4) : in.getInt(at + 4) & 0xffff_ffffL;
        long from = big ? in.getLong(at + 12) : in.getInt(at + 8) & 0xffff_ffffL;
        return from < 0 || length < 0 || from + length > in.capacity()
                ? new byte[0]
                : Arrays.copyOfRange(in.array(), (int) from, (int) (from + length));
    }
}
