package dev.visor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.visor.catalog.Catalog;
import dev.visor.cli.Visor;
import dev.visor.contract.Pages.Excerpt;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What README.md, CONTRIBUTING.md and the pages below {@code docs/} show is true. */
class DocumentationTest {

    /** The defense that docs/extending.md adds is no file of the project; {@code WorkedExampleTest} runs it. */
    private static final String EXAMPLE = "posterize-8";

    /** The setting that docs/extending.md adds is no file of the project either. */
    private static final String SETTING = "pixelation-16";

    /** Stands for both where a command is planned. */
    private static final String KNOWN = "pixelation-8";

    /** Pages that are being rewritten: their lines may be longer. */
    private static final List<String> OTHER_WIDTH = List.of("docs/architecture.md");

    private static final int LINE = 120;

    private static final int README_BYTES = 8 * 1024;

    /** Every line of a shell or workflow block that starts Visor, and every command in the prose. */
    static Stream<Excerpt> commands() {
        return Stream.concat(
                        Stream.of("sh", "yaml")
                                .flatMap(Pages::blocks)
                                .flatMap(block -> block.text()
                                        .replace("\\\n", " ")
                                        .lines()
                                        .map(line -> line.replaceFirst("^\\s*(- )?(run: )?", ""))
                                        .map(line -> line.replaceFirst("^([A-Z_]+=\\S+( -d\\))? )*", ""))
                                        .map(line -> new Excerpt(block.page(), line))),
                        Pages.spans())
                .filter(line -> line.text().startsWith("./visor "))
                .map(line -> new Excerpt(line.page(), line.text().replaceFirst(" (>>?|\\|\\|?|&&?) .*| &$", "")))
                .distinct();
    }

    /** Every YAML block; its first line names its file. */
    static Stream<Excerpt> entries() {
        return Pages.blocks("yaml").filter(block -> !block.text().startsWith("# .github/"));
    }

    static Stream<Excerpt> generated() {
        return Pages.all().stream()
                .filter(page -> !GeneratedParts.asked(page.text()).isEmpty());
    }

    static Stream<Excerpt> pages() {
        return Pages.all().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsOneThatTheProgramUnderstands(Excerpt command) {
        List<String> arguments = words(command.text().substring("./visor".length()));
        if (arguments.size() == 1) {
            assertThat(Visor.commandLine().getSubcommands()).containsKey(arguments.get(0));
            return;
        }
        Visor.commandLine().parseArgs(arguments.toArray(String[]::new));

        boolean starts = arguments.get(0).equals("run") || arguments.get(0).equals("quickstart");
        if (starts && !arguments.contains("--help")) {
            StringWriter stderr = new StringWriter();
            CommandLine visor = Visor.commandLine()
                    .setOut(new PrintWriter(new StringWriter()))
                    .setErr(new PrintWriter(stderr));
            Stream<String> dry = arguments.contains("--dry-run") ? Stream.empty() : Stream.of("--dry-run");
            String[] known = Stream.concat(arguments.stream(), dry)
                    .map(word -> word.replace(SETTING, KNOWN).replace(EXAMPLE, KNOWN))
                    .toArray(String[]::new);
            assertThat(visor.execute(known)).as("%s\n%s", command, stderr).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyFileShownIsAFileThatTheCatalogReads(Excerpt block, @TempDir Path home) throws IOException {
        String name = block.text().lines().findFirst().orElseThrow().replaceFirst("^# ", "");
        assertThat(name)
                .as("first line of a YAML block of %s", block.page())
                .endsWith(".yaml")
                .doesNotContain(" ");
        if (name.contains(EXAMPLE)) {
            return;
        }
        Home.copyCatalog(home);
        Files.writeString(home.resolve(name), block.text());

        new Catalog(home).validate();
    }

    @Test
    void workflowsAreYaml() throws IOException {
        List<Excerpt> workflows = Pages.blocks("yaml")
                .filter(block -> block.text().startsWith("# .github/"))
                .toList();
        assertThat(workflows).isNotEmpty();
        for (Excerpt workflow : workflows) {
            assertThat(new YAMLMapper().readTree(workflow.text()).isObject()).isTrue();
        }
    }

    /** The failure shows the lines that differ, and the command that mends them. */
    @ParameterizedTest
    @MethodSource("generated")
    void generatedPartsAreWhatTheProgramAndTheRecordsSay(Excerpt page) throws IOException {
        String renewed = GeneratedParts.renewed(page.text());
        Path file = Home.PATH.resolve("target/pages").resolve(page.page());
        Files.createDirectories(file.getParent());
        Files.writeString(file, renewed);

        assertThat(Home.PATH.resolve(page.page()))
                .as("%s is not up to date; to renew it: cp target/pages/%1$s %1$s", page.page())
                .hasContent(renewed);
    }

    @Test
    void everyCommandHasItsHelpOnThePageOfCommands() throws IOException {
        assertThat(GeneratedParts.asked(Files.readString(Home.PATH.resolve("docs/cli.md"))))
                .containsAll(Visor.commandLine().getSubcommands().keySet().stream()
                        .map(command -> "visor " + command + " --help")
                        .toList());
    }

    @Test
    void everyCommittedRecordHasAPageOfItsOwn() throws IOException {
        try (Stream<Path> records = Files.list(Home.PATH.resolve("results/reference"))) {
            assertThat(records.map(record -> "docs/results/" + record.getFileName() + ".md"))
                    .allMatch(page -> Files.exists(Home.PATH.resolve(page)));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndToAHeadingThatExist(Excerpt page) throws IOException {
        Path folder = Home.PATH.resolve(page.page()).getParent();
        for (MatchResult link : Pattern.compile("\\]\\(([^)\\s]+)\\)")
                .matcher(page.text())
                .results()
                .toList()) {
            String[] parts = link.group(1).split("#", -1);
            if (!parts[0].startsWith("http")) {
                Path file = parts[0].isEmpty() ? Home.PATH.resolve(page.page()) : folder.resolve(parts[0]);
                assertThat(file).as("a link of %s", page.page()).exists();
                if (parts.length > 1) {
                    assertThat(anchors(Files.readString(file)))
                            .as("headings of %s, to which %s links", parts[0], page.page())
                            .contains(parts[1]);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linesWrapAt120CharactersButForTables(Excerpt page) {
        if (OTHER_WIDTH.contains(page.page())) {
            return;
        }
        String[] lines =
                page.text().replaceAll("(?s)<!-- generated.*?<!-- end", "").split("\n");

        assertThat(Arrays.stream(lines)
                        .filter(line -> line.length() > LINE)
                        .filter(line -> !line.startsWith("|") && !line.startsWith("<!--") && !line.startsWith("![")))
                .as("lines of %s beyond %s characters", page.page(), LINE)
                .isEmpty();
    }

    @Test
    void theReadmeIsForSomebodyWhoHasAMinute() throws IOException {
        assertThat(Files.size(Home.PATH.resolve("README.md"))).isLessThanOrEqualTo(README_BYTES);
    }

    @Test
    void thePagesShowSomethingToTest() {
        assertThat(commands()).hasSizeGreaterThan(30);
        assertThat(entries()).hasSizeGreaterThan(4);
        assertThat(generated()).hasSizeGreaterThan(5);
    }

    private static List<String> anchors(String page) {
        return page.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** Words of a shell line; single and double quotes keep blanks together. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)").matcher(line).results().forEach(match -> {
            for (int group = 1; group <= 3; group++) {
                if (match.group(group) != null) {
                    words.add(match.group(group));
                }
            }
        });
        return words;
    }
}
