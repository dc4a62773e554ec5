package dev.visor.dataset.image;

import dev.visor.core.image.Photo;
import java.util.Locale;

/** Portable grey and pixel maps: P2 and P3 (text), P5 and P6 (binary, 8 or 16 bits). */
public final class Pnm {

    private static final int MAX_MAXVAL = 65_535;

    private final byte[] file;
    private int at = 2;

    private Pnm(byte[] file) {
        this.file = file;
    }

    public static boolean begins(byte[] file) {
        return file.length > 2 && file[0] == 'P' && "2356".indexOf(file[1]) >= 0 && (blank(file[2]) || file[2] == '#');
    }

    /** @throws UnreadableImage if the file is damaged or cut off */
    public static Photo decode(byte[] file, long maxPixels) throws UnreadableImage {
        return new Pnm(file).photo(maxPixels);
    }

    private Photo photo(long maxPixels) throws UnreadableImage {
        boolean text = file[1] < '4';
        int channels = file[1] == '3' || file[1] == '6' ? 3 : 1;
        int width = number();
        int height = number();
        UnreadableImage.refuseAbsurd(width, height, maxPixels);
        int maxval = number();
        if (maxval < 1 || maxval > MAX_MAXVAL) {
            throw new UnreadableImage("the greatest value must be 1 to 65535, got " + maxval);
        }
        int bytes = maxval > 255 ? 2 : 1;
        // One blank ends the header; two characters are the least that a number in text takes, the last one excepted.
        at++;
        long samples = (long) width * height * channels;
        long least = text ? samples * 2 - 1 : samples * bytes;
        if (file.length - at < least) {
            throw truncated();
        }
        byte[] rgb = new byte[width * height * 3];
        for (int to = 0; to < rgb.length; ) {
            byte value = scaled(text ? number() : binary(bytes), maxval);
            for (int copies = 3 / channels; copies > 0; copies--) {
                rgb[to++] = value;
            }
        }
        return new Photo(width, height, rgb);
    }

    private static byte scaled(int value, int maxval) throws UnreadableImage {
        if (value > maxval) {
            throw new UnreadableImage(
                    String.format(Locale.ROOT, "a value of %d exceeds the greatest, %d", value, maxval));
        }
        return (byte) ((2 * 255L * value + maxval) / (2L * maxval));
    }

    private int binary(int bytes) {
        int value = file[at++] & 0xff;
        return bytes == 1 ? value : value << 8 | file[at++] & 0xff;
    }

    /** The next decimal number; a comment runs from # to the end of its line. */
    private int number() throws UnreadableImage {
        while (at < file.length && (blank(file[at]) || file[at] == '#')) {
            if (file[at] == '#') {
                while (at < file.length && file[at] != '\n') {
                    at++;
                }
            } else {
                at++;
            }
        }
        if (at == file.length) {
            throw truncated();
        }
        int start = at;
        int value = 0;
        while (at < file.length && file[at] >= '0' && file[at] <= '9' && at - start < 9) {
            value = value * 10 + file[at++] - '0';
        }
        if (at == start) {
            throw new UnreadableImage(String.format(Locale.ROOT, "byte %d of the file should be part of a number", at));
        }
        return value;
    }

    private static boolean blank(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    private static UnreadableImage truncated() {
        return new UnreadableImage("the PGM or PPM is truncated");
    }
}
