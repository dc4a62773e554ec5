package dev.visor.catalog.yaml;

import dev.visor.core.InputError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The project's own catalog, and those beside it that the user named.
 *
 * @param all the project's own first
 */
public record CatalogFolders(List<CatalogFolder> all) {

    private static final List<String> PARTS = List.of("suites", "attacks", "defenses");

    public CatalogFolders {
        all = List.copyOf(all);
    }

    /** The project's own alone. */
    public static CatalogFolders own(Path home) {
        return new CatalogFolders(List.of(CatalogFolder.own(home)));
    }

    /**
     * With others beside it, in the order given.
     *
     * @throws InputError if one does not exist, is no folder, holds none of the folders of a catalog, or is named twice
     */
    public static CatalogFolders of(Path home, List<Path> beside) {
        List<CatalogFolder> all = new ArrayList<>(List.of(CatalogFolder.own(home)));
        Map<Path, String> known = new LinkedHashMap<>(Map.of(real(home), "the project's own, which is always read"));
        for (Path folder : beside) {
            requireCatalog(folder);
            String other = known.putIfAbsent(real(folder), "named twice");
            if (other != null) {
                throw new InputError("catalog %s is %s: leave it out".formatted(folder, other));
            }
            all.add(new CatalogFolder(folder, folder.toString()));
        }
        return new CatalogFolders(all);
    }

    private static void requireCatalog(Path folder) {
        if (!Files.exists(folder)) {
            throw new InputError(
                    "catalog %s does not exist: name a folder that holds suites/, attacks/ or defenses/ (--catalog DIR or VISOR_CATALOG)"
                            .formatted(folder));
        }
        if (!Files.isDirectory(folder)) {
            throw new InputError("catalog %s is a file: name the folder that holds its suites/, attacks/ or defenses/"
                    .formatted(folder));
        }
        if (PARTS.stream().noneMatch(part -> Files.isDirectory(folder.resolve(part)))) {
            throw new InputError(
                    "catalog %s holds none of the folders suites, attacks and defenses: lay its files out as the project's own"
                            .formatted(folder));
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is any beside the project's own. */
    public boolean anyBeside() {
        return all.size() > 1;
    }

    /** Returns the catalogs beside the project's own. */
    public List<CatalogFolder> beside() {
        return all.subList(1, all.size());
    }

    /** The one in which a file lies, wherever that was named; the project's own for a file that lies in none. */
    public CatalogFolder of(Path file) {
        return all.stream().filter(catalog -> catalog.holds(file)).findFirst().orElse(all.get(0));
    }

    /** The first that has such a file, the project's own before others. */
    public Optional<CatalogFolder> with(String within) {
        return all.stream()
                .filter(catalog -> Files.exists(catalog.path().resolve(within)))
                .findFirst();
    }
}
