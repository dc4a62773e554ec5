package dev.visor.recognizer.djl;

import dev.visor.core.Digest;
import dev.visor.recognizer.FileForms;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.RecognizerLoader;
import dev.visor.recognizer.onnx.OnnxFile;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The loader of each format of recognizers, by the type that cards name it with. */
public final class RecognizerFormats {

    private static final Map<String, Format> FORMATS = Map.of(
            "torchscript",
            new Format(TorchScriptRecognizer::new, TorchScriptRecognizer.class),
            "face-api",
            new Format(FaceApiRecognizer::new, FaceApiRecognizer.class),
            "onnx",
            new Format(OnnxRecognizer::new, OnnxRecognizer.class));

    /** @param code of what is loaded */
    private record Format(RecognizerLoader loader, Class<? extends Recognizer> code) {}

    private RecognizerFormats() {}

    /**
     * The digest of the file as it is, which its card has to name.
     *
     * @throws dev.visor.core.InputError if it names files that are not there
     */
    public static Digest digest(RecognizerCard card, Path file) throws IOException {
        return card.type().equals("onnx") ? OnnxFile.digest(ModelFile.of(card, file)) : Digest.ofFile(file);
    }

    /**
     * Finds the forms that a file of type {@code onnx} or {@code torchscript} takes and returns. It is loaded and run for that: a stranger's only in
     * a process of its own.
     *
     * @throws dev.visor.core.InputError if it cannot be loaded, or takes a face of no crop
     */
    public static FileForms forms(String type, ModelFile file, Compute compute) {
        return type.equals("onnx") ? FormsOfFile.ofOnnx(file) : FormsOfFile.ofTorchScript(file, compute);
    }

    /** @throws IllegalArgumentException if there is no such type */
    public static RecognizerLoader loader(String type) {
        return format(type).loader();
    }

    /**
     * The class of the recognizers of a type.
     *
     * @throws IllegalArgumentException if there is no such type
     */
    public static Class<? extends Recognizer> code(String type) {
        return format(type).code();
    }

    private static Format format(String type) {
        Format format = FORMATS.get(type);
        if (format == null) {
            throw new IllegalArgumentException("no recognizers are of type " + type);
        }
        return format;
    }
}
