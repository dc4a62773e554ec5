package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;

/** A jar that is built by a test from Java that it writes, and other files. */
public final class CompiledJar {

    private static final String JAVA = ".java";

    private CompiledJar() {}

    /**
     * Builds a jar.
     *
     * @param folder for what is built on the way
     * @param files by path; those that are Java are compiled
     */
    public static void write(Path jar, Path folder, Map<String, String> files) throws IOException {
        Path built = Files.createDirectories(folder.resolve("classes"));
        List<String> javac = new ArrayList<>(
                List.of("-g", "-proc:none", "-d", built.toString(), "-cp", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> file : files.entrySet()) {
            boolean source = file.getKey().endsWith(JAVA);
            Path written = (source ? folder.resolve("src") : built).resolve(file.getKey());
            Files.createDirectories(written.getParent());
            Files.writeString(written, file.getValue());
            if (source) {
                javac.add(written.toString());
            }
        }
        run("javac", javac);
        Files.createDirectories(jar.getParent());
        run("jar", List.of("--create", "--file", jar.toString(), "-C", built.toString(), "."));
    }

    /** Runs a program of the JDK, which has nothing to say. */
    public static void run(String tool, List<String> arguments) {
        StringWriter said = new StringWriter();
        int code = ToolProvider.findFirst(tool)
                .orElseThrow()
                .run(new PrintWriter(said), new PrintWriter(said), arguments.toArray(String[]::new));
        assertThat(said.toString()).as("%s %s", tool, arguments).isEmpty();
        assertThat(code).isZero();
    }
}
