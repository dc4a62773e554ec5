package dev.visor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever reads a warning's code in a report finds it explained. */
class WarningsTest {

    @Test
    void everyWarningHasAParagraphAndEveryParagraphAWarning() throws IOException {
        String source = Files.readString(Home.PATH.resolve("src/main/java/dev/visor/harness/Warnings.java"));
        String explained = Files.readString(Home.PATH.resolve("docs/warnings.md"));

        assertThat(all("^## (\\S+)$", explained))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(all("new Warning\\(\\s*\"([a-z-]+)\"", source));
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
