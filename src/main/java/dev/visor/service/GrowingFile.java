package dev.visor.service;

import dev.visor.core.InputError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * A file of lines that only grows, each written in one piece before anything depends on it.
 *
 * <p>What a killed process has written stays; a last line that it did not finish is dropped when the file is opened again. One
 * process at a time has it.
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
     * @throws InputError if it cannot be written, or another process has it
     */
    public static GrowingFile open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    throw new OverlappingFileLockException();
                }
                return new GrowingFile(path, channel, read(channel));
            } catch (OverlappingFileLockException e) {
                channel.close();
                throw new InputError(
                        "%s is in use by another run; wait for it, or give this one another folder".formatted(path), e);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new InputError("%s cannot be written (%s)".formatted(path, e), e);
        }
    }

    private static List<String> read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Reads on to the end.
        }
        byte[] all = bytes.array();
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
            end--;
        }
        channel.truncate(end);
        channel.position(end);
        String text = new String(all, 0, end, StandardCharsets.UTF_8);
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\n"));
    }

    /** The lines that were there when it was opened. */
    public List<String> found() {
        return List.copyOf(found);
    }

    /** Adds a line; when this returns, a crash of the process cannot take it back. */
    public synchronized void add(String line) {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line has no line break: " + line);
        }
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
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
