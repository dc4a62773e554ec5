package dev.visor.core.file;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Keeps two processes from writing into one folder; it ends with its process, however that ends. */
public final class FolderLock implements AutoCloseable {

    private static final String FILE = ".lock";

    private final Path folder;
    private final boolean made;
    private final FileChannel channel;

    private FolderLock(Path folder, boolean made, FileChannel channel) {
        this.folder = folder;
        this.made = made;
        this.channel = channel;
    }

    /**
     * Does the work as the only one who writes into the folder, which is made if missing.
     *
     * @throws InputError if another has it, or it cannot be written
     */
    public static void during(Path folder, Runnable work) {
        FolderLock lock = take(folder);
        try (lock) {
            work.run();
        }
    }

    static FolderLock take(Path folder) {
        boolean made = !Files.exists(folder);
        try {
            while (true) {
                Files.createDirectories(folder);
                Optional<FileChannel> channel = lock(folder);
                if (channel.isPresent()) {
                    return new FolderLock(folder, made, channel.get());
                }
            }
        } catch (IOException e) {
            throw WholeFile.unwritable(folder, e);
        }
    }

    /**
     * Locks a folder; empty if the file was removed, by whoever had the folder, between our opening it and our locking
     * it.
     */
    private static Optional<FileChannel> lock(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        boolean held = false;
        try {
            Object opened = key(file);
            if (!locks(channel)) {
                throw new InputError("%s is being written by another visor%s: wait for it to end, or name another --out"
                        .formatted(folder, holder(channel)));
            }
            // Not by its content: to open it a second time and close that would end the lock.
            held = opened.equals(key(file));
            if (held) {
                tell(channel);
            }
            return held ? Optional.of(channel) : Optional.empty();
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    private static Object key(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.fileKey() == null ? FILE : attributes.fileKey();
        } catch (NoSuchFileException e) {
            return new Object();
        }
    }

    private static void tell(FileChannel channel) throws IOException {
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean locks(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // A file system that knows no locks: nothing can be kept apart there.
            return true;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(1 << 8);
        channel.read(content, 0);
        String process = new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
        return process.matches("[0-9]+") ? ", process " + process : "";
    }

    /** Gives the folder back; one that was made for it and into which nothing was put goes. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(folder.resolve(FILE));
            if (made) {
                Files.deleteIfExists(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // Something was put into it.
            return;
        } catch (IOException e) {
            throw WholeFile.unwritable(folder, e);
        }
    }
}
