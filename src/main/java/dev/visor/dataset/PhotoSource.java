package dev.visor.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * The place of a photo's bytes: a file of its own, or a stretch of one that holds many.
 *
 * @param start of the stretch, in bytes from the file's beginning; 0 for a whole file
 * @param length of the stretch in bytes; {@value #ALL} for a whole file
 * @param coding how the photo's bytes stand there
 */
public record PhotoSource(Path file, long start, long length, Coding coding) implements Comparable<PhotoSource> {

    static final long ALL = -1;

    private static final Comparator<PhotoSource> ORDER =
            Comparator.comparing(PhotoSource::file).thenComparingLong(PhotoSource::start);

    /** Writes bytes. */
    public enum Coding {
        PLAIN,
        /** Each byte is a letter of Latin-1, which stands there in UTF-8: what Python 3 makes of bytes for Python 2. */
        LATIN1_AS_UTF8
    }

    /** A whole file. */
    public static PhotoSource of(Path file) {
        return new PhotoSource(file, 0, ALL, Coding.PLAIN);
    }

    /** Whether the photo has the file to itself. */
    public boolean whole() {
        return length == ALL;
    }

    /** Returns the name that messages have for it: the file's name, and where it lies in a file of many. */
    public String name() {
        return file.getFileName() + (whole() ? "" : " at byte " + start);
    }

    /**
     * The photo's bytes.
     *
     * @throws IOException if they cannot be read, or are no longer there
     */
    public byte[] bytes() throws IOException {
        if (whole()) {
            return Files.readAllBytes(file);
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
        try (FileChannel in = FileChannel.open(file)) {
            while (bytes.hasRemaining()) {
                if (in.read(bytes, start + bytes.position()) < 0) {
                    throw new EOFException("the file has become shorter");
                }
            }
        }
        return coding == Coding.PLAIN
                ? bytes.array()
                : new String(bytes.array(), StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int compareTo(PhotoSource other) {
        return ORDER.compare(this, other);
    }
}
