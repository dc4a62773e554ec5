package dev.visor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.contract.Pages;
import dev.visor.contract.Pages.Excerpt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Words are those of the field: what {@code docs/glossary.md} says never to say is not said.
 *
 * <p>Its table "Say, never say" is read here. A forbidden word counts where it stands by itself, in any case and number; in prose
 * alone, as code names what exists.
 */
class WordsTest {

    private static final String GLOSSARY = "docs/glossary.md";
    private static final String TABLE = "| say | never say |";

    /** Pages that are not held to the table: being rewritten, or made of words that stand elsewhere. */
    private static final List<String> NOT_YET = List.of("docs/architecture.md", "docs/catalog.md");

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

    private static Stream<Excerpt> pages() {
        return Pages.all().stream().filter(page -> !NOT_YET.contains(page.page()));
    }

    /** Forbidden word, and what to say in its place. */
    static Map<String, String> forbidden() {
        String glossary = Pages.all().stream()
                .filter(page -> page.page().equals(GLOSSARY))
                .findFirst()
                .orElseThrow()
                .text();
        Map<String, String> words = new LinkedHashMap<>();
        glossary.substring(glossary.indexOf(TABLE))
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
        String[] lines = withoutTheTable(Pages.prose(page.text())).split("\n", -1);
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

    /** Two tables of the glossary name the words that they replace. */
    private static String withoutTheTable(String page) {
        StringBuilder kept = new StringBuilder();
        boolean table = false;
        for (String line : page.split("\n", -1)) {
            table = line.equals(TABLE) || line.startsWith("| in papers |") || table && line.startsWith("|");
            kept.append(table ? "" : line).append('\n');
        }
        return kept.toString();
    }
}
