package dev.visor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.Listing.Kind;
import dev.visor.cli.Visor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What README.md and CONTRIBUTING.md show is true. */
class DocumentationTest {

    private static final List<String> PAGES = List.of("README.md", "CONTRIBUTING.md");

    /** Every line of a shell block that starts Visor. */
    static Stream<String> commands() {
        return blocks("sh").flatMap(String::lines).filter(line -> line.startsWith("./visor"));
    }

    /** Every YAML block; its first line names its file. */
    static Stream<String> entries() {
        return blocks("yaml");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsOneThatTheProgramUnderstands(String command, @TempDir Path folder) throws IOException {
        List<String> arguments = words(command.substring("./visor".length()));
        Visor.commandLine().parseArgs(arguments.toArray(String[]::new));

        if (arguments.contains("--dry-run")) {
            StringWriter stderr = new StringWriter();
            CommandLine visor = Visor.commandLine()
                    .setOut(new PrintWriter(new StringWriter()))
                    .setErr(new PrintWriter(stderr));
            // The page's own example of a new entry is not a file of the project.
            String[] known = arguments.stream()
                    .map(word -> word.replace("pixelation-16", "pixelation-8"))
                    .toArray(String[]::new);
            assertThat(visor.execute(known)).as(stderr.toString()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyFileShownIsAFileThatTheCatalogReads(String block, @TempDir Path home) throws IOException {
        String name = block.lines().findFirst().orElseThrow().replaceFirst("^# ", "");
        assertThat(name).endsWith(".yaml").doesNotContain(" ");
        for (String folder :
                List.of("defenses", "attacks", "suites", "suites/recognizers", "suites/datasets", "suites/services")) {
            Files.createDirectories(home.resolve(folder));
            for (Path file : Home.files(folder)) {
                Files.copy(file, home.resolve(folder).resolve(file.getFileName()));
            }
        }
        Files.writeString(home.resolve(name), block);

        new Catalog(home).validate();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CROPS", "METRICS"},
            mode = EnumSource.Mode.EXCLUDE)
    void theTablesOfTheReadmeAreThoseOfTheProgram(Kind kind) throws IOException {
        String marker = "<!-- visor list " + kind.word() + " --markdown -->\n\n";

        assertThat(Files.readString(Home.PATH.resolve("README.md")))
                .as("README.md below its marker: paste what ./visor list %s --markdown prints", kind.word())
                .contains(marker + new Catalog(Home.PATH).listing().of(kind).markdown() + "\n");
    }

    @Test
    void thePagesShowSomethingToTest() {
        assertThat(commands()).hasSizeGreaterThan(5);
        assertThat(entries()).hasSizeGreaterThan(3);
    }

    private static Stream<String> blocks(String language) {
        Pattern fence = Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
        return PAGES.stream()
                .flatMap(page -> fence.matcher(read(page)).results())
                .map((MatchResult match) -> match.group(1));
    }

    private static String read(String page) {
        try {
            return Files.readString(Home.PATH.resolve(page));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Words of a shell line; single quotes keep blanks together. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Pattern.compile("'([^']*)'|(\\S+)")
                .matcher(line)
                .results()
                .forEach(match -> words.add(match.group(1) != null ? match.group(1) : match.group(2)));
        return words;
    }
}
