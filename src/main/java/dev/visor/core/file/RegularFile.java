package dev.visor.core.file;

import dev.visor.core.InputError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;

/**
 * Opens files that somebody else made: regular ones only, and no more of them than expected.
 *
 * <p>A pipe would wait for ever, a device never end. What is refused is not opened.
 */
public final class RegularFile {

    private RegularFile() {}

    /**
     * @param most bytes that it may hold
     * @param links {@link LinkOption#NOFOLLOW_LINKS} where a link must not lead elsewhere
     * @throws InputError if it is something else, or larger
     * @throws IOException if it is missing or cannot be read
     */
    public static InputStream open(Path file, long most, LinkOption... links) throws IOException {
        BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class, links);
        if (!there.isRegularFile()) {
            throw new InputError("%s is %s, expected a regular file".formatted(file, kind(there)));
        }
        if (there.size() > most) {
            throw tooLarge(file, most);
        }
        return new Bounded(Files.newInputStream(file, links), file, most);
    }

    /** All of it; as {@link #open}. */
    public static byte[] bytes(Path file, int most, LinkOption... links) throws IOException {
        try (InputStream in = open(file, most, links)) {
            return in.readAllBytes();
        }
    }

    /** Names the kind of something that is neither a regular file nor a folder; a link is one, wherever it leads. */
    public static Optional<String> otherKind(Path file) throws IOException {
        BasicFileAttributes there = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return there.isRegularFile() || there.isDirectory() ? Optional.empty() : Optional.of(kind(there));
    }

    /** Names the kind of a file. */
    private static String kind(BasicFileAttributes attributes) {
        if (attributes.isSymbolicLink()) {
            return "a link";
        }
        return attributes.isDirectory() ? "a folder" : "a pipe, a socket or a device";
    }

    private static InputError tooLarge(Path file, long most) {
        return new InputError(
                String.format(Locale.ROOT, "%s is larger than the %,d bytes that such a file may have", file, most));
    }

    /** Counts what is read: a file may grow, and some tell no size. */
    private static final class Bounded extends FilterInputStream {

        private final Path file;
        private final long most;
        private long read;

        Bounded(InputStream in, Path file, long most) {
            super(in);
            this.file = file;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            return counted(value < 0 ? -1 : 1) < 0 ? -1 : value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return counted(super.read(buffer, offset, length));
        }

        private int counted(int count) {
            read += Math.max(0, count);
            if (read > most) {
                throw tooLarge(file, most);
            }
            return count;
        }
    }
}
