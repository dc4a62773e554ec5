package dev.visor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.contract.Home;
import dev.visor.contract.Pages;
import dev.visor.contract.Pages.Excerpt;
import dev.visor.result.RecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Words are those of the field: what {@code docs/glossary.md} says never to say is not said.
 *
 * <p>Its table "Say, never say" is read here. A forbidden word counts where it stands by itself, in any case and number; in prose
 * alone, as code names what exists. Names of classes, keys of YAML files and columns of records are held to its table "Names".
 */
class WordsTest {

    private static final String GLOSSARY = "docs/glossary.md";
    private static final String TABLE = "| say | never say |";
    private static final String NAMES = "| name | in place of |";
    private static final String CODE = "`";
    private static final Pattern KEY = Pattern.compile("(?:^|[{,])[ -]*([a-z][a-z_0-9]*):(?= |$)", Pattern.MULTILINE);

    /** Pages that are not held to the table: being rewritten. */
    private static final List<String> NOT_YET = List.of("docs/architecture.md");

    /** Titles of papers and names of methods, whose words are their authors'. */
    private static final List<String> TITLES = List.of(
            "Towards Face Encryption by Generating Adversarial Identity Masks",
            "Personalized Privacy Protection Mask Against Unauthorized Facial Recognition",
            "OPOM: Customized Invisible Cloak towards Face Privacy Protection",
            "P3-Mask");

    private static final Pattern TYPE =
            Pattern.compile("^ *(?:[a-z]+ )*(?:class|record|enum|interface) ([A-Z]\\w*)", Pattern.MULTILINE);

    @Test
    void noPageSaysAWordThatTheGlossaryForbids() {
        Map<String, String> forbidden = forbidden();

        assertThat(pages().flatMap(page -> said(page, forbidden).stream())).isEmpty();
    }

    @Test
    void theRuleFindsWhatItForbids() {
        Excerpt page = new Excerpt("page.md", "A cloak\n`rung: none` of two Rungs,\n```yaml\nrungs: []\n```\ncloaked.");

        assertThat(said(page, Map.of("rung", "countermeasure", "cloak", "perturbation")))
                .containsExactly(
                        "page.md:1: \"cloak\": say \"perturbation\"", "page.md:2: \"Rungs\": say \"countermeasure\"");
    }

    @Test
    void theTableForbidsSomething() {
        assertThat(forbidden()).containsEntry("rung", "countermeasure").hasSizeGreaterThan(15);
    }

    @Test
    void noClassIsNamedByAWordThatTheGlossaryReplaces() throws IOException {
        Map<String, String> replaced = replaced();

        try (Stream<Path> files = Files.walk(Home.PATH.resolve("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .flatMap(file -> types(Pages.read(file)))
                            .flatMap(name -> oldParts(name, replaced).stream()))
                    .isEmpty();
        }
    }

    @Test
    void noKeyOfACatalogFileIsAWordThatTheGlossaryReplaces() throws IOException {
        Map<String, String> replaced = replaced();

        for (String folder : List.of("attacks", "defenses", "suites", "results/gates", "results/claims")) {
            try (Stream<Path> files = Files.walk(Home.PATH.resolve(folder))) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
                    assertThat(keys(Files.readString(file)))
                            .as(file.toString())
                            .noneMatch(key -> replaced.containsKey(CODE + key + CODE) || replaced.containsKey(key));
                }
            }
        }
    }

    @Test
    void noColumnOfARecordIsAWordThatTheGlossaryReplaces() {
        Map<String, String> replaced = replaced();

        assertThat(Stream.of(RecordFile.values()).flatMap(file -> file.columns().stream()))
                .isNotEmpty()
                .noneMatch(column -> replaced.containsKey(CODE + column + CODE) || replaced.containsKey(column));
    }

    @Test
    void theRuleFindsTheNamesThatItReplaces() {
        Map<String, String> replaced = replaced();

        assertThat(replaced).containsEntry("rung", "countermeasure").containsEntry("`victims`", "model");
        assertThat(oldParts("WorstRungTable", replaced))
                .containsExactly("WorstRungTable: say countermeasure, not rung");
        assertThat(oldParts("StoredMask", replaced)).hasSize(1);
        assertThat(oldParts("WrungTable", replaced)).isEmpty();
        assertThat(types("public final class A {\n    /** Of class B. */\n    private record Exhibit(int class_) {}\n"))
                .containsExactly("A", "Exhibit");
        assertThat(keys("victims: [a]\n  - {rung: none, metric: x}\n# open: no\n"))
                .containsExactly("victims", "rung", "metric");
    }

    /** The types that a source file declares, nested ones too. */
    private static Stream<String> types(String source) {
        return TYPE.matcher(source).results().map(match -> match.group(1));
    }

    /** Words of a name's camel case, as a phrase. */
    private static List<String> oldParts(String name, Map<String, String> replaced) {
        String words = " " + name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT) + " ";
        return replaced.entrySet().stream()
                .filter(old -> words.contains(" " + old.getKey() + " ") || words.contains(" " + old.getKey() + "s "))
                .map(old -> "%s: say %s, not %s".formatted(name, old.getValue(), old.getKey()))
                .toList();
    }

    private static List<String> keys(String yaml) {
        return KEY.matcher(yaml.replaceAll("(?m)#.*$", ""))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Stream<Excerpt> pages() {
        return Pages.all().stream().filter(page -> !NOT_YET.contains(page.page()));
    }

    /** Forbidden word, and what to say in its place. */
    static Map<String, String> forbidden() {
        return table(TABLE);
    }

    /** Old word of a name, and the one in its place. */
    private static Map<String, String> replaced() {
        return table(NAMES);
    }

    private static Map<String, String> table(String head) {
        String glossary = Pages.all().stream()
                .filter(page -> page.page().equals(GLOSSARY))
                .findFirst()
                .orElseThrow()
                .text();
        Map<String, String> words = new LinkedHashMap<>();
        glossary.substring(glossary.indexOf(head))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|"))
                .forEach(cells -> Stream.of(cells[2].split(","))
                        .map(String::strip)
                        .forEach(word -> words.put(word, cells[1].strip())));
        return words;
    }

    private static List<String> said(Excerpt page, Map<String, String> forbidden) {
        List<String> found = new ArrayList<>();
        String[] lines =
                withoutTitles(withoutTheTable(Pages.prose(page.text()))).split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            int number = line + 1;
            String text = lines[line];
            forbidden.forEach((word, better) -> Pattern.compile(
                            "(?<![\\w-])" + Pattern.quote(word) + "(s|es)?(?![\\w-])", Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .results()
                    .forEach(match -> found.add(
                            "%s:%s: \"%s\": say \"%s\"".formatted(page.page(), number, match.group(), better))));
        }
        return found;
    }

    private static String withoutTitles(String page) {
        return TITLES.stream().reduce(page, (text, title) -> text.replace(title, ""));
    }

    /** Three tables of the glossary name the words that they replace. */
    private static String withoutTheTable(String page) {
        StringBuilder kept = new StringBuilder();
        boolean table = false;
        for (String line : page.split("\n", -1)) {
            table = line.equals(TABLE)
                    || line.equals(NAMES)
                    || line.startsWith("| in papers |")
                    || table && line.startsWith("|");
            kept.append(table ? "" : line).append('\n');
        }
        return kept.toString();
    }
}
