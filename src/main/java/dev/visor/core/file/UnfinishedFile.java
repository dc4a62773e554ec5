package dev.visor.core.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file under another name until it is finished: then it is forced to disk and renamed, and otherwise it goes.
 *
 * <p>It is locked as long as its writer lives, so that {@link WholeFile#sweep} can tell what nobody will finish.
 */
public final class UnfinishedFile implements AutoCloseable {

    static final String PREFIX = ".unfinished-";

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private boolean finished;

    private UnfinishedFile(Path file, Path unfinished, FileChannel channel) {
        this.file = file;
        this.unfinished = unfinished;
        this.channel = channel;
    }

    /** Begins what is to become that file; folders on the way are made. */
    public static UnfinishedFile begin(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Not named after the file, whose name may be as long as names can be.
        Path unfinished = folder.resolve(PREFIX + UUID.randomUUID());
        FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        locks(channel);
        return new UnfinishedFile(file, unfinished, channel);
    }

    /** Returns the stream of the file's content; closing that is not needed, and finishes nothing. */
    public OutputStream out() {
        return Channels.newOutputStream(channel);
    }

    /** Takes the place of an older file of that name, if there is one. */
    public void finish() throws IOException {
        channel.force(true);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        finished = true;
    }

    /**
     * Takes a name that nothing has.
     *
     * @throws java.nio.file.FileAlreadyExistsException if something has it; that stays as it is
     */
    public void finishAsNew() throws IOException {
        channel.force(true);
        Files.move(unfinished, file);
        finished = true;
    }

    @Override
    public void close() throws IOException {
        try {
            if (!finished) {
                Files.deleteIfExists(unfinished);
            }
        } finally {
            channel.close();
        }
    }

    /** Whether nobody writes it any longer. */
    static boolean isLeftOver(Path unfinished) throws IOException {
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            return locks(channel);
        }
    }

    private static boolean locks(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException | IOException e) {
            // A thread of this process writes it; or the file system knows no locks, and nothing can be told.
            return false;
        }
    }
}
