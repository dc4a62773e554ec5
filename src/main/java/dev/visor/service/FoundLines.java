package dev.visor.service;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a file that somebody else may have made: a regular file, no link, of bounded size, with bounded lines in UTF-8.
 *
 * @param whole those that end in a line feed
 * @param end bytes of the whole lines
 * @param cut whether half a line follows them
 */
public record FoundLines(List<String> whole, int end, boolean cut) {

    /** Room for the answers of some hundred thousand questions. */
    static final long MOST_BYTES = 512L << 20;

    /** Room for an embedding of some ten thousand numbers. */
    static final int LONGEST_LINE = 1 << 20;

    /**
     * Reads them; the file is opened for reading alone, and stays as it is.
     *
     * @throws InputError if it cannot be read, is no regular file, or is beyond the bounds
     */
    public static FoundLines read(Path path) {
        checkRegular(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return in(path, channel);
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(path, e), e);
        }
    }

    /** @throws InputError if there is something else than a regular file, such as a link to one */
    static void checkRegular(Path path) {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputError("%s is %s; links and special files are not followed, put the file itself there"
                    .formatted(path, Files.isSymbolicLink(path) ? "a link" : "no regular file"));
        }
    }

    static FoundLines in(Path path, FileChannel channel) throws IOException {
        if (channel.size() > MOST_BYTES) {
            throw new InputError(
                    "%s has %d bytes, more than the %d that are read".formatted(path, channel.size(), MOST_BYTES));
        }
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Reads on to the end.
        }
        return split(path, bytes.array(), bytes.position());
    }

    private static FoundLines split(Path path, byte[] bytes, int size) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < size; i++) {
            if (i - start >= LONGEST_LINE) {
                throw new InputError("%s line %d has more than %d bytes; it is no file of answers"
                        .formatted(path, lines.size() + 1, LONGEST_LINE));
            }
            if (bytes[i] == '\n') {
                lines.add(text(path, lines.size() + 1, bytes, start, i - start));
                start = i + 1;
            }
        }
        return new FoundLines(List.copyOf(lines), start, start < size);
    }

    private static String text(Path path, int line, byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputError("%s line %d is no text in UTF-8; it is damaged".formatted(path, line), e);
        }
    }
}
