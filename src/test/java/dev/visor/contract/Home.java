package dev.visor.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own folder, which tests run in. */
public final class Home {

    public static final Path PATH = Path.of("").toAbsolutePath();

    private Home() {}

    /** The YAML files of a folder and, where they lie by kind, of the folders below. */
    public static List<Path> files(String folder) {
        try (Stream<Path> files = Files.walk(PATH.resolve(folder), depth(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int depth(String folder) {
        return folder.equals("defenses") || folder.equals("attacks") ? 2 : 1;
    }
}
