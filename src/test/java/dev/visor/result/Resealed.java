package dev.visor.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a forger does last: makes the digest of a changed {@code run.json} anew. */
public final class Resealed {

    private Resealed() {}

    /** Of the record in that folder. */
    public static void run(Path directory) {
        Path file = directory.resolve(RunJson.FILE);
        try {
            String text = Files.readString(file);
            ObjectNode root = (ObjectNode) RunMapper.MAPPER.readTree(text);
            String rest = text.substring(0, text.lastIndexOf("\"" + RunDigest.KEY + "\" : {"));
            Files.writeString(file, rest + "\"" + RunDigest.KEY + "\" : " + RunDigest.of(root) + "\n}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
