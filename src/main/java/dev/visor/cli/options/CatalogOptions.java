package dev.visor.cli.options;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.yaml.CatalogFolders;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The option that names catalogs beside the project's own. */
public final class CatalogOptions {

    private static final String VARIABLE = "VISOR_CATALOG";

    @Option(
            names = "--catalog",
            paramLabel = "DIR",
            description =
                    "a folder of suites/, attacks/ and defenses/ beside the project's own, and of types in lib/*.jar,"
                            + " which are code and are run; give it once for each (default: the environment's VISOR_CATALOG,"
                            + " folders with a colon between them)")
    private List<Path> catalogs = new ArrayList<>();

    /** The project's own catalog, and those that the option or the environment names. */
    CatalogFolders folders() {
        return CatalogFolders.of(Home.path(), catalogs.isEmpty() ? named(System.getenv()) : catalogs);
    }

    /** Returns the catalog of all of them. */
    public Catalog catalog() {
        return new Catalog(folders());
    }

    /** The folders that the environment names. */
    static List<Path> named(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault(VARIABLE, "").split(File.pathSeparator))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .toList();
    }
}
