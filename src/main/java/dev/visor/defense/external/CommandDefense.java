package dev.visor.defense.external;

import dev.visor.core.Budget;
import dev.visor.core.Trust;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.external.CommandBatch;
import dev.visor.external.Job;
import dev.visor.external.JobImage;
import dev.visor.external.JobModel;
import dev.visor.external.LocalFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A defense that is a program: it reads a job folder and writes an image for each of its photos. See {@code docs/others-defenses.md}.
 *
 * <p>Several batches may run at once, each as a process of its own.
 */
public final class CommandDefense implements Defense {

    private final Params params;
    private final CommandBatch batch;
    private final List<String> said = new ArrayList<>();

    /**
     * Settings.
     *
     * @param command the program and its arguments; {@code {job}}, {@code {result}} and {@code {here}} stand for the folders of the job,
     *     of the result, and of the entry's file
     * @param files that decide what the command does, beside the entry's file: they are digested
     * @param unit what the command is given: {@code face} or {@code photo}
     * @param batch photos a start, at least 1
     * @param timeoutS seconds that a batch may take
     * @param deterministic whether the same job gives the same images; otherwise seeds are drawn, and the defense is not held to them
     * @param surrogates whether it differentiates recognizers
     * @param targets whether it needs photos of target identities
     * @param epsilon how far a pixel may move, as a fraction of the range; 0 if it promises no bound
     */
    public record Params(
            List<String> command,
            LocalFiles files,
            Job.Unit unit,
            int batch,
            double timeoutS,
            boolean deterministic,
            boolean surrogates,
            boolean targets,
            double epsilon) {

        public Params {
            command = List.copyOf(command);
            CommandBatch.requireSound(command, batch, timeoutS);
            if (!(epsilon >= 0 && epsilon <= 1)) {
                throw new IllegalArgumentException("epsilon must lie in 0..1, got " + epsilon + ": write 8/255, not 8");
            }
        }
    }

    public CommandDefense(Params params) {
        this.params = params;
        this.batch = CommandBatch.of("defense", params.command(), params.files(), params.timeoutS());
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        List<JobImage> images = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            images.add(new JobImage(
                    JobImage.name(i + 1),
                    originals.get(i),
                    context.facts().isEmpty()
                            ? Optional.empty()
                            : Optional.of(context.facts().get(i).landmarks()),
                    params.deterministic() ? 0 : context.randoms().get(i).nextLong() >>> 33));
        }
        CommandBatch.Made made = batch.run(
                new Job("protect", params.unit(), crop(context), budget(), models(context), Map.of()),
                images,
                context.targets());
        synchronized (said) {
            said.add(made.said());
        }
        return made.images();
    }

    private static Optional<Crop> crop(DefenseContext context) {
        return context.surrogates().recognizers().stream()
                .findFirst()
                .map(recognizer -> recognizer.card().crop());
    }

    private static List<JobModel> models(DefenseContext context) {
        return context.surrogates().recognizers().stream()
                .flatMap(recognizer -> recognizer.file().stream().map(file -> new JobModel(recognizer.card(), file)))
                .toList();
    }

    @Override
    public Optional<Budget> budget() {
        return params.epsilon() == 0 ? Optional.empty() : Optional.of(new Budget(params.epsilon()));
    }

    @Override
    public boolean needsSurrogates() {
        return params.surrogates();
    }

    @Override
    public boolean needsTargets() {
        return params.targets();
    }

    @Override
    public boolean protectsPhotos() {
        return params.unit() == Job.Unit.PHOTO;
    }

    @Override
    public OptionalInt batch() {
        return OptionalInt.of(params.batch());
    }

    @Override
    public boolean repeatable() {
        return params.deterministic();
    }

    @Override
    public Trust trust() {
        return Trust.COMMAND;
    }

    @Override
    public List<String> said() {
        synchronized (said) {
            List<String> told = List.copyOf(said);
            said.clear();
            return told;
        }
    }
}
