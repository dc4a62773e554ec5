package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.cli.Visor;
import dev.visor.contract.Home;
import dev.visor.contract.Pages;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.CompiledJar;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project of {@code docs/sample-defense}: its README's commands build a jar whose defense runs, and runs anew when it is built anew. */
class SampleDefenseTest {

    private static final String SAMPLE = "docs/sample-defense";
    private static final String SOURCE = "src/org/example/Solarize.java";

    @TempDir
    private Path folder;

    private Path sample;

    @BeforeEach
    void copyTheProjectAndBuildIt() throws IOException {
        sample = folder.resolve("sample");
        try (Stream<Path> files = Files.walk(Home.PATH.resolve(SAMPLE))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".jar"))
                    .toList()) {
                Path copy = sample.resolve(Home.PATH.resolve(SAMPLE).relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.createDirectories(sample.resolve("catalog/lib"));
        build();
    }

    @Test
    void theReadmesCommandsForVisorAreUnderstood() {
        for (String command : commands("./visor ")) {
            boolean run = command.startsWith("run ");
            StringWriter stdout = new StringWriter();
            StringWriter stderr = new StringWriter();

            int code = Visor.commandLine()
                    .setOut(new PrintWriter(stdout))
                    .setErr(new PrintWriter(stderr))
                    .execute((command + (run ? " --dry-run" : "")).split(" "));

            assertThat(code).as("%s: %s", command, stderr).isZero();
            assertThat(stdout.toString()).contains("solarize-128");
        }
    }

    @Test
    void theDefenseOfTheJarRunsEndToEndAndNothingIsStoredUnderCodeThatIsNoMore() throws IOException {
        RunRecord first = run("first");
        build();
        RunRecord again = run("again");
        change("255 - pixels[i]", "pixels[i] / 2");
        build();
        RunRecord changed = run("changed");

        assertThat(ssim(first)).isBetween(-1., .99);
        assertThat(again.info().counts().masksComputed()).isZero();
        assertThat(ssim(again)).isEqualTo(ssim(first));
        // The control is in the store.
        assertThat(changed.info().counts().masksComputed())
                .isPositive()
                .isEqualTo(first.info().counts().masksComputed() / 2);
        assertThat(ssim(changed)).isNotEqualTo(ssim(first));
        assertDoesNotTellWhereTheCatalogLies(first.directory());
    }

    private void assertDoesNotTellWhereTheCatalogLies(Path record) throws IOException {
        try (Stream<Path> files = Files.walk(record)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(folder.toString());
            }
        }
    }

    private RunRecord run(String name) {
        ResolvedSuite suite = new Catalog(CatalogFolders.of(Home.PATH, List.of(sample.resolve("catalog"))))
                .suite("solarize-try", Overrides.NONE);
        Path out = folder.resolve(name);
        Path people = folder.resolve("people");
        try {
            Files.createDirectories(people);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new SuiteRunner(new AnalyticTestBed(people), Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(suite, Home.PATH, folder.resolve("cache"), folder, Optional.of(out), "cpu"));
        return new RunRecord(out);
    }

    private static double ssim(RunRecord record) {
        return record.metrics().stream()
                .filter(row ->
                        row.metric().equals("ssim") && row.cell().defense().equals("solarize-128"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private void change(String before, String after) throws IOException {
        String source = Files.readString(sample.resolve(SOURCE));
        assertThat(source).contains(before);
        Files.writeString(sample.resolve(SOURCE), source.replace(before, after));
    }

    /** By the README's own lines. */
    private void build() {
        for (String tool : List.of("javac", "jar")) {
            List<String> lines = commands(tool + " ");
            assertThat(lines).hasSize(1);
            CompiledJar.run(tool, List.of(lines.get(0).split(" ")));
        }
    }

    /** What the README gives to a program, on the copy instead of the project's folder. */
    private List<String> commands(String program) {
        return Pages.blocks("bash")
                .filter(block -> block.page().equals(SAMPLE + "/README.md"))
                .flatMap(block -> block.text().lines())
                .filter(line -> line.startsWith(program))
                .map(line -> line.substring(program.length())
                        .replace(SAMPLE, sample.toString())
                        .replace(
                                "target/sample-defense",
                                folder.resolve("classes").toString()))
                .toList();
    }
}
