package dev.visor.recognizer.isolation;

import ai.djl.util.JsonUtils;
import com.google.gson.reflect.TypeToken;
import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.FileForms;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The messages between Visor and the process of a model: a card and its file, faces, and rows of numbers or a sentence. */
final class ModelMessages {

    static final int DONE = 0;
    static final int REFUSED = 1;

    private static final int LONGEST_SENTENCE = 4000;

    /** In place of a number of faces: a card comes, by which the file is to be asked from now on. */
    static final int CARD = -1;

    /**
     * A task that a process is started for.
     *
     * @param trial whether to find out how the file is to be asked, rather than to ask it as the card says
     */
    record Task(RecognizerCard card, ModelFile file, boolean trial) {}

    /** The card's parts that a loader and the load check look at. */
    private record Sent(
            String id,
            String type,
            String asset,
            String sha256,
            String crop,
            int dimension,
            List<Double> check,
            Map<String, Object> params,
            FaceInput input,
            EmbeddingChoice output,
            String path,
            boolean trial) {}

    private ModelMessages() {}

    static void writeTask(DataOutputStream out, RecognizerCard card, ModelFile file, boolean trial) throws IOException {
        out.writeUTF(JsonUtils.GSON.toJson(new Sent(
                card.id(),
                card.type(),
                card.asset().path(),
                card.sha256().hex(),
                card.crop().name(),
                card.dimension(),
                card.check(),
                card.params(),
                card.input(),
                card.output(),
                file.path().toAbsolutePath().toString(),
                trial)));
        out.flush();
    }

    static Task readTask(DataInputStream in) throws IOException {
        Sent sent = JsonUtils.GSON.fromJson(in.readUTF(), new TypeToken<Sent>() {}.getType());
        RecognizerCard card = new RecognizerCard(
                sent.id(),
                sent.type(),
                "",
                new RecognizerCard.Asset("", sent.asset()),
                new Digest(sent.sha256()),
                Crop.named(sent.crop()).orElseThrow(),
                sent.dimension(),
                "",
                "",
                "",
                sent.check(),
                sent.params(),
                sent.input(),
                sent.output());
        return new Task(card, ModelFile.of(card, Path.of(sent.path())), sent.trial());
    }

    static void writeForms(DataOutputStream out, FileForms forms) throws IOException {
        out.writeByte(DONE);
        out.writeUTF(JsonUtils.GSON.toJson(forms));
        out.flush();
    }

    static FileForms readForms(DataInputStream in) throws IOException {
        return JsonUtils.GSON.fromJson(in.readUTF(), FileForms.class);
    }

    static void writeFaces(DataOutputStream out, List<FaceImage> faces) throws IOException {
        FaceImage first = faces.get(0);
        out.writeInt(faces.size());
        out.writeInt(first.width());
        for (FaceImage face : faces) {
            writeFloats(out, face.pixels());
        }
        out.flush();
    }

    static List<FaceImage> readFaces(DataInputStream in, int count) throws IOException {
        int side = in.readInt();
        List<FaceImage> faces = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            faces.add(new FaceImage(side, side, readFloats(in, FaceImage.CHANNELS * side * side)));
        }
        return faces;
    }

    static void writeRows(DataOutputStream out, List<float[]> rows) throws IOException {
        out.writeByte(DONE);
        for (float[] row : rows) {
            writeFloats(out, row);
        }
        out.flush();
    }

    static void writeSentence(DataOutputStream out, String sentence) throws IOException {
        out.writeByte(REFUSED);
        out.writeUTF(sentence.substring(0, Math.min(sentence.length(), LONGEST_SENTENCE)));
        out.flush();
    }

    static float[] readFloats(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count * Float.BYTES];
        in.readFully(bytes);
        float[] values = new float[count];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }

    private static void writeFloats(DataOutputStream out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }
}
