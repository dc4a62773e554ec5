package dev.visor.cli.options;

import dev.visor.core.InputError;
import dev.visor.core.file.CacheFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's folder, which the launcher tells. */
public final class Home {

    private Home() {}

    /** The folder that holds {@code suites/}, {@code attacks/} and {@code defenses/}. */
    public static Path path() {
        Path home = Path.of(System.getProperty("visor.home", "")).toAbsolutePath();
        if (!Files.isDirectory(home.resolve("suites"))) {
            throw new InputError(
                    home + " holds no suites/: start visor with the project's ./visor, or from its folder");
        }
        return home;
    }

    /** Returns the folder where packages, protected photos and embeddings are kept. */
    public static Path cache() {
        return CacheFolder.of(System.getenv());
    }
}
