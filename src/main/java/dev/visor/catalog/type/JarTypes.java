package dev.visor.catalog.type;

import dev.visor.catalog.yaml.CatalogFolder;
import dev.visor.core.InputError;
import dev.visor.harness.code.JarClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Adds the types that the jars in a catalog's {@code lib/} provide. */
public final class JarTypes {

    private static final String LIB = "lib";

    private JarTypes() {}

    /**
     * Loads the jars, which see each other and the project's classes, and asks their providers. Does nothing where there are none.
     *
     * @throws InputError if a jar cannot be read, none names a provider, one cannot be loaded, or a word is taken
     */
    public static void add(CatalogFolder catalog, PluginTypes types) {
        List<Path> jars = jars(catalog);
        if (jars.isEmpty()) {
            return;
        }
        String lib = catalog.shown(LIB);
        JarClasses classes = JarClasses.of(jars, JarTypes.class.getClassLoader());
        List<TypeProvider> providers = providers(lib, classes);
        if (providers.isEmpty()) {
            throw new InputError(
                    "%s: no jar names a provider of types: put the name of its class into META-INF/services/%s"
                            .formatted(lib, TypeProvider.class.getName()));
        }
        for (TypeProvider provider : providers) {
            try {
                provider.addTo(types);
            } catch (IllegalArgumentException e) {
                throw new InputError(
                        "%s: %s: %s".formatted(lib, provider.getClass().getName(), e.getMessage()), e);
            } catch (LinkageError e) {
                throw unloadable(lib, e);
            }
        }
    }

    private static List<TypeProvider> providers(String lib, JarClasses classes) {
        try {
            return ServiceLoader.load(TypeProvider.class, classes).stream()
                    .filter(provider -> provider.type().getClassLoader() == classes)
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw unloadable(lib, e);
        }
    }

    private static InputError unloadable(String lib, Error e) {
        return new InputError(
                "%s: a provider of types cannot be loaded (%s): build the jar for this Visor and this Java"
                        .formatted(lib, e.getMessage()),
                e);
    }

    private static List<Path> jars(CatalogFolder catalog) {
        Path lib = catalog.path().resolve(LIB);
        if (!Files.isDirectory(lib)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(file -> Path.of(catalog.shown(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
