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

    /** A copy of the catalog, for tests that change it. */
    public static void copyCatalog(Path home) throws IOException {
        for (String folder :
                List.of("defenses", "attacks", "suites", "suites/recognizers", "suites/datasets", "suites/services")) {
            Files.createDirectories(home.resolve(folder));
            for (Path file : files(folder)) {
                Path copy = home.resolve(PATH.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static int depth(String folder) {
        return folder.equals("defenses") || folder.equals("attacks") ? 2 : 1;
    }
}
