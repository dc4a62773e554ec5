package dev.visor.recognizer.isolation;

import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A model that runs in a process of its own: one that crashes, never ends or takes all memory ends with its process, in one
 * sentence.
 */
final class ModelProcess implements AutoCloseable {

    private final RecognizerCard card;
    private final Limits limits;
    private final Path folder;
    private final Process process;
    private final DataOutputStream questions;
    private final DataInputStream answers;

    /**
     * Limits of what a model may take.
     *
     * @param mebibytes of address space, of which the process itself takes about three thousand
     * @param seconds of computing over all; 0 for no bound
     * @param answerSeconds for the load check, and for each batch after it
     */
    record Limits(long mebibytes, long seconds, long answerSeconds) {

        private static final long MEBIBYTE = 1 << 20;

        /** Returns the limits for the load check of a file of that size. */
        static Limits ofLoading(long bytes) {
            return new Limits(6000 + 8 * bytes / MEBIBYTE, 60 + bytes / MEBIBYTE / 2, 900);
        }

        /** Returns the limits for as long as a run lasts. */
        static Limits ofRunning(long bytes) {
            return new Limits(ofLoading(bytes).mebibytes(), 0, 900);
        }
    }

    /** Reads what comes after the word that all is well. */
    interface Answer<T> {
        T read() throws IOException;
    }

    private ModelProcess(RecognizerCard card, Limits limits, Path folder, Process process) {
        this.card = card;
        this.limits = limits;
        this.folder = folder;
        this.process = process;
        this.questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /**
     * Starts the process, and waits until the model is loaded and checked.
     *
     * @throws InputError with the model's own fault, or with what became of its process
     */
    static ModelProcess start(RecognizerCard card, ModelFile file, Confinement confinement, Limits limits) {
        ModelProcess started = begin(card, confinement, limits);
        started.first(() -> ModelMessages.writeTask(started.questions, card, file, false), () -> null);
        return started;
    }

    /** The first question; where it cannot be answered the process is of no use. */
    <T> T first(Question question, Answer<T> answer) {
        try {
            return ask(question, answer);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts the process, and waits for nothing. */
    static ModelProcess begin(RecognizerCard card, Confinement confinement, Limits limits) {
        try {
            Path folder = Files.createTempDirectory("visor-model");
            ProcessBuilder builder = new ProcessBuilder(confinement.around(
                    JavaCommand.of(folder, limits.mebibytes() / 6), folder, limits.mebibytes(), limits.seconds()));
            builder.redirectError(ProcessBuilder.Redirect.DISCARD).directory(folder.toFile());
            JavaCommand.keepHarmless(builder.environment());
            return new ModelProcess(card, limits, folder, builder.start());
        } catch (IOException e) {
            throw new InputError(
                    "recognizer %s: no process of its own can be started for it (%s)"
                            .formatted(card.id(), e.getMessage()),
                    e);
        }
    }

    /** Unit embeddings of the card's dimension, one for each face. */
    List<float[]> embed(List<FaceImage> faces) {
        return embed(faces, card.dimension());
    }

    List<float[]> embed(List<FaceImage> faces, int dimension) {
        return ask(() -> ModelMessages.writeFaces(questions, faces), () -> {
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < faces.size(); i++) {
                rows.add(ModelMessages.readFloats(answers, dimension));
            }
            return rows;
        });
    }

    /** Writes what is asked, and flushes. */
    interface Question {
        void write() throws IOException;
    }

    DataOutputStream questions() {
        return questions;
    }

    DataInputStream answers() {
        return answers;
    }

    /** @throws InputError with the model's own fault, or with what became of its process */
    <T> T ask(Question question, Answer<T> answer) {
        CompletableFuture<T> told = CompletableFuture.supplyAsync(() -> {
            try {
                question.write();
                if (answers.readByte() == ModelMessages.DONE) {
                    return answer.read();
                }
                throw new InputError(printable(answers.readUTF()));
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        try {
            return told.get(limits.answerSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            end();
            throw refused(String.format(Locale.ROOT, "it did not answer within %d s", limits.answerSeconds()), e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InputError fault) {
                throw fault;
            }
            throw refused(ending(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a model computes", e);
        }
    }

    private InputError refused(String why, Exception cause) {
        return new InputError(
                "recognizer %s: its model was run in a process of its own, and %s; get a sound file, or leave the recognizer out"
                        .formatted(card.id(), why),
                cause);
    }

    /** Tells what became of a process that answers no more. */
    private String ending() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                return "it closed its answers";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int code = process.exitValue();
        return switch (code) {
            case 128 + 24 -> String.format(Locale.ROOT, "it was still computing after %d s", limits.seconds());
            case 128 + 9 -> "it was killed (SIGKILL), as the system does when memory is short";
            case 128 + 11 -> "it crashed (SIGSEGV)";
            case 128 + 6 ->
                String.format(
                        Locale.ROOT, "it crashed (SIGABRT), as it does beyond %d MiB of memory", limits.mebibytes());
            case 128 + 7 -> "it crashed (SIGBUS)";
            case 3 -> String.format(Locale.ROOT, "it ran out of memory (%d MiB)", limits.mebibytes());
            default -> String.format(Locale.ROOT, "it ended by itself (exit code %d)", code);
        };
    }

    /** A stranger's words, without what a terminal would obey. */
    private static String printable(String sentence) {
        return sentence.replaceAll("\\p{Cntrl}+", " ");
    }

    @Override
    public void close() {
        try {
            questions.close();
        } catch (IOException e) {
            // It has ended already.
        }
        end();
    }

    private void end() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(process.toHandle());
        family.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        remove();
    }

    private void remove() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // Leftovers in the folder for temporary files are the system's to remove.
        }
    }
}
