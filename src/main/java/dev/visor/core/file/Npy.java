package dev.visor.core.file;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads and writes NumPy's {@code .npy} files: one array of numbers, versions 1 to 3 of the format. A {@code .npz} archive of one array is
 * read, too.
 *
 * <p>A file may come from anybody: lengths are held against the file's own before anything is made of them, and an
 * array of Python objects, which is a pickle, is refused. Format: the documentation of {@code numpy.lib.format}.
 */
public final class Npy {

    /** A larger file is refused before it is read. */
    public static final int MOST_BYTES = 1 << 30;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** A dictionary of three keys needs no more. */
    private static final int MOST_HEADER = 10_000;

    /** Values begin at a multiple of this. */
    private static final int ALIGNED = 64;

    private Npy() {}

    /**
     * The array in a file.
     *
     * @throws InputError if there is none that can be read; the sentence says why
     */
    public static NpyArray read(Path file) {
        try {
            return decode(RegularFile.bytes(file, MOST_BYTES), file.toString());
        } catch (NoSuchFileException e) {
            throw new InputError(
                    "%s: there is no such file; expected an array in NumPy's .npy format".formatted(file), e);
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(file, IoReason.of(e)), e);
        }
    }

    /**
     * The array in a file's bytes, which it keeps.
     *
     * @param source what to call it in messages
     * @throws InputError as {@link #read}
     */
    public static NpyArray decode(byte[] file, String source) {
        try {
            return array(Npz.is(file) ? Npz.only(file) : file, source);
        } catch (NpyHeader.NotRead e) {
            throw new InputError("%s: it is no array that can be read: %s".formatted(source, e.getMessage()), e);
        }
    }

    private static NpyArray array(byte[] file, String source) throws NpyHeader.NotRead {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        NpyHeader header = header(in, MOST_BYTES);
        long expected = header.count() * header.type().size();
        requireBytes(header, expected, in.remaining());
        ByteBuffer data = in.slice().order(header.littleEndian() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return new NpyArray(source, header.type(), header.shape(), data);
    }

    static void requireBytes(NpyHeader header, long expected, long found) throws NpyHeader.NotRead {
        if (found != expected) {
            throw new NpyHeader.NotRead(String.format(
                    Locale.ROOT,
                    "a %s array of shape %s needs %d bytes, but %d follow its header",
                    header.type().name().toLowerCase(Locale.ROOT),
                    NpyArray.shown(header.shape()),
                    expected,
                    found));
        }
    }

    /**
     * Reads a file's header, and leaves the buffer where the values begin.
     *
     * @param in the file's first bytes, little-endian
     */
    static NpyHeader header(ByteBuffer in, long mostBytes) throws NpyHeader.NotRead {
        byte[] magic = new byte[MAGIC.length];
        in.get(magic, 0, Math.min(magic.length, in.remaining()));
        if (!Arrays.equals(magic, MAGIC)) {
            throw new NpyHeader.NotRead("it does not begin as a .npy file: write it with numpy.save");
        }
        need(in, 2);
        int version = in.get() & 0xff;
        int minor = in.get() & 0xff;
        if (version < 1 || version > 3 || minor != 0) {
            throw new NpyHeader.NotRead(String.format(
                    Locale.ROOT, "it is of version %d.%d of the format, expected 1.0, 2.0 or 3.0", version, minor));
        }
        need(in, version == 1 ? Short.BYTES : Integer.BYTES);
        long length = version == 1 ? in.getShort() & 0xffff : in.getInt() & 0xffff_ffffL;
        if (length > MOST_HEADER) {
            throw new NpyHeader.NotRead(
                    String.format(Locale.ROOT, "its header has %d bytes, more than %d", length, MOST_HEADER));
        }
        need(in, length);
        byte[] text = new byte[(int) length];
        in.get(text);
        return NpyHeader.parse(
                new String(text, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1), mostBytes);
    }

    private static void need(ByteBuffer in, long bytes) throws NpyHeader.NotRead {
        if (in.remaining() < bytes) {
            throw new NpyHeader.NotRead("it ends within its header");
        }
    }

    /**
     * Writes an array as a file of version 1.0, whole or not at all.
     *
     * @throws InputError if it cannot be written
     */
    public static void write(Path file, NpyArray array) {
        WholeFile.write(file, encode(array));
    }

    /** An array as the bytes of a file, little-endian. */
    public static byte[] encode(NpyArray array) {
        StringBuilder header = new StringBuilder("{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
                .formatted(array.type().descr(), NpyArray.shown(array.shape())));
        int front = MAGIC.length + 2 + Short.BYTES;
        while ((front + header.length() + 1) % ALIGNED != 0) {
            header.append(' ');
        }
        header.append('\n');
        ByteBuffer from = array.data();
        ByteBuffer out = ByteBuffer.allocate(Math.addExact(front + header.length(), from.remaining()))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
        out.put(header.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (from.order() == ByteOrder.BIG_ENDIAN) {
            reversed(from, out, array.type().size());
        } else {
            out.put(from);
        }
        return out.array();
    }

    private static void reversed(ByteBuffer from, ByteBuffer out, int size) {
        for (int at = 0; at < from.limit(); at += size) {
            for (int i = size - 1; i >= 0; i--) {
                out.put(from.get(at + i));
            }
        }
    }
}
