package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.type.PluginTypes;
import dev.visor.catalog.type.Registry;
import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.contract.Home;
import dev.visor.contract.Pages;
import dev.visor.contract.Pages.Excerpt;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Surrogates;
import dev.visor.harness.plan.Entry;
import dev.visor.recognizer.SyntheticFaces;
import dev.visor.tensor.Compute;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The defense that {@code docs/extending.md} adds compiles without a warning, passes its test, and is read by the catalog. */
class WorkedExampleTest {

    private static final String PAGE = "docs/extending.md";
    private static final String SOURCE = "// src/";
    private static final String PACKAGE = "dev.visor.defense.obfuscation.";

    @Test
    void theDefenseOfThePagePassesTheTestOfThePage(@TempDir Path folder) throws Exception {
        try (URLClassLoader classes = compiled(folder)) {
            Class<?> test = classes.loadClass(PACKAGE + "PosterizeTest");
            Constructor<?> constructor = test.getDeclaredConstructor();
            constructor.setAccessible(true);
            List<Method> cases = Stream.of(test.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(Test.class))
                    .toList();

            assertThat(cases).isNotEmpty();
            for (Method method : cases) {
                method.setAccessible(true);
                method.invoke(constructor.newInstance());
            }
        }
    }

    @Test
    void theFileOfThePageIsAnEntryThatProtects(@TempDir Path folder) throws Exception {
        try (URLClassLoader classes = compiled(folder)) {
            PluginTypes types = BuiltIns.types();
            register(types.defenses().get("obfuscation"), classes);
            Path home = withTheExampleOfThePage(Files.createDirectory(folder.resolve("home")));

            Entry<Defense> entry = new Catalog(CatalogFolders.own(home), types)
                    .defenses().stream()
                            .filter(one -> one.type().equals("posterize"))
                            .findFirst()
                            .orElseThrow();

            List<FaceImage> faces = SyntheticFaces.of(1, 1);
            Compute nowhere = null;
            DefenseContext context =
                    new DefenseContext(new Surrogates(List.of(), nowhere), List.of(), List.of(new java.util.Random(1)));
            assertThat(entry.plugin().protect(faces, context)).hasSize(1).doesNotContain(faces.get(0));
        }
    }

    @Test
    void theLineOfThePageIsALineOfTheRegistry() throws IOException {
        assertThat(Files.readString(Home.PATH.resolve(PAGE)))
                .contains(".add(\"posterize\", Posterize.Params.class, Posterize::new)");
    }

    /** As the line of the page does, for a class that is known by name alone. */
    @SuppressWarnings("unchecked")
    private static void register(Registry<Defense> defenses, ClassLoader classes) throws Exception {
        Class<Record> params = (Class<Record>) classes.loadClass(PACKAGE + "Posterize$Params");
        Constructor<?> constructor = classes.loadClass(PACKAGE + "Posterize").getConstructor(params);
        defenses.add("posterize", params, given -> {
            try {
                return (Defense) constructor.newInstance(given);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Path withTheExampleOfThePage(Path home) throws IOException {
        Home.copyCatalog(home);
        List<Excerpt> files = Pages.blocks("yaml")
                .filter(block -> block.page().equals(PAGE) && block.text().contains("type: posterize"))
                .toList();
        assertThat(files).hasSize(1);
        String text = files.get(0).text();
        Files.writeString(home.resolve(text.lines().findFirst().orElseThrow().substring(2)), text);
        return home;
    }

    private static URLClassLoader compiled(Path folder) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Excerpt block :
                Pages.blocks("java").filter(one -> one.page().equals(PAGE)).toList()) {
            String first = block.text().lines().findFirst().orElseThrow();
            if (first.startsWith(SOURCE)) {
                Path source = folder.resolve(first.substring("// ".length()));
                Files.createDirectories(source.getParent());
                sources.add(Files.writeString(source, block.text()));
            }
        }
        assertThat(sources).hasSize(2);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "-Xlint:all,-path,-processing,-classfile",
                    "-Werror",
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("java.class.path")
                            + File.pathSeparator
                            + System.getProperty("surefire.test.class.path", ""));
            boolean sound = compiler.getTask(
                            problems, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(sound).as("what %s shows compiles:\n%s", PAGE, problems).isTrue();
        }
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, WorkedExampleTest.class.getClassLoader());
    }
}
