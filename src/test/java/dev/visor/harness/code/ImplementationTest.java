package dev.visor.harness.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Digest;
import dev.visor.defense.obfuscation.Pixelation;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.harness.CompiledClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which code a thing is made by: its class, and all of the project that this refers to or holds. */
class ImplementationTest {

    private static final String PAINT = "toy.Paint";
    private static final String BRUSH = "toy.Brush";
    private static final String STROKE = "toy.Stroke";
    private static final String BROAD = "toy.Broad";
    private static final String FRAME = "toy.Frame";

    @TempDir
    private Path folder;

    private int number;
    private Map<String, String> sources;

    @BeforeEach
    void writeAToy() {
        sources = new TreeMap<>(Map.of(
                PAINT,
                "package toy; public final class Paint {"
                        + " private final Stroke stroke = Stroke.made();"
                        + " public int paint(int x) { return new Brush().dip(stroke.draw(x)); } }",
                BRUSH,
                "package toy; final class Brush { int dip(int x) { return x + 1; } }",
                STROKE,
                "package toy; interface Stroke { int draw(int x);"
                        + " static Stroke made() { try {"
                        + " return (Stroke) Class.forName(\"toy.Bro\" + \"ad\").getDeclaredConstructor().newInstance();"
                        + " } catch (ReflectiveOperationException e) { throw new IllegalStateException(e); } } }",
                BROAD,
                "package toy; final class Broad implements Stroke { public int draw(int x) { return 2 * x; } }",
                FRAME,
                "package toy; public final class Frame { int side() { return 3; } }"));
    }

    @Test
    void codeThatIsTheSameHasTheSameDigestWhereverItWasCompiled() throws Exception {
        assertThat(paint()).isEqualTo(paint());
    }

    @Test
    void changingTheClassChangesTheDigest() throws Exception {
        Digest before = paint();
        change(PAINT, "dip(", "dip(1 + ");

        assertThat(paint()).isNotEqualTo(before);
    }

    @Test
    void changingAClassThatItRefersToChangesTheDigest() throws Exception {
        Digest before = paint();
        change(BRUSH, "x + 1", "x + 2");

        assertThat(paint()).isNotEqualTo(before);
    }

    @Test
    void changingAClassThatItOnlyHoldsBehindAnInterfaceChangesTheDigest() throws Exception {
        assertThat(Implementation.of(compiled().named(PAINT)).classes()).doesNotContain(BROAD);
        Digest before = paint();
        change(BROAD, "2 * x", "3 * x");

        assertThat(paint()).isNotEqualTo(before);
    }

    @Test
    void changingAClassThatItDoesNotReferToChangesNothing() throws Exception {
        Digest before = paint();
        change(FRAME, "return 3", "return 4");

        assertThat(paint()).isEqualTo(before);
    }

    @Test
    void aCommentAnEmptyLineAndTheNameOfALocalVariableChangeNothing() throws Exception {
        Digest before = paint();
        change(BRUSH, "int dip(int x) { return x + 1; }", "/** Dips. */\n\n\nint dip(int wet) {\n\n return wet + 1; }");

        assertThat(paint()).isEqualTo(before);
    }

    @Test
    void nestedClassesLambdasAndWhatIsHeldInListsCount() {
        Object held = List.of(Map.of("key", List.of(new Pixelation(new Pixelation.Params(8)))));
        IntUnaryOperator lambda = x -> x + held.hashCode();

        assertThat(Implementation.ofObject(new Holder(held)).classes())
                .contains(Holder.class.getName(), Pixelation.class.getName(), Pixelation.Params.class.getName());
        assertThat(Implementation.ofObject(lambda).classes()).contains(ImplementationTest.class.getName());
    }

    private record Holder(Object held) {}

    @Test
    void aDefenseDoesNotReachAnother() {
        assertThat(Implementation.of(Pixelation.class).classes())
                .contains(Pixelation.class.getName(), dev.visor.core.image.FaceImage.class.getName())
                .doesNotContain(UniformNoise.class.getName());
    }

    private Digest paint() throws ReflectiveOperationException, IOException {
        return Implementation.ofObject(compiled().made(PAINT)).digest();
    }

    private CompiledClasses compiled() throws IOException {
        return new CompiledClasses(folder.resolve("toy" + number++), sources);
    }

    private void change(String type, String before, String after) {
        assertThat(sources.get(type)).contains(before);
        sources.put(type, sources.get(type).replace(before, after));
    }
}
