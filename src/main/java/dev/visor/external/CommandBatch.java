package dev.visor.external;

import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has a command make images of images: writes a job into a folder of its own, runs the command, reads and checks what it left.
 *
 * <p>All or nothing: a batch of which one image is missing or wrong gives none.
 */
public final class CommandBatch {

    /** The begin of the name of a batch's folder, which is removed with it, also when Visor is killed. */
    static final String FOLDER = "visor-command-";

    private final String owner;
    private final OutsideCommand command;
    private final LocalFiles files;

    /**
     * Makes sure that a command can be asked for, as parameters of an entry say it.
     *
     * @throws IllegalArgumentException with a sentence that begins with the parameter
     */
    public static void requireSound(List<String> command, int batch, double timeoutS) {
        if (command.isEmpty()) {
            throw new IllegalArgumentException(
                    "command must name a program, such as [python3, \"{here}/program.py\", \"{job}\", \"{result}\"]");
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, got " + batch);
        }
        if (!(timeoutS > 0)) {
            throw new IllegalArgumentException("timeout_s must be above 0, got " + timeoutS);
        }
    }

    /** Prepares the command of an entry. */
    public static CommandBatch of(String kind, List<String> command, LocalFiles files, double timeoutS) {
        String owner = kind + " of the command " + command.get(0);
        Duration limit = Duration.ofMillis((long) (1000 * timeoutS));
        return new CommandBatch(owner, new OutsideCommand(owner, command, limit), files);
    }

    /**
     * Prepares the command.
     *
     * @param owner whose it is, as messages name it
     * @param files of the command; what they are is checked before each batch
     */
    public CommandBatch(String owner, OutsideCommand command, LocalFiles files) {
        this.owner = owner;
        this.command = command;
        this.files = files;
    }

    /**
     * The images that a command made.
     *
     * @param images one for each of the job, in order, whole numbers 0..255
     * @param said the end of what it said
     */
    public record Made(List<FaceImage> images, String said) {

        public Made {
            images = List.copyOf(images);
        }
    }

    /**
     * Runs the command over a job.
     *
     * @param originals in the order in which results are given back
     * @param targets cut like the originals
     * @throws InputError if the command fails, or what it left is not one image of the right size for each
     */
    public Made run(Job job, List<JobImage> originals, List<FaceImage> targets) {
        files.requireUnchanged();
        Path folder = temporary();
        try {
            Path jobFolder = folder.resolve("job");
            Path resultFolder = Files.createDirectory(folder.resolve("result"));
            JobFolder written = new JobFolder(jobFolder);
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
            return new Made(images(originals, new ResultFolder(resultFolder, false)), said);
        } catch (IOException e) {
            throw new InputError(
                    "%s: %s cannot be made for its command (%s)".formatted(owner, folder, e.getMessage()), e);
        } finally {
            remove(folder);
        }
    }

    private List<FaceImage> images(List<JobImage> originals, ResultFolder result) {
        List<FaceImage> images = new ArrayList<>();
        for (JobImage original : originals) {
            ResultFolder.Found found = result.read(original);
            Optional<String> fault = found.fault();
            if (fault.isPresent()) {
                String others = result.others(originals, Set.of());
                throw new InputError(
                        "%s: of what its command left, %s%s; expected {result}/NAME.png for each of the %d photos of {job}/job.json"
                                .formatted(
                                        owner,
                                        fault.get(),
                                        others.isEmpty() ? "" : " (and there is " + others + ")",
                                        originals.size()));
            }
            images.add(found.image().orElseThrow());
        }
        requireOwn(originals, images);
        return images;
    }

    /** Images that were given to the wrong photos would protect everybody, and be nobody's defense. */
    private void requireOwn(List<JobImage> originals, List<FaceImage> images) {
        List<Thumbnail> inputs = originals.stream()
                .map(original -> new Thumbnail(original.image()))
                .toList();
        for (int i = 0; i < images.size(); i++) {
            Thumbnail made = new Thumbnail(images.get(i));
            for (int other = 0; other < inputs.size(); other++) {
                if (made.showsRatherThan(inputs.get(i), inputs.get(other))) {
                    throw new InputError(
                            "%s: of what its command left, %s.png shows photo %s, not its own: images were mixed up"
                                    .formatted(
                                            owner,
                                            originals.get(i).name(),
                                            originals.get(other).name()));
                }
            }
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
            all.sorted(Comparator.reverseOrder()).forEach(CommandBatch::delete);
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
