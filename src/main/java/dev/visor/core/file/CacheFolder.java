package dev.visor.core.file;

import dev.visor.core.InputError;
import java.nio.file.Path;
import java.util.Map;

/** The folder where packages, protections and embeddings are kept, and, for all runs of a user, the libraries of the engine. */
public final class CacheFolder {

    private CacheFolder() {}

    /**
     * {@code VISOR_CACHE}, or else {@code visor} in {@code XDG_CACHE_HOME}, or else {@code .cache/visor} in {@code HOME}; a
     * user without an entry in the system's list has a home by {@code HOME} alone.
     *
     * @throws InputError if the first of them that is set is no absolute path, or none is set
     */
    public static Path of(Map<String, String> environment) {
        if (isSet(environment, "VISOR_CACHE")) {
            return absolute(environment, "VISOR_CACHE");
        }
        return ofUser(environment);
    }

    /**
     * Returns the folder that all runs of a user share: the same but for {@code VISOR_CACHE}.
     *
     * @throws InputError as {@link #of}
     */
    public static Path ofUser(Map<String, String> environment) {
        if (isSet(environment, "XDG_CACHE_HOME")) {
            return absolute(environment, "XDG_CACHE_HOME").resolve("visor");
        }
        if (isSet(environment, "HOME")) {
            return absolute(environment, "HOME").resolve(".cache").resolve("visor");
        }
        Path home = Path.of(System.getProperty("user.home", "?"));
        if (!home.isAbsolute()) {
            throw new InputError("this user has no home folder: set VISOR_CACHE to a folder that you may write");
        }
        return home.resolve(".cache").resolve("visor");
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private static Path absolute(Map<String, String> environment, String name) {
        Path path = Path.of(environment.get(name));
        if (!path.isAbsolute()) {
            throw new InputError("%s must be an absolute path, got \"%s\"".formatted(name, environment.get(name)));
        }
        return path;
    }
}
