package dev.visor.recognizer.isolation;

import dev.visor.core.Embedding;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.djl.RecognizerFormats;
import dev.visor.recognizer.isolation.ModelMessages.Task;
import dev.visor.tensor.Compute;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * The work of a model's own process when it is not known how the file is to be asked: it tells what the file takes, and then asks it by
 * one card after the other. What one card cannot do is one sentence, and the next card is tried.
 */
final class TrialServer {

    private TrialServer() {}

    static void serve(Task task, DataInputStream in, DataOutputStream out) throws IOException {
        try (Compute compute = Compute.open("cpu")) {
            ModelMessages.writeForms(out, RecognizerFormats.forms(task.card().type(), task.file(), compute));
            Recognizer asked = null;
            for (int count = ModelServer.next(in); count != 0; count = ModelServer.next(in)) {
                if (count == ModelMessages.CARD) {
                    if (asked != null) {
                        asked.close();
                    }
                    asked = load(ModelMessages.readTask(in), compute, out);
                } else {
                    embed(task, asked, ModelMessages.readFaces(in, count), out);
                }
            }
        } catch (RuntimeException e) {
            ModelMessages.writeSentence(out, ModelServer.sentence(task, e));
        }
    }

    private static Recognizer load(Task task, Compute compute, DataOutputStream out) throws IOException {
        try {
            Recognizer recognizer =
                    RecognizerFormats.loader(task.card().type()).load(task.card(), task.file(), compute);
            out.writeByte(ModelMessages.DONE);
            out.flush();
            return recognizer;
        } catch (RuntimeException e) {
            ModelMessages.writeSentence(out, ModelServer.sentence(task, e));
            return null;
        }
    }

    private static void embed(Task task, Recognizer asked, List<FaceImage> faces, DataOutputStream out)
            throws IOException {
        try {
            ModelMessages.writeRows(
                    out, asked.embed(faces).stream().map(Embedding::values).toList());
        } catch (RuntimeException e) {
            ModelMessages.writeSentence(out, ModelServer.sentence(task, e));
        }
    }
}
