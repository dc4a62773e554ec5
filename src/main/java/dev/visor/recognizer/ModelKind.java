package dev.visor.recognizer;

import dev.visor.core.InputError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The format of a recognizer's file, told by what it holds, whatever its name; nothing of it is run. */
public enum ModelKind {
    ONNX,
    TORCHSCRIPT;

    private static final String RECIPE = "; docs/recognizers.md says how to export it as ONNX or TorchScript";

    private static final int START = 512;

    /** The first field of an ONNX file, its version. */
    private static final int ONNX_FIRST = 0x08;

    private static final int PICKLE = 0x80;

    /** The type that cards call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Looks at a file.
     *
     * @throws InputError if it is neither, with what it is and what to do
     */
    public static ModelKind of(Path file) {
        if (Files.isDirectory(file)) {
            throw refused(
                    file,
                    Files.exists(file.resolve("saved_model.pb"))
                            ? "is a TensorFlow model, which Visor does not read" + RECIPE
                            : "is a folder; name the file of a model");
        }
        if (!Files.isRegularFile(file)) {
            throw refused(file, Files.exists(file) ? "is no regular file" : "does not exist");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(file, in.readNBytes(START));
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(file, e.getMessage()), e);
        }
    }

    private static ModelKind of(Path file, byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        if (start.length == 0) {
            throw refused(file, "is empty; get it again");
        }
        if (text.startsWith("PK")) {
            return zipped(file);
        }
        String what = other(text);
        if (!what.isEmpty()) {
            throw refused(file, what);
        }
        if (start[0] == ONNX_FIRST) {
            return ONNX;
        }
        throw refused(
                file,
                file.toString().endsWith(".pb")
                        ? "is a TensorFlow graph, which Visor does not read" + RECIPE
                        : "is neither ONNX nor TorchScript" + RECIPE);
    }

    /** Tells by its first bytes what else a file is; empty if it is none of it. */
    private static String other(String start) {
        String stripped = start.replace("\u00ef\u00bb\u00bf", "").strip();
        if (stripped.startsWith("<?xml") && start.contains("<net") || stripped.startsWith("<net ")) {
            return "is the graph of an OpenVINO model, which Visor does not read" + RECIPE;
        }
        if (stripped.startsWith("<")) {
            return "is a web page, as a download behind a login gives; get the file again";
        }
        if (start.startsWith("version https://git-lfs")) {
            return "is a pointer of Git LFS, not the file itself; fetch it with git lfs pull";
        }
        if (start.charAt(0) == PICKLE) {
            return "is a Python pickle, which runs code when it is read, so Visor never does" + RECIPE;
        }
        if (start.startsWith("\u0089HDF")) {
            return "is a Keras (HDF5) file, which Visor does not read" + RECIPE;
        }
        if (start.startsWith("TFL3", 4)) {
            return "is a TensorFlow Lite file, which Visor does not read" + RECIPE;
        }
        if (start.length() > 8 && start.startsWith("{\"", 8) && start.startsWith("\0\0\0", 5)) {
            return "is a safetensors file: weights without the network that they belong to" + RECIPE;
        }
        if (start.startsWith("\u001f\u008b") || start.startsWith("7z") || start.startsWith("Rar!")) {
            return "is a packed archive; unpack it and name the model";
        }
        return "";
    }

    private static ModelKind zipped(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = zip.stream().map(ZipEntry::getName).toList();
            if (names.stream().anyMatch(name -> name.endsWith("constants.pkl"))
                    && names.stream().anyMatch(name -> name.contains("/code/"))) {
                return TORCHSCRIPT;
            }
            if (names.stream().anyMatch(name -> name.endsWith("data.pkl"))) {
                throw refused(
                        file,
                        "holds pickled Python objects (torch.save), which run code when they are read, so Visor never does"
                                + RECIPE);
            }
            List<String> onnx =
                    names.stream().filter(name -> name.endsWith(".onnx")).toList();
            throw refused(
                    file,
                    onnx.isEmpty()
                            ? "is a zip archive without a TorchScript model in it" + RECIPE
                            : "is a zip archive with %s in it; unpack it and name that file".formatted(onnx.get(0)));
        } catch (IOException e) {
            throw new InputError("%s is a damaged zip archive; get it again".formatted(file), e);
        }
    }

    private static InputError refused(Path file, String why) {
        return new InputError("%s %s".formatted(file, why));
    }
}
