package dev.visor.core.file;

import dev.visor.core.InputError;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * Writes a file whole or not at all: readers see the old one or the new one, never half of either.
 *
 * <p>The content goes to a file beside it, is forced to disk, and is renamed. What a killed process left behind is
 * swept by the next that {@link #sweep}s the folder.
 */
public final class WholeFile {

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
        try (UnfinishedFile unfinished = UnfinishedFile.begin(file)) {
            bytes.writeTo(unfinished.out());
            unfinished.finish();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Writes a file that was not there: as {@link #write(Path, byte[])}, but what stands there stays.
     *
     * @throws InputError if it cannot be written, or anything has that name
     */
    public static void create(Path file, byte[] content) {
        try (UnfinishedFile unfinished = UnfinishedFile.begin(file)) {
            unfinished.out().write(content);
            unfinished.finishAsNew();
        } catch (FileAlreadyExistsException e) {
            throw new InputError("%s cannot be written (it exists already)".formatted(file), e);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** The sentence about a file that the system does not let us write. */
    public static InputError unwritable(Path file, IOException e) {
        return new InputError("%s cannot be written (%s)".formatted(file, IoReason.of(e)), e);
    }

    /** Removes what was last written to before the given moment, and is not finished because its process was killed. */
    public static void sweep(Path folder, Instant before) {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, UnfinishedFile.PREFIX + "*")) {
            for (Path leftover : leftovers) {
                remove(leftover, FileTime.from(before));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // Nothing was ever written there.
        } catch (IOException e) {
            throw new InputError("%s cannot be swept of unfinished files (%s)".formatted(folder, IoReason.of(e)), e);
        }
    }

    private static void remove(Path leftover, FileTime before) throws IOException {
        try {
            if (Files.getLastModifiedTime(leftover).compareTo(before) < 0 && UnfinishedFile.isLeftOver(leftover)) {
                Files.deleteIfExists(leftover);
            }
        } catch (NoSuchFileException e) {
            // Finished by its writer, or swept by another.
            return;
        }
    }
}
