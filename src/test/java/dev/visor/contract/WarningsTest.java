package dev.visor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever reads a warning's code in a report finds it explained. */
class WarningsTest {

    @Test
    void everyWarningHasAParagraphAndEveryParagraphAWarning() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.list(Home.PATH.resolve("src/main/java/dev/visor/harness"))) {
            for (Path file : files.toList()) {
                sources.append(Files.readString(file));
            }
        }

        assertThat(all("^## (\\S+)$", explained()))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(all("new Warning\\(\\s*\"([a-z-]+)\"", sources.toString()));
    }

    @Test
    void everyParagraphSaysWhenWhyAndWhatToDo() throws IOException {
        for (String paragraph : explained().split("(?m)^## ")) {
            if (!paragraph.startsWith("#")) {
                assertThat(paragraph)
                        .contains("\n\nRaised if")
                        .contains("\n\nWhy it matters: ")
                        .contains("\n\nWhat to do: ");
            }
        }
    }

    private static String explained() throws IOException {
        return Files.readString(Home.PATH.resolve("docs/warnings.md"));
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
