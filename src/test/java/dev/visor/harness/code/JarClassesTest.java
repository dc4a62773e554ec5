package dev.visor.harness.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.harness.CompiledJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a class of a jar is made by: all that lies in the jars, wherever in them, and the project's classes that it refers to. */
class JarClassesTest {

    private static final String PAINT = "toy.Paint";
    private static final String HELPER = "other.place.Helper";

    @TempDir
    private Path folder;

    private int number;
    private Map<String, String> files;

    @BeforeEach
    void writeAToy() {
        files = new TreeMap<>(Map.of(
                "toy/Paint.java",
                "package toy; public final class Paint {"
                        + " private final Object crop = dev.visor.core.image.Crop.all();"
                        + " private final Object held = held();"
                        + " public static Object held() { try {"
                        + " return Class.forName(\"other.place.Hel\" + \"per\").getDeclaredConstructor().newInstance();"
                        + " } catch (ReflectiveOperationException e) { throw new IllegalStateException(e); } } }",
                "other/place/Helper.java",
                "package other.place; public final class Helper {"
                        + " private final Object pixelation = new dev.visor.defense.obfuscation.Pixelation("
                        + "new dev.visor.defense.obfuscation.Pixelation.Params(8));"
                        + " public String toString() { return \"helps\"; } }",
                "toy/table.txt",
                "1 2 3"));
    }

    @Test
    void whatIsBuiltAnewOfTheSameFilesHasTheSameDigest() throws Exception {
        assertThat(paint()).isEqualTo(paint());
    }

    @Test
    void aClassOfAnotherPackageThatNoCodeNamesCounts() throws Exception {
        Digest before = paint();
        change("other/place/Helper.java", "helps", "hinders");

        assertThat(paint()).isNotEqualTo(before);
    }

    @Test
    void aFileThatIsNoCodeCounts() throws Exception {
        Digest before = paint();
        change("toy/table.txt", "3", "4");

        assertThat(paint()).isNotEqualTo(before);
    }

    @Test
    void aCommentAndAnEmptyLineCountForNothing() throws Exception {
        Digest before = paint();
        change("toy/Paint.java", "private final Object crop", "/** A crop. */\n\nprivate final Object crop");

        assertThat(paint()).isEqualTo(before);
    }

    @Test
    void theProjectsClassesThatItsCodeNamesOrItsObjectsHoldCount() throws Exception {
        assertThat(Implementation.ofObject(made(classes(jar()))).classes())
                .contains(PAINT, HELPER, "dev.visor.core.image.Crop", "dev.visor.defense.obfuscation.Pixelation");
    }

    @Test
    void aJarThatIsBuiltAnewDoesNotReachWhatWasLoadedBefore() throws Exception {
        Path jar = jar();
        JarClasses classes = classes(jar);
        change("other/place/Helper.java", "helps", "hinders");
        Files.write(jar, Files.readAllBytes(jar()));

        assertThat(classes.loadClass(HELPER).getDeclaredConstructor().newInstance())
                .hasToString("helps");
        try (InputStream table = classes.getResourceAsStream("toy/table.txt")) {
            assertThat(new String(table.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("1 2 3");
        }
    }

    @Test
    void jarsOfOneCatalogSeeEachOther() throws Exception {
        Path first = jar();
        files.keySet().removeIf(name -> name.startsWith("toy/"));
        Path second = jar();
        JarClasses both = JarClasses.of(List.of(second, first), getClass().getClassLoader());

        assertThat(both.loadClass(PAINT).getMethod("held").invoke(null)).hasToString("helps");
    }

    @Test
    void whatIsNoJarIsSaidInOneSentence() throws IOException {
        Path text = Files.writeString(folder.resolve("a.jar"), "<html>");

        assertThatThrownBy(() -> classes(text))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith(text + " cannot be read as a jar (");
    }

    private Digest paint() throws Exception {
        return Implementation.ofObject(made(classes(jar()))).digest();
    }

    private static Object made(JarClasses classes) throws ReflectiveOperationException {
        return classes.loadClass(PAINT).getDeclaredConstructor().newInstance();
    }

    private JarClasses classes(Path jar) {
        return JarClasses.of(List.of(jar), getClass().getClassLoader());
    }

    private Path jar() throws IOException {
        Path jar = folder.resolve("toy" + number + ".jar");
        CompiledJar.write(jar, folder.resolve("built" + number++), files);
        return jar;
    }

    private void change(String file, String before, String after) {
        assertThat(files.get(file)).contains(before);
        files.put(file, files.get(file).replace(before, after));
    }
}
