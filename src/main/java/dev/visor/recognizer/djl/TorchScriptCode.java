package dev.visor.recognizer.djl;

import dev.visor.core.InputError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A TorchScript file is a program: what it reads would be outside of its digest, and what it prints among the data on stdout. So
 * a model whose code does either is refused, before it is loaded.
 *
 * <p>This tells honest models apart from those that need something else; it is no fence against a hostile one.
 */
public final class TorchScriptCode {

    /** Code is text and small; what is larger is no model's. */
    private static final long MOST = 32L << 20;

    private static final List<Pattern> OUTSIDE = List.of(
            Pattern.compile("\\b(?:torch|aten)\\s*\\.\\s*(?:from_file|save|load)\\s*\\("),
            Pattern.compile("(?<![\\w.])print\\s*\\("));

    private TorchScriptCode() {}

    /**
     * Refuses a file whose code reads, writes or prints.
     *
     * @param owner as messages name it
     * @throws InputError also if it is no archive
     */
    public static void requireComputing(String owner, Path file, Path copy) {
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            long left = MOST;
            for (ZipEntry entry : zip.stream().toList()) {
                if (entry.getName().endsWith(".py") && entry.getName().contains("/code/")) {
                    byte[] code = read(zip, entry, left);
                    left -= code.length;
                    if (left <= 0) {
                        throw new InputError("%s: %s holds more than %d MiB of code, which no model needs"
                                .formatted(owner, file, MOST >> 20));
                    }
                    refuse(owner, file, entry.getName(), new String(code, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw noTorchScript(owner, file, e);
        }
    }

    public static InputError noTorchScript(String owner, Path file, Exception cause) {
        return new InputError(
                "%s: %s is no TorchScript model that libtorch can read; expected a file written by torch.jit.save"
                        .formatted(owner, file),
                cause);
    }

    private static byte[] read(ZipFile zip, ZipEntry entry, long most) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes((int) most);
        }
    }

    private static void refuse(String owner, Path file, String entry, String code) {
        for (Pattern pattern : OUTSIDE) {
            Matcher call = pattern.matcher(code);
            if (call.find()) {
                throw new InputError(
                        "%s: the code in %s calls %s) (%s), which reaches outside of the file; expected a model that only computes"
                                .formatted(owner, file, call.group().replaceAll("\\s", ""), entry));
            }
        }
    }
}
