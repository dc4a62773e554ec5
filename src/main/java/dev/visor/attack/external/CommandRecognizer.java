package dev.visor.attack.external;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.ContractViolation;
import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.external.CommandBatch;
import dev.visor.external.CommandJob;
import dev.visor.external.Job;
import dev.visor.external.JobImage;
import dev.visor.external.LocalFiles;
import dev.visor.external.OutsideCommand;
import dev.visor.external.Templates;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Faces;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recognizer that is a program: it reads a job folder of cut faces and writes a template for each. It judges, and cannot be
 * differentiated.
 *
 * <p>Faces are handed over as PNG files, in 8 bit.
 */
public final class CommandRecognizer implements Recognizer {

    private static final String COMMAND = "command";
    private static final String FILES = "files";
    private static final String BATCH = "batch";
    private static final String TIMEOUT_S = "timeout_s";

    private final RecognizerCard card;
    private final Params params;
    private final String owner;
    private final CommandJob command;

    /**
     * Settings of a card.
     *
     * @param command the program and its arguments; {@code {job}}, {@code {result}} and {@code {here}} stand for the folders of the job,
     *     of the result, and of the card
     * @param files that decide what the command does, beside the card: they are digested
     * @param batch faces a start, at least 1
     * @param timeoutS seconds that a batch may take
     */
    public record Params(List<String> command, LocalFiles files, int batch, double timeoutS) {

        public Params {
            command = List.copyOf(command);
            CommandBatch.requireSound(command, batch, timeoutS);
        }

        /** Stands for the program, as a file's digest does for a network: its files, and what it is told. */
        public Digest digest() {
            return Digest.builder("command")
                    .add("command", command)
                    .add("files", files.toString())
                    .build();
        }

        /** Returns the settings as a card carries them. */
        public SortedMap<String, Object> onCard() {
            return new TreeMap<>(Map.of(
                    COMMAND, command, FILES, List.copyOf(files.sha256().keySet()), BATCH, batch, TIMEOUT_S, timeoutS));
        }
    }

    /**
     * Prepares the command of a card; nothing runs yet.
     *
     * @param folder of the card and the command's files
     * @throws InputError if a file cannot be read, or was changed since the card was read
     */
    public static CommandRecognizer of(RecognizerCard card, Path folder) {
        Map<String, Object> told = card.params();
        try {
            Params params = new Params(
                    words(told.get(COMMAND)),
                    LocalFiles.of(folder, words(told.get(FILES))),
                    ((Number) told.get(BATCH)).intValue(),
                    ((Number) told.get(TIMEOUT_S)).doubleValue());
            if (!params.digest().equals(card.sha256())) {
                throw new InputError(
                        "recognizer %s: a file of its command in %s was changed since its card was read; run it again"
                                .formatted(card.id(), folder));
            }
            return new CommandRecognizer(card, params);
        } catch (IOException e) {
            throw new InputError(
                    "recognizer %s: a file of its command in %s cannot be read (%s)"
                            .formatted(card.id(), folder, e.getMessage()),
                    e);
        }
    }

    private static List<String> words(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    /** Prepares a command. */
    public CommandRecognizer(RecognizerCard card, Params params) {
        this.card = card;
        this.params = params;
        this.owner = "recognizer " + card.id();
        Duration limit = Duration.ofMillis((long) (1000 * params.timeoutS()));
        this.command = new CommandJob(owner, new OutsideCommand(owner, params.command(), limit), params.files());
    }

    @Override
    public RecognizerCard card() {
        return card;
    }

    @Override
    public NDArray embed(NDArray faces) {
        FloatBuffer rows = FloatBuffer.allocate((int) faces.getShape().get(0) * card.dimension());
        embed(Faces.unstack(faces)).forEach(embedding -> rows.put(embedding.values()));
        return faces.getManager().create(rows.flip(), new Shape(faces.getShape().get(0), card.dimension()));
    }

    @Override
    public List<Embedding> embed(List<FaceImage> faces) {
        List<Embedding> all = new ArrayList<>();
        for (int start = 0; start < faces.size(); start += params.batch()) {
            all.addAll(batch(faces.subList(start, Math.min(faces.size(), start + params.batch()))));
        }
        return all;
    }

    private List<Embedding> batch(List<FaceImage> faces) {
        List<JobImage> images = new ArrayList<>();
        for (FaceImage face : faces) {
            requireNumbers(face);
            images.add(new JobImage(JobImage.name(images.size() + 1), face, Optional.empty(), 0));
        }
        Job job = new Job(Job.EMBED, Job.Unit.FACE, Optional.of(card.crop()), Optional.empty(), List.of(), Map.of());
        return command.run(
                job,
                images,
                List.of(),
                (result, said) -> Templates.read(owner, result, images.size(), card.dimension()));
    }

    private void requireNumbers(FaceImage face) {
        for (float pixel : face.pixels()) {
            if (!Float.isFinite(pixel)) {
                throw new ContractViolation(
                        "%s was given a face that holds %s, expected pixels 0..255".formatted(owner, pixel));
            }
        }
    }

    @Override
    public OptionalInt batch() {
        return OptionalInt.of(params.batch());
    }

    @Override
    public void close() {
        // Every batch is a process of its own, which has ended.
    }
}
