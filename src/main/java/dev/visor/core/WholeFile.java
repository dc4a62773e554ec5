package dev.visor.core;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.UUID;

/**
 * Writes a file whole or not at all: readers see the old one or the new one, never half of either.
 *
 * <p>The content goes to a file beside it, is forced to disk, and is renamed. What a killed process left behind is
 * swept by the next that {@link #sweep}s the folder.
 */
public final class WholeFile {

    private static final String UNFINISHED = ".unfinished-";

    /** Writes the text of one file, in UTF-8. */
    public interface Text {
        void writeTo(BufferedWriter out) throws IOException;
    }

    /** Writes the bytes of one file. */
    public interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    /** @throws InputError if it cannot be written: what stands in the way is the outside's, a full disk for one */
    public static void write(Path file, Text text) {
        stream(file, out -> {
            BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
            text.writeTo(writer);
            writer.flush();
        });
    }

    /** @throws InputError if it cannot be written */
    public static void write(Path file, byte[] content) {
        stream(file, out -> out.write(content));
    }

    /**
     * Writes what {@code bytes} writes; if that throws, nothing of it stays and an old file is as it was.
     *
     * @throws InputError if it cannot be written
     */
    public static void stream(Path file, Bytes bytes) {
        stream(file, bytes, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Writes a file that was not there: as {@link #write(Path, byte[])}, but what stands there stays.
     *
     * @throws InputError if it cannot be written, or anything has that name
     */
    public static void create(Path file, byte[] content) {
        stream(file, out -> out.write(content), new CopyOption[0]);
    }

    private static void stream(Path file, Bytes bytes, CopyOption... options) {
        Path folder = file.toAbsolutePath().getParent();
        // Not named after the file, whose name may be as long as names can be.
        Path unfinished = folder.resolve(UNFINISHED + UUID.randomUUID());
        try {
            Files.createDirectories(folder);
            try {
                try (FileChannel channel =
                        FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    bytes.writeTo(Channels.newOutputStream(channel));
                    channel.force(true);
                }
                Files.move(unfinished, file, options);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new InputError("%s cannot be written (%s)".formatted(file, reason(e)), e);
        }
    }

    /** Removes what processes that were killed before the given moment left unfinished in the folder. */
    public static void sweep(Path folder, Instant before) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
            for (Path leftover : leftovers) {
                if (Files.getLastModifiedTime(leftover).compareTo(FileTime.from(before)) < 0) {
                    Files.deleteIfExists(leftover);
                }
            }
        } catch (NoSuchFileException e) {
            // Swept by another, or nothing was ever written there.
        } catch (IOException e) {
            throw new InputError("%s cannot be swept of unfinished files (%s)".formatted(folder, reason(e)), e);
        }
    }

    /** What the system says of it, without the paths that it repeats. */
    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "it exists already";
        }
        if (e instanceof FileSystemException system) {
            return system.getReason() == null ? system.getClass().getSimpleName() : system.getReason();
        }
        return e.getMessage();
    }
}
