package dev.visor.cli.process;

import dev.visor.core.InputError;
import dev.visor.core.file.CacheFolder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The environment of the process, which the launcher has put in order and others may not have. */
public final class ProcessEnvironment {

    private static final char LOST = '\uFFFD';
    private static final String ENGINE_CACHE = "ENGINE_CACHE_DIR";
    private static final String ENGINE = "engine";
    private static final String UNPACKED = "pytorch";

    private ProcessEnvironment() {}

    /** Returns the reason why names of files, people and photos could not be told apart here; empty where they can. */
    public static Optional<String> obstacle(String... args) {
        // Windows names files in Unicode, whatever the charset of its texts.
        boolean unicode = System.getProperty("os.name").startsWith("Windows");
        Charset names = unicode ? StandardCharsets.UTF_8 : Charset.forName(System.getProperty("sun.jnu.encoding"));
        return obstacle(names, Charset.defaultCharset(), args);
    }

    public static Optional<String> obstacle(Charset names, Charset text, String... args) {
        for (Charset charset : new Charset[] {names, text}) {
            if (!charset.equals(StandardCharsets.UTF_8)) {
                return Optional.of(("names of people and photos would be confused in the charset %s of this process:"
                                + " start it with the project's ./visor, or with LC_ALL=C.UTF-8 and -Dfile.encoding=UTF-8")
                        .formatted(charset));
            }
        }
        for (String arg : args) {
            if (arg.indexOf(LOST) >= 0) {
                return Optional.of("the argument \"" + arg
                        + "\" is not written in UTF-8: rename the file, or name it by" + " UTF-8 letters");
            }
        }
        return Optional.empty();
    }

    /**
     * Requires a folder that the engine can unpack its libraries in, or has.
     *
     * @throws InputError if there is none
     */
    public static void requireRoomForEngine() {
        String told = System.getProperty(ENGINE_CACHE, "");
        // Where the user has named a folder, it is the engine that reads it.
        if (told.isEmpty()) {
            return;
        }
        Path room = Path.of(told);
        try {
            Files.createDirectories(room);
        } catch (IOException e) {
            throw noRoom(room);
        }
        if (!Files.isWritable(room) && !Files.isDirectory(room.resolve(UNPACKED))) {
            throw noRoom(room);
        }
    }

    private static InputError noRoom(Path room) {
        return new InputError(
                "the engine's libraries cannot be unpacked in %s: set VISOR_CACHE to a folder that you may write"
                        .formatted(room));
    }

    /**
     * The engine unpacks its libraries in the user's own cache, once for all caches that {@code VISOR_CACHE} may name, and in
     * that one where the user's own cannot be written; unless the user named a folder.
     */
    public static void settleEngine(Map<String, String> environment) {
        if (environment.containsKey(ENGINE_CACHE) || environment.containsKey("DJL_CACHE_DIR")) {
            return;
        }
        try {
            System.setProperty(
                    ENGINE_CACHE,
                    ownRoom(environment)
                            .orElseGet(() -> CacheFolder.of(environment).resolve(ENGINE))
                            .toString());
        } catch (InputError e) {
            // Said by what needs the cache; most commands do not.
        }
    }

    private static Optional<Path> ownRoom(Map<String, String> environment) {
        try {
            Path room = CacheFolder.ofUser(environment).resolve(ENGINE);
            Files.createDirectories(room);
            return Files.isWritable(room) || Files.isDirectory(room.resolve(UNPACKED))
                    ? Optional.of(room)
                    : Optional.empty();
        } catch (InputError | IOException e) {
            return Optional.empty();
        }
    }
}
