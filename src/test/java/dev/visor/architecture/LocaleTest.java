package dev.visor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/** What makes data depends on no machine's language, country or charset. */
class LocaleTest {

    private static final Path MAIN = Path.of("target", "classes", "dev", "visor");

    /** Calls that take the machine's locale or charset where another of the same class takes one by name. */
    private static final Set<String> OF_THE_MACHINE = Set.of(
            "java/lang/String.toLowerCase()Ljava/lang/String;",
            "java/lang/String.toUpperCase()Ljava/lang/String;",
            "java/lang/String.getBytes()[B",
            "java/lang/String.<init>([B)V",
            "java/lang/String.<init>([BII)V",
            "java/io/ByteArrayOutputStream.toString()Ljava/lang/String;",
            "java/io/InputStreamReader.<init>(Ljava/io/InputStream;)V",
            "java/io/OutputStreamWriter.<init>(Ljava/io/OutputStream;)V",
            "java/io/PrintWriter.<init>(Ljava/io/OutputStream;)V",
            "java/io/PrintWriter.<init>(Ljava/io/OutputStream;Z)V",
            "java/io/PrintStream.<init>(Ljava/io/OutputStream;)V",
            "java/io/PrintStream.<init>(Ljava/io/OutputStream;Z)V",
            "java/nio/charset/Charset.defaultCharset()Ljava/nio/charset/Charset;",
            "java/time/format/DateTimeFormatter.ofPattern(Ljava/lang/String;)Ljava/time/format/DateTimeFormatter;",
            "java/text/NumberFormat.getInstance()Ljava/text/NumberFormat;",
            "java/text/Collator.getInstance()Ljava/text/Collator;");

    /** Classes that have no way to say it, or a better successor that has. */
    private static final Set<String> CLASSES_OF_THE_MACHINE = Set.of(
            "java/io/FileReader",
            "java/io/FileWriter",
            "java/util/Scanner",
            "java/util/Formatter",
            "java/text/SimpleDateFormat",
            "java/text/DecimalFormat",
            "java/text/MessageFormat");

    /** An exception's sentence is for people, and {@code Main} has set the locale by then. */
    @Test
    void aNumberIsWrittenInANamedLocaleUnlessAnExceptionSaysIt() throws IOException {
        assertThat(calls(MAIN, LocaleTest::writesANumberInTheMachinesLocale)).isEmpty();
    }

    @Test
    void caseCharsetAndPatternsAreNamed() throws IOException {
        assertThat(calls(MAIN, LocaleTest::takesTheMachines))
                // It asks in order to refuse.
                .filteredOn(call -> !call.startsWith("ProcessEnvironment.obstacle:"))
                .isEmpty();
    }

    @Test
    void theRuleFindsWhatItForbids() throws IOException {
        Path known = Path.of("target", "test-classes", "dev", "visor", "architecture");

        assertThat(calls(known, LocaleTest::writesANumberInTheMachinesLocale).stream()
                        .filter(call -> call.startsWith("SeededFormats"))
                        .map(call -> call.replaceAll(":\\d+$", "")))
                .containsExactly(
                        "SeededFormats.number",
                        "SeededFormats.oneOfTwo",
                        "SeededFormats.joined",
                        "SeededFormats.handedIn",
                        "SeededFormats.printed");
        assertThat(calls(known, LocaleTest::takesTheMachines).stream()
                        .filter(call -> call.startsWith("SeededFormats"))
                        .map(call -> call.replaceAll(":\\d+$", "")))
                .containsExactly("SeededFormats.folded");
    }

    private static boolean takesTheMachines(FormatCalls.Call call) {
        MethodInsnNode method = call.instruction();
        return OF_THE_MACHINE.contains(method.owner + "." + method.name + method.desc)
                || CLASSES_OF_THE_MACHINE.contains(method.owner);
    }

    private static boolean writesANumberInTheMachinesLocale(FormatCalls.Call call) {
        return call.formats() && call.dependsOnTheLocale() && !call.isSaidByAnException();
    }

    /** {@code Class.method:line} of every call below the folder that is such a one. */
    private static List<String> calls(Path folder, Predicate<FormatCalls.Call> forbidden) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                ClassNode type = new ClassNode();
                new ClassReader(Files.readAllBytes(file)).accept(type, 0);
                for (MethodNode method : type.methods) {
                    FormatCalls.of(type, method).stream()
                            .filter(forbidden)
                            .map(call -> "%s.%s:%s"
                                    .formatted(
                                            type.name.substring(type.name.lastIndexOf('/') + 1),
                                            method.name,
                                            line(call.instruction())))
                            .forEach(found::add);
                }
            }
        } catch (AnalyzerException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private static String line(AbstractInsnNode instruction) {
        AbstractInsnNode at = instruction;
        while (at != null && !(at instanceof LineNumberNode)) {
            at = at.getPrevious();
        }
        return at == null ? "?" : String.format(Locale.ROOT, "%d", ((LineNumberNode) at).line);
    }
}
