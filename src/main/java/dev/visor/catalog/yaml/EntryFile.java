package dev.visor.catalog.yaml;

import java.nio.file.Path;

/**
 * A file of a catalog.
 *
 * @param catalog in which it lies
 * @param path absolute
 */
public record EntryFile(CatalogFolder catalog, Path path) {

    /** Returns the name that sentences have for it. */
    public String shown() {
        return catalog.shown(path);
    }
}
