package dev.visor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher hands to Java, and what it says where it cannot; in a project's folder with letters and spaces. */
class LauncherTest {

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void build() throws IOException {
        home = folder.resolve("Fotos f\u00fcr \"Anna\"");
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("target/quarkus-app"));
        Files.copy(Path.of("visor"), home.resolve("visor"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("target/quarkus-app/quarkus-run.jar"), "");
        Files.writeString(home.resolve("target/visor-built"), "");
        java("17.0.1", "echo \"$LC_ALL\"; printf '%s\\n' \"$@\"");
    }

    @Test
    void javaRunsInUtf8WhereTheEnvironmentSetsNoLocale() throws Exception {
        for (String locale : new String[] {"POSIX", "C", "tr_TR", "no_SUCH.ISO-8859-1"}) {
            assertThat(launch(Map.of("LC_ALL", locale)).get(0)).matches("(?i).*\\.UTF-?8");
        }
    }

    @Test
    void everyArgumentArrivesAsItWasGiven() throws Exception {
        assertThat(launch(Map.of("HOME", "/a b"), "protect", "--", "-", "@x", "Jos\u00e9 \u5f20.jpg"))
                .contains("-Duser.home=/a b", "-Dvisor.home=" + home.toRealPath(), "-Dfile.encoding=UTF-8")
                .endsWith("protect", "--", "-", "@x", "Jos\u00e9 \u5f20.jpg");
    }

    @Test
    void classesThatTheBuildHasChangedComeFirst() throws Exception {
        Path built = home.toRealPath().resolve("target/quarkus-app");
        List<String> jars =
                List.of("quarkus/b.jar", "app/visor.jar", "lib/boot/a.jar", "lib/main/a.jar", "lib/main/b.jar");
        for (String jar : jars) {
            Files.createDirectories(built.resolve(jar).getParent());
            Files.writeString(built.resolve(jar), "");
        }

        List<String> said = launch(Map.of(), "list");

        assertThat(said.get(said.indexOf("-cp") + 1))
                .isEqualTo(
                        jars.stream().map(jar -> built.resolve(jar).toString()).collect(Collectors.joining(":")));
    }

    @Test
    void onlyWhatEndsInASecondDoesWithoutTheSecondCompiler() throws Exception {
        String first = "-XX:TieredStopAtLevel=1";

        assertThat(launch(Map.of())).contains(first);
        assertThat(launch(Map.of(), "run", "--help")).contains(first);
        assertThat(launch(Map.of(), "validate", "smoke")).contains(first);
        assertThat(launch(Map.of(), "run", "smoke")).doesNotContain(first);
        assertThat(launch(Map.of(), "protect", "list")).doesNotContain(first);
    }

    @Test
    void anOldJavaIsSaidInOneSentence() throws Exception {
        java("11.0.2", "exit 7");

        assertThat(launch(Map.of())).singleElement().asString().contains("Java 17 or newer", "older");
    }

    @Test
    void aMissingJavaIsSaidInOneSentence() throws Exception {
        assertThat(launch(Map.of("JAVA_HOME", "/no/such")))
                .singleElement()
                .asString()
                .contains("there is no \"/no/such/bin/java\"");
    }

    @Test
    void aHeapThatIsNoSizeIsSaidInOneSentence() throws Exception {
        assertThat(launch(Map.of("VISOR_HEAP", "2 GB")))
                .singleElement()
                .asString()
                .contains("got \"2 GB\"");
    }

    @Test
    void aFolderThatCannotBeBuiltInIsSaidInOneSentence() throws Exception {
        Files.delete(home.resolve("target/quarkus-app/quarkus-run.jar"));
        Files.move(home.resolve("target"), home.resolve("built"));
        Files.writeString(home.resolve("target"), "in the way");

        assertThat(launch(Map.of())).singleElement().asString().contains("cannot be written", "take a copy");
    }

    @Test
    void aBuildIsToldInPlainText() throws Exception {
        Files.delete(home.resolve("target/visor-built"));
        Path bin = Files.createDirectories(folder.resolve("maven/bin"));
        Path mvn = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho \"$MAVEN_OPTS\" \"$@\"\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();

        List<String> said = launch(Map.of("PATH", bin + ":" + System.getenv("PATH")));

        // Maven's terminal library ends with escapes, colors or not, unless it is told not to.
        assertThat(said.get(1)).contains("-Djansi.noreset=true", "-Dstyle.color=never");
    }

    @Test
    void aProfileOfTheBuildStaysUntilAnotherIsAskedFor() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("maven/bin"));
        Path mvn = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho \"$@\"\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        String path = bin + ":" + System.getenv("PATH");

        assertThat(launch(Map.of("PATH", path))).noneMatch(line -> line.contains("package"));
        assertThat(launch(Map.of("PATH", path, "VISOR_PROFILE", "gpu"))).anyMatch(line -> line.endsWith("-Pgpu"));
        assertThat(launch(Map.of("PATH", path, "VISOR_PROFILE", "gpu"))).noneMatch(line -> line.contains("package"));
        assertThat(launch(Map.of("PATH", path))).noneMatch(line -> line.contains("package"));
        Files.setLastModifiedTime(home.resolve("target/visor-built"), FileTime.fromMillis(0));
        assertThat(launch(Map.of("PATH", path))).anyMatch(line -> line.endsWith("-Pgpu"));
    }

    private void java(String version, String script) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\n" + script + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private List<String> launch(Map<String, String> environment, String... args) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("bash", home.resolve("visor").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        Process launcher = builder.start();
        List<String> said = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                // The shell's own, where the environment names a locale that this system lacks.
                .filter(line -> !line.contains("setlocale"))
                .toList();
        launcher.waitFor();
        return said;
    }
}
