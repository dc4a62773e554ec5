package dev.visor.catalog.yaml;

import java.nio.file.Path;

/**
 * A folder that holds {@code suites/}, {@code attacks/} and {@code defenses/}, or some of them.
 *
 * @param path absolute
 * @param label what the user called it; empty for the project's own folder, from which its files are named
 */
public record CatalogFolder(Path path, String label) {

    public CatalogFolder {
        path = path.toAbsolutePath().normalize();
    }

    /** The project's own. */
    public static CatalogFolder own(Path home) {
        return new CatalogFolder(home, "");
    }

    /** Whether it is the project's own, which has all folders. */
    public boolean isOwn() {
        return label.isEmpty();
    }

    /** Whether a file lies in it. */
    boolean holds(Path file) {
        return file.toAbsolutePath().normalize().startsWith(path);
    }

    /** Returns the name that sentences have for a file or a folder: from the project's folder, or as the user called the catalog. */
    public String shown(Path file) {
        if (!holds(file)) {
            return file.toString();
        }
        String within = path.relativize(file.toAbsolutePath().normalize()).toString();
        return isOwn() ? within : Path.of(label).resolve(within).toString();
    }

    /** Returns the name that sentences have for a path from this folder. */
    public String shown(String within) {
        return shown(path.resolve(within));
    }
}
