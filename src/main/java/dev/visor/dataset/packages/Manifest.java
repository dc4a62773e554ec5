package dev.visor.dataset.packages;

import dev.visor.core.Digest;
import dev.visor.core.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The digests of a package's files, taken when it was unpacked and kept with them. */
final class Manifest {

    private static final String FILE = ".sha256";

    private Manifest() {}

    static void write(Path folder) throws IOException {
        Map<String, Digest> digests = digests(folder);
        WholeFile.write(folder.resolve(FILE), out -> {
            for (Map.Entry<String, Digest> file : digests.entrySet()) {
                out.write(file.getValue().hex() + "  " + file.getKey() + "\n");
            }
        });
    }

    /** A file that is not as it was unpacked; empty if all are, or if an older Visor unpacked them and took no digests. */
    static Optional<String> changed(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve(FILE))) {
            return Optional.empty();
        }
        Map<String, Digest> now = digests(folder);
        for (String line : Files.readAllLines(folder.resolve(FILE))) {
            String[] words = line.split(" {2}", 2);
            Digest found = words.length == 2 ? now.remove(words[1]) : null;
            if (found == null || !found.hex().equals(words[0])) {
                return Optional.of(words[words.length - 1]);
            }
        }
        return now.keySet().stream().findFirst();
    }

    private static Map<String, Digest> digests(Path folder) throws IOException {
        Map<String, Digest> digests = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!name.equals(FILE)) {
                    digests.put(name, Digest.ofFile(file));
                }
            }
        }
        return digests;
    }
}
