package dev.visor.service;

import dev.visor.core.InputError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of lines that only grows, each written in one piece before anything depends on it.
 *
 * <p>What a killed process has written stays; a last line that it did not finish is dropped before the first line is added, and not
 * sooner: until then nothing of the file is changed. One process at a time has it. Links are not followed.
 */
public final class GrowingFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final List<String> found;

    private GrowingFile(Path path, FileChannel channel, List<String> found) {
        this.path = path;
        this.channel = channel;
        this.found = found;
    }

    /**
     * Opens the file, or makes it.
     *
     * @throws InputError if it cannot be written, is no file of lines, or another process has it
     */
    public static GrowingFile open(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            FoundLines.checkRegular(path);
        }
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            try {
                if (channel.tryLock() == null) {
                    throw new OverlappingFileLockException();
                }
                FoundLines lines = FoundLines.in(path, channel);
                if (lines.whole().isEmpty() && lines.cut()) {
                    throw new InputError(
                            "%s holds something else than lines of this kind; name another folder, or delete it"
                                    .formatted(path));
                }
                channel.position(lines.end());
                return new GrowingFile(path, channel, lines.whole());
            } catch (OverlappingFileLockException e) {
                channel.close();
                throw new InputError(
                        "%s is in use by another run; wait for it, or give this one another folder".formatted(path), e);
            } catch (IOException | InputError e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new InputError("%s cannot be written (%s)".formatted(path, e), e);
        }
    }

    /** The lines that were there when it was opened. */
    public List<String> found() {
        return found;
    }

    /** Adds a line; when this returns, a crash of the process cannot take it back. */
    public synchronized void add(String line) {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line has no line break");
        }
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            if (channel.size() > channel.position()) {
                // The half of a line that a killed process left.
                channel.truncate(channel.position());
            }
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new InputError(
                    "%s cannot be written (%s); what was written so far is kept".formatted(path, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + path, e);
        }
    }
}
