package dev.visor.dataset.image;

import java.util.Arrays;
import java.util.Locale;

/**
 * The scans of a JPEG, told from its markers alone: what they leave out of the picture, and how often they go over it.
 *
 * <p>A file that was cut after a scan and closed again is whole to a decoder, which shows what there is. A sound one sends
 * every component, and a progressive one every coefficient down to its last bit.
 */
final class JpegScans {

    /**
     * Scans of one component, at most. The usual script of progressive files has six, thorough optimizers make a dozen, and each
     * goes over the whole picture.
     */
    static final int MOST = 32;

    private static final int COEFFICIENTS = 64;

    private static final int UNSENT = -1;

    private final byte[] file;
    private boolean progressive;

    /** Their numbers in the file. */
    private int[] components = {};

    private int[] scans = {};

    /** The lowest bit that was sent, by component and coefficient. */
    private int[][] sent = {};

    private JpegScans(byte[] file) {
        this.file = file;
    }

    /** @throws UnreadableImage if scans are missing, or if there are too many to be decoded in good time */
    static void check(byte[] file) throws UnreadableImage {
        new JpegScans(file).check();
    }

    private void check() throws UnreadableImage {
        int at = 2;
        while (at >= 0 && at + 1 < file.length) {
            int marker = file[at + 1] & 0xff;
            if (marker == 0xd9) {
                refuseMissing();
                return;
            }
            if (at + 3 >= file.length) {
                return;
            }
            int length = (file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff;
            int end = Math.min(file.length, at + 2 + length);
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                frame(marker, at + 4, end);
            } else if (marker == 0xda) {
                scan(at + 4, end);
            }
            at = next(alone(marker) ? at + 2 : Math.max(end, at + 4));
        }
        // Without an end it is cut off, which the decoder tells.
    }

    /**
     * Finds the next marker that is neither a restart nor a stuffed byte; what lies before it is entropy-coded, or
     * skipped by decoders too.
     */
    private int next(int from) {
        for (int at = from; at + 1 < file.length; at++) {
            int marker = file[at + 1] & 0xff;
            if (file[at] == (byte) 0xff && marker != 0 && marker != 0xff && (marker < 0xd0 || marker > 0xd7)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether no segment follows the marker. */
    private static boolean alone(int marker) {
        return marker == 0x01 || marker == 0xd8;
    }

    private void frame(int marker, int from, int end) {
        int count = from + 5 < end ? file[from + 5] & 0xff : 0;
        if (components.length > 0 || from + 6 + 3 * count > end) {
            return;
        }
        progressive = (marker & 3) == 2;
        components = new int[count];
        scans = new int[count];
        sent = new int[count][COEFFICIENTS];
        for (int c = 0; c < count; c++) {
            components[c] = file[from + 6 + 3 * c] & 0xff;
            Arrays.fill(sent[c], UNSENT);
        }
    }

    private void scan(int from, int end) throws UnreadableImage {
        int count = from < end ? file[from] & 0xff : 0;
        int spectrum = from + 1 + 2 * count;
        if (spectrum + 3 > end) {
            return;
        }
        int first = file[spectrum] & 0xff;
        int last = Math.min(COEFFICIENTS - 1, file[spectrum + 1] & 0xff);
        int bit = file[spectrum + 2] & 0xf;
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < components.length; c++) {
                if (components[c] == (file[from + 1 + 2 * i] & 0xff)) {
                    refuseMore(++scans[c]);
                    for (int k = first; k <= last; k++) {
                        sent[c][k] = bit;
                    }
                }
            }
        }
    }

    private static void refuseMore(int count) throws UnreadableImage {
        if (count > MOST) {
            throw new UnreadableImage(String.format(
                    Locale.ROOT,
                    "the JPEG goes over the picture in more than %d scans, and decoding it would take too long",
                    MOST));
        }
    }

    private void refuseMissing() throws UnreadableImage {
        for (int c = 0; c < components.length; c++) {
            if (scans[c] == 0 || progressive && Arrays.stream(sent[c]).anyMatch(bit -> bit != 0)) {
                throw new UnreadableImage("the JPEG is truncated: its scans leave out part of the picture");
            }
        }
    }
}
