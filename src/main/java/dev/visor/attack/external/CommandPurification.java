package dev.visor.attack.external;

import dev.visor.attack.Purification;
import dev.visor.core.Trust;
import dev.visor.core.image.FaceImage;
import dev.visor.external.CommandBatch;
import dev.visor.external.Job;
import dev.visor.external.JobImage;
import dev.visor.external.LocalFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** A purification that is a program: it reads a job folder of cut faces and writes what the tracker makes of each. */
public final class CommandPurification implements Purification {

    private final Params params;
    private final CommandBatch batch;

    /**
     * Settings.
     *
     * @param command the program and its arguments; {@code {job}}, {@code {result}} and {@code {here}} stand for the folders of the job,
     *     of the result, and of the entry's file
     * @param files that decide what the command does, beside the entry's file: they are digested
     * @param batch faces a start, at least 1
     * @param timeoutS seconds that a batch may take
     * @param deterministic whether the same job gives the same images; otherwise seeds are drawn
     */
    public record Params(List<String> command, LocalFiles files, int batch, double timeoutS, boolean deterministic) {

        public Params {
            command = List.copyOf(command);
            CommandBatch.requireSound(command, batch, timeoutS);
        }
    }

    public CommandPurification(Params params) {
        this.params = params;
        this.batch = CommandBatch.of("countermeasure", params.command(), params.files(), params.timeoutS());
    }

    @Override
    public FaceImage purify(FaceImage face, RandomGenerator random) {
        return purify(List.of(face), List.of(random)).get(0);
    }

    @Override
    public List<FaceImage> purify(List<FaceImage> faces, List<RandomGenerator> randoms) {
        List<JobImage> images = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            long seed = params.deterministic() ? 0 : randoms.get(i).nextLong() >>> 33;
            images.add(new JobImage(JobImage.name(i + 1), faces.get(i), Optional.empty(), seed));
        }
        Job job = new Job("purify", Job.Unit.FACE, Optional.empty(), Optional.empty(), List.of(), Map.of());
        return batch.run(job, images, List.of()).images();
    }

    @Override
    public OptionalInt batch() {
        return OptionalInt.of(params.batch());
    }

    @Override
    public Trust trust() {
        return Trust.COMMAND;
    }
}
