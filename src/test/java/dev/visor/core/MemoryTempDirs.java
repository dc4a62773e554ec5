package dev.visor.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Makes the folders of tests in memory where the system offers that, and where all folders of tests are made otherwise: a
 * run forces its files to disk, and tests would wait for that thousands of times.
 *
 * <p>Named in {@code junit-platform.properties}. A file system in memory is taken if programs in it may be started, as tests
 * do, and if it has room.
 */
public final class MemoryTempDirs implements TempDirFactory {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Path MOUNTS = Path.of("/proc/self/mounts");
    private static final long ROOM = 2L << 30;

    private static final Optional<Path> FOLDER = folder();

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
        return FOLDER.isPresent()
                ? Files.createTempDirectory(FOLDER.get(), "junit-")
                : Files.createTempDirectory("junit-");
    }

    private static Optional<Path> folder() {
        try (Stream<String> mounts = Files.lines(MOUNTS)) {
            boolean fit = mounts.map(line -> line.split(" "))
                    .anyMatch(mount -> mount[1].equals(MEMORY.toString())
                            && mount[2].equals("tmpfs")
                            && !(mount[3] + ",").contains("noexec,"));
            return fit && Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > ROOM
                    ? Optional.of(MEMORY)
                    : Optional.empty();
        } catch (IOException e) {
            // Another system than Linux.
            return Optional.empty();
        }
    }
}
