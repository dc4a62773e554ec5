package dev.visor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.diagnosis.WarningCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever reads a warning's code in a report finds it explained. */
class WarningsTest {

    @Test
    void everyWarningHasASectionAndEverySectionAWarning() throws IOException {
        List<String> sections = Pattern.compile("^## (\\S+)$", Pattern.MULTILINE)
                .matcher(explained())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(sections)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(WarningCode.values())
                        .map(WarningCode::word)
                        .toList());
    }

    @Test
    void everySectionSaysWhenWhyAndWhatToDo() throws IOException {
        for (String section : explained().split("(?m)^## ")) {
            if (!section.startsWith("#")) {
                assertThat(section)
                        .contains("\n\nRaised if")
                        .contains("\n\nWhy it matters: ")
                        .contains("\n\nWhat to do: ");
            }
        }
    }

    /** So that whoever verifies a record knows which warnings that proves. */
    @Test
    void whatNoRecordProvesIsToldInItsChapter() throws IOException {
        String chapter =
                explained().split("(?m)^# What verify cannot check$")[1].split("(?m)^# ")[0];

        for (WarningCode code : WarningCode.values()) {
            assertThat(chapter.contains("`" + code.word() + "`"))
                    .as(code.word())
                    .isEqualTo(code.ground() != WarningCode.Ground.RECORD);
        }
    }

    private static String explained() throws IOException {
        return Files.readString(Home.PATH.resolve("docs/warnings.md"));
    }
}
