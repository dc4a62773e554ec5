package dev.visor.recognizer.djl;

import dev.visor.core.Digest;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.RecognizerLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The loader of each format of recognizers, by the type that cards name it with. */
public final class RecognizerFormats {

    private static final Map<String, RecognizerLoader> LOADERS = Map.of(
            "torchscript", TorchScriptRecognizer::new, "face-api", FaceApiRecognizer::new, "onnx", OnnxRecognizer::new);

    private RecognizerFormats() {}

    /**
     * The digest of the file as it is, which its card has to name.
     *
     * @throws dev.visor.core.InputError if it names files that are not there
     */
    public static Digest digest(RecognizerCard card, Path file) throws IOException {
        return card.type().equals("onnx") ? OnnxFile.digest(ModelFile.of(card, file)) : Digest.ofFile(file);
    }

    /** @throws IllegalArgumentException if there is no such type */
    public static RecognizerLoader loader(String type) {
        RecognizerLoader loader = LOADERS.get(type);
        if (loader == null) {
            throw new IllegalArgumentException("no recognizers are of type " + type);
        }
        return loader;
    }
}
