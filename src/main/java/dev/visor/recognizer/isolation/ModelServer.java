package dev.visor.recognizer.isolation;

import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.recognizer.Convertible;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.LoadCheck;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.djl.RecognizerFormats;
import dev.visor.recognizer.isolation.ModelMessages.Task;
import dev.visor.tensor.Compute;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The program of a model's own process: it loads the model, checks it, and then embeds what it is sent until nothing more comes.
 *
 * <p>It hears on stdin and answers on descriptor 3: whatever the model prints goes elsewhere.
 */
public final class ModelServer {

    private static final String ANSWERS = "/dev/fd/3";

    private ModelServer() {}

    /** Ends with 0 when there is nothing more to do, whatever became of the model. */
    public static void main(String... args) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(ANSWERS)))) {
            Task task = ModelMessages.readTask(in);
            if (task.trial()) {
                TrialServer.serve(task, in, out);
            } else {
                serve(task, in, out);
            }
        }
        // A model may have started threads of its own.
        Runtime.getRuntime().halt(0);
    }

    private static void serve(Task task, DataInputStream in, DataOutputStream out) throws IOException {
        try (Compute compute = Compute.open("cpu");
                Recognizer recognizer =
                        RecognizerFormats.loader(task.card().type()).load(task.card(), task.file(), compute)) {
            check(recognizer, compute);
            out.writeByte(ModelMessages.DONE);
            out.flush();
            for (int count = next(in); count > 0; count = next(in)) {
                ModelMessages.writeRows(
                        out,
                        recognizer.embed(ModelMessages.readFaces(in, count)).stream()
                                .map(Embedding::values)
                                .toList());
            }
        } catch (RuntimeException e) {
            ModelMessages.writeSentence(out, sentence(task, e));
        }
    }

    /** A fault in words for people. */
    static String sentence(Task task, RuntimeException fault) {
        return fault instanceof InputError
                ? fault.getMessage()
                : "recognizer %s: it cannot be loaded and run (%s)"
                        .formatted(task.card().id(), root(fault));
    }

    private static Throwable root(Throwable fault) {
        return fault.getCause() == null ? fault : root(fault.getCause());
    }

    private static void check(Recognizer recognizer, Compute compute) {
        LoadCheck.of(recognizer, compute);
        try {
            if (recognizer instanceof DifferentiableRecognizer differentiable) {
                LoadCheck.gradientOf(differentiable, compute);
            } else if (recognizer instanceof Convertible convertible) {
                try (DifferentiableRecognizer converted = convertible.differentiable(compute)) {
                    LoadCheck.gradientOf(converted, compute);
                }
            }
        } catch (InputError e) {
            // It may judge all the same; who wants its gradient is told so then.
        }
    }

    /** Reads the number of faces that come next; 0 when no more come. */
    static int next(DataInputStream in) throws IOException {
        try {
            return in.readInt();
        } catch (EOFException e) {
            return 0;
        }
    }
}
