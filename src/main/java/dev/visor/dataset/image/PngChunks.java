package dev.visor.dataset.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A PNG taken apart: its pixels, and what it says about their colors and the camera.
 *
 * <p>Every checksum is checked, and nothing but a color profile is unpacked, up to a bound: texts may unpack to any size.
 */
final class PngChunks {

    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Profiles of screens have a few KB, those of printers about a MiB. */
    private static final int MOST_PROFILE = 4 << 20;

    private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

    private static final Set<String> TOLD = Set.of("eXIf", "cICP", "iCCP", "sRGB", "gAMA", "cHRM");

    private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    private final Map<String, byte[]> told = new HashMap<>();
    private boolean transparent;

    /** @throws UnreadableImage if a checksum does not match or the end is missing */
    PngChunks(byte[] file) throws UnreadableImage {
        pixels.writeBytes(SIGNATURE);
        ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE.length);
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
            transparent |= type.equals("tRNS");
            if (PIXELS.contains(type)) {
                pixels.write(file, start - 4, length + 12);
            } else if (TOLD.contains(type)) {
                told.putIfAbsent(type, Arrays.copyOfRange(file, start + 4, start + 4 + length));
            }
            if (type.equals("IEND")) {
                return;
            }
        }
        throw new UnreadableImage("the PNG is truncated");
    }

    /** Returns the same picture as a PNG with nothing in it that a decoder would have to unpack beside its pixels. */
    byte[] pixels() {
        return pixels.toByteArray();
    }

    /** Whether it names a color that is to be seen through. */
    boolean isTransparent() {
        return transparent;
    }

    /** Returns the content of a chunk, if the file has it. */
    Optional<ByteBuffer> told(String type) {
        return Optional.ofNullable(told.get(type)).map(ByteBuffer::wrap);
    }

    /** The unpacked ICC profile; empty if there is none or it is damaged. */
    Optional<byte[]> profile() throws UnreadableImage {
        byte[] chunk = told.get("iCCP");
        if (chunk == null) {
            return Optional.empty();
        }
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        return name + 2 > chunk.length ? Optional.empty() : inflated(chunk, name + 2);
    }

    private static Optional<byte[]> inflated(byte[] chunk, int from) throws UnreadableImage {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(chunk, from, chunk.length - from);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[1 << 14];
            for (int got = inflater.inflate(part); got > 0; got = inflater.inflate(part)) {
                out.write(part, 0, got);
                if (out.size() > MOST_PROFILE) {
                    throw new UnreadableImage(String.format(
                            Locale.ROOT, "the PNG's color profile unpacks to more than %d bytes", MOST_PROFILE));
                }
            }
            return inflater.finished() ? Optional.of(out.toByteArray()) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
