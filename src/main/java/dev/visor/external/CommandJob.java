package dev.visor.external;

import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Has a command work on a job: writes the job into a folder of its own, runs the command, hands over what it left, and removes the folder. */
public final class CommandJob {

    /** The begin of the name of a job's folder, which is removed with it, also when Visor is killed. */
    static final String FOLDER = "visor-command-";

    private final String owner;
    private final OutsideCommand command;
    private final LocalFiles files;

    /**
     * Prepares the command.
     *
     * @param owner whose it is, as messages name it
     * @param files of the command; what they are is checked before each job
     */
    public CommandJob(String owner, OutsideCommand command, LocalFiles files) {
        this.owner = owner;
        this.command = command;
        this.files = files;
    }

    /** Makes something of the folder that the command has written into. */
    public interface Result<T> {

        /** @param said the end of what the command said */
        T of(Path folder, String said);
    }

    /**
     * Runs the command over a job.
     *
     * @param targets cut like the originals
     * @throws InputError if the command fails, or what it left cannot be used
     */
    public <T> T run(Job job, List<JobImage> originals, List<FaceImage> targets, Result<T> result) {
        files.requireUnchanged();
        Path folder = temporary();
        try {
            Path jobFolder = folder.resolve("job");
            Path resultFolder = Files.createDirectory(folder.resolve("result"));
            JobFolder written = JobFolder.passing(jobFolder);
            originals.forEach(written::add);
            targets.forEach(written::addTarget);
            written.finish(job);
            String said = command.run(
                    folder,
                    Map.of(
                            "job", jobFolder.toString(),
                            "result", resultFolder.toString(),
                            "here", files.folder().toString()));
            written.changed().ifPresent(file -> {
                throw new InputError(
                        "%s: its command changed %s of the job; it may only read there".formatted(owner, file));
            });
            return result.of(resultFolder, said);
        } catch (IOException e) {
            throw new InputError(
                    "%s: %s cannot be made for its command (%s)".formatted(owner, folder, e.getMessage()), e);
        } finally {
            remove(folder);
        }
    }

    private Path temporary() {
        try {
            return Files.createTempDirectory(FOLDER);
        } catch (IOException e) {
            throw new InputError("%s: no folder can be made for its command (%s)".formatted(owner, e.getMessage()), e);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(CommandJob::delete);
        } catch (IOException | UncheckedIOException e) {
            // What the command made unreadable stays in the system's folder of temporary files.
            return;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
