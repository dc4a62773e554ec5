package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of folders and files as Unicode means them: what looks the same is the same, and what was lost is no name. */
final class Names {

    /** Stands for bytes that no letter could be made of. */
    private static final char LOST = '\uFFFD';

    private Names() {}

    /** One spelling of a name, of those that differ in how accents are put together. */
    static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /**
     * Requires names that can tell people and photos apart.
     *
     * @throws InputError if a name cannot be read, or two are the same to a reader
     */
    static void requireDistinct(List<Path> paths) {
        Map<String, Path> seen = new HashMap<>();
        for (Path path : paths) {
            String name = path.getFileName().toString();
            if (name.indexOf(LOST) >= 0) {
                throw new InputError(
                        "%s: the name is not written in UTF-8, so letters of it are lost; rename it".formatted(path));
            }
            Path twin = seen.putIfAbsent(composed(name), path);
            if (twin != null) {
                throw new InputError(
                        "%s and %s: the two names differ only in how Unicode composes their accents; rename or"
                                        .formatted(twin, path)
                                + " remove one");
            }
        }
    }

    /** Requires a folder's name that a subject can have. */
    static void requireSubject(Path folder) {
        String name = folder.getFileName().toString();
        if (name.isBlank() || name.equals("-")) {
            throw new InputError("%s: a person's folder cannot be named \"%s\", which means nobody in tables; rename it"
                    .formatted(folder, name));
        }
    }
}
