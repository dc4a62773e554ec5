package dev.visor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.audit.compare.SeededRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build server sees of {@code visor compare}. */
class CompareTest {

    @TempDir
    private Path folder;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @BeforeEach
    void makeRuns() {
        new SeededRun().probes(100).hidden(90).at(folder.resolve("base"));
        new SeededRun().probes(100).hidden(45).at(folder.resolve("worse"));
        new SeededRun().probes(10).hidden(9).at(folder.resolve("few"));
        new SeededRun().probes(10).hidden(7).at(folder.resolve("few-worse"));
    }

    @Test
    void theSameRunPasses() {
        assertThat(compare("base", "base")).isZero();
        assertThat(stdout.toString()).contains("results/gates/default.yaml", "rank1_untargeted may lose 0.05");
        assertThat(stderr.toString()).startsWith("pass: of ");
    }

    @Test
    void aRegressionIsThree() {
        assertThat(compare("base", "worse")).isEqualTo(3);
    }

    @Test
    void whatCannotBeToldIsFour() {
        assertThat(compare("few", "few-worse")).isEqualTo(4);
        assertThat(stdout.toString()).containsPattern("about \\d+ probes would settle it");
        assertThat(stderr.toString()).containsPattern("^inconclusive: .*; about \\d+ probes would settle them");
    }

    @Test
    void badInputIsTwoAndOneSentence() {
        assertThat(compare("base", "nowhere")).isEqualTo(2);
        assertThat(stderr.toString().lines()).hasSize(1).allMatch(line -> line.contains("nowhere is no run"));
    }

    /** Not 3: that would say that the new run lost something. */
    @Test
    void aRecordThatWasChangedIsTwoAndNamedWithItsFile() throws IOException {
        for (String changed : List.of("base", "worse")) {
            Path trials = folder.resolve(changed).resolve("trials.csv");
            String sound = Files.readString(trials);
            Files.writeString(trials, sound.replaceFirst("0\\.[0-9]+", "0.123456"));

            assertThat(compare("base", "worse")).isEqualTo(2);
            assertThat(report(changed)).isEqualTo(2);
            assertThat(execute(List.of(
                            "site",
                            folder.resolve(changed).toString(),
                            "--out",
                            folder.resolve("site").toString())))
                    .isEqualTo(2);

            assertThat(stderr.toString().lines())
                    .hasSize(3)
                    .allMatch(line ->
                            line.startsWith(folder.resolve(changed) + " is not what its run wrote (trials.csv"));
            assertThat(stdout.toString()).isEmpty();
            assertThat(folder.resolve("report")).doesNotExist();
            Files.writeString(trials, sound);
            stderr.getBuffer().setLength(0);
        }
    }

    private int report(String run, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "report",
                folder.resolve(run).toString(),
                "--out",
                folder.resolve("report").toString()));
        arguments.addAll(Arrays.asList(more));
        return execute(arguments);
    }

    @Test
    void anUnknownFormatIsTwo() {
        assertThat(compare("base", "base", "--format", "pdf")).isEqualTo(2);
        assertThat(stderr.toString()).contains("--format", "text, markdown, junit, json");
    }

    @Test
    void aMissingGateIsTwo() {
        assertThat(compare("base", "base", "--gate", folder.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(stderr.toString()).contains("none.yaml: cannot be read");
    }

    @Test
    void writesAFileAndPrintsItsPath() throws IOException {
        Path file = folder.resolve("made/compare.xml");

        assertThat(compare("base", "worse", "--format", "junit", "--out", file.toString()))
                .isEqualTo(3);

        assertThat(stdout.toString()).isEqualTo(file + System.lineSeparator());
        assertThat(Files.readString(file)).contains("<testsuite ", "<failure ");
    }

    /** Every command of the page about build servers. */
    @Test
    void theCommandsOfThePageAreUnderstood() throws IOException {
        List<String> commands = Files.readAllLines(dev.visor.contract.Home.PATH.resolve("docs/ci.md")).stream()
                .filter(line -> line.matches(".*(run: |^ *|\\) )\\./visor .*"))
                .map(line -> line.replaceAll(".*\\./visor ", "").replaceAll(" (>>|\\|\\|).*", ""))
                .toList();

        assertThat(commands).hasSize(4);
        assertThat(commands).allSatisfy(command -> Visor.commandLine().parseArgs(command.split(" ")));
    }

    private int compare(String base, String now, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "compare", folder.resolve(base).toString(), folder.resolve(now).toString()));
        arguments.addAll(Arrays.asList(more));
        return execute(arguments);
    }

    private int execute(List<String> arguments) {
        return Visor.commandLine()
                .setOut(new PrintWriter(stdout))
                .setErr(new PrintWriter(stderr))
                .execute(arguments.toArray(String[]::new));
    }
}
