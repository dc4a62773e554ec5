package dev.visor.external;

import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has a command make images of images, and checks what it left.
 *
 * <p>All or nothing: a batch of which one image is missing or wrong gives none.
 */
public final class CommandBatch {

    private final String owner;
    private final CommandJob command;

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
        this.command = new CommandJob(owner, command, files);
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
        return command.run(
                job,
                originals,
                targets,
                (folder, said) -> new Made(images(originals, new ResultFolder(folder, false)), said));
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
}
