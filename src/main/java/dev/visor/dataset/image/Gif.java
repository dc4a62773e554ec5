package dev.visor.dataset.image;

import dev.visor.core.image.Photo;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** GIF: its first frame, at its place on the screen that the file describes, which is transparent beside it. */
public final class Gif {

    private static final int SCREEN = 6;

    private static final int EXTENSION = 0x21;

    private static final int FRAME = 0x2c;

    private static final byte TRAILER = 0x3b;

    private final byte[] file;
    private int at;

    private Gif(byte[] file) {
        this.file = file;
    }

    public static boolean begins(byte[] file) {
        return file.length >= 6
                && file[0] == 'G'
                && file[1] == 'I'
                && file[2] == 'F'
                && file[3] == '8'
                && (file[4] == '7' || file[4] == '9')
                && file[5] == 'a';
    }

    /** @throws IOException if the first frame is damaged or cut off */
    public static Photo decode(byte[] file, long maxPixels) throws IOException {
        return new Gif(file).photo(maxPixels);
    }

    private Photo photo(long maxPixels) throws IOException {
        at = SCREEN;
        int width = number();
        int height = number();
        UnreadableImage.refuseAbsurd(width, height, maxPixels);
        int flags = next();
        at = SCREEN + 7 + colors(flags);
        int kind = next();
        for (; kind == EXTENSION; kind = next()) {
            at++;
            skipBlocks();
        }
        if (kind != FRAME) {
            throw new UnreadableImage("the GIF holds no picture");
        }
        int left = number();
        int top = number();
        at += 4;
        int own = colors(next());
        at += own + 1;
        skipBlocks();
        byte[] first = Arrays.copyOf(file, at + 1);
        first[at] = TRAILER;
        Photo frame = Rasters.photo(Plugins.first(Plugins.ofJdk("gif"), first, maxPixels, Plugins.UNHEARD));
        return frame.width() == width && frame.height() == height ? frame : placed(frame, left, top, width, height);
    }

    private static int colors(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private static Photo placed(Photo frame, int left, int top, int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        byte[] opacity = new byte[width * height];
        Arrays.fill(rgb, (byte) 255);
        for (int y = 0; y < frame.height() && top + y < height; y++) {
            for (int x = 0; x < frame.width() && left + x < width; x++) {
                int from = y * frame.width() + x;
                int to = (top + y) * width + left + x;
                System.arraycopy(frame.rgb(), 3 * from, rgb, 3 * to, 3);
                opacity[to] = frame.opacity().isPresent() ? frame.opacity().get()[from] : -1;
            }
        }
        return new Photo(width, height, rgb, false, Optional.of(opacity));
    }

    private void skipBlocks() throws UnreadableImage {
        for (int length = next(); length > 0; length = next()) {
            at += length;
        }
    }

    private int number() throws UnreadableImage {
        return next() | next() << 8;
    }

    private int next() throws UnreadableImage {
        if (at >= file.length) {
            throw new UnreadableImage("the GIF is truncated");
        }
        return file[at++] & 0xff;
    }
}
