package dev.visor.catalog.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.catalog.BuiltIns;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.yaml.CatalogFolder;
import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.harness.CompiledJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider of a jar adds types of every kind; what is wrong with it is one sentence. */
class JarTypesTest {

    private static final String SERVICE = "META-INF/services/dev.visor.catalog.type.TypeProvider";

    @TempDir
    private Path folder;

    @Test
    void aProviderAddsTypesOfEveryKind() throws IOException {
        build("""
                types.defenses("control").add("still", dev.visor.defense.obfuscation.None::new);
                types.recognition().add("ask", dev.visor.attack.zoo.Identification::new);
                types.countermeasures().add("wait", dev.visor.attack.purification.Untouched::new);
                types.inversion().add("peek", dev.visor.attack.inversion.leak.InverseTransformBaseline::new);
                """);
        PluginTypes types = BuiltIns.types();

        JarTypes.add(catalog(), types);

        assertThat(types.defenses("control").types()).containsKeys("none", "still");
        assertThat(types.recognition().types()).containsKey("ask");
        assertThat(types.countermeasures().types()).containsKey("wait");
        assertThat(types.inversion().types()).containsKey("peek");
    }

    @Test
    void aFolderWithoutJarsAddsNothing() throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        Files.writeString(folder.resolve("lib/notes.txt"), "no jar");
        PluginTypes types = BuiltIns.types();

        JarTypes.add(catalog(), types);

        assertThat(types.defenses("control").types()).containsOnlyKeys("none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            types.defenses("obfuscation").add("blur", dev.visor.defense.obfuscation.None::new); | mine/lib: toy.Types: there is a type "blur" already; give the new one another word
            types.defenses("blurring"); | mine/lib: toy.Types: unknown kind of defenses "blurring"; expected one of composed, control,
            throw new NoSuchMethodError("Defense.gone()"); | mine/lib: a provider of types cannot be loaded (Defense.gone()): build the jar for this Visor and this Java
            """)
    void aProviderThatAsksForTheImpossibleIsSaid(String statement, String sentence) throws IOException {
        build(statement);

        assertRefused(sentence);
    }

    @Test
    void aJarThatNamesNoProviderIsSaid() throws IOException {
        CompiledJar.write(jar(), folder, Map.of("toy/Alone.java", "package toy; public final class Alone {}"));

        assertRefused("mine/lib: no jar names a provider of types: put the name of its class into " + SERVICE);
    }

    @Test
    void aProviderThatIsNotThereOrIsNoneIsSaid() throws IOException {
        CompiledJar.write(
                jar(),
                folder,
                Map.of("toy/Alone.java", "package toy; public final class Alone {}", SERVICE, "toy.Gone"));
        assertRefused("toy.Gone not found");

        CompiledJar.write(
                jar(),
                folder,
                Map.of("toy/Alone.java", "package toy; public final class Alone {}", SERVICE, "toy.Alone"));
        assertRefused("toy.Alone not a subtype");
    }

    @Test
    void aTypeThatCannotBeMadeIsSaidWithTheFileThatAsksForIt() throws IOException {
        build("""
                types.defenses("control").add("old", () -> { throw new NoSuchMethodError("Defense.gone()"); });
                """);
        Path entry = folder.resolve("defenses/control/old.yaml");
        Files.createDirectories(entry.getParent());
        Files.writeString(entry, """
                id: old
                type: old
                summary: built for another Visor
                source: {paper: none, fidelity: control}
                params: {}
                """);

        assertThatThrownBy(() -> new Catalog(CatalogFolders.of(Home.PATH, List.of(folder))).defenses())
                .isInstanceOf(InputError.class)
                .hasMessage(entry + ":5: the type cannot be made (Defense.gone()):"
                        + " build its jar for this Visor and this Java");
    }

    private void build(String statements) throws IOException {
        CompiledJar.write(jar(), folder, Map.of("toy/Types.java", """
                package toy;

                public final class Types implements dev.visor.catalog.type.TypeProvider {
                    @Override
                    public void addTo(dev.visor.catalog.type.PluginTypes types) {
                        %s
                    }
                }
                """.formatted(statements), SERVICE, "toy.Types"));
    }

    private Path jar() {
        return folder.resolve("lib/toy.jar");
    }

    private CatalogFolder catalog() {
        return new CatalogFolder(folder, folder.toString());
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> JarTypes.add(catalog(), BuiltIns.types()))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(sentence.replace("mine", folder.toString()));
    }
}
