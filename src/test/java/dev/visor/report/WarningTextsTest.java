package dev.visor.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningTextsTest {

    @Test
    void thePageCarriesTheTextsOfTheDocumentation() {
        assertThat(Path.of("src/main/resources/dev/visor/report/warnings.md"))
                .as("cp docs/warnings.md src/main/resources/dev/visor/report/")
                .hasSameTextualContentAs(Path.of("docs/warnings.md"));
    }

    @Test
    void readsCodesAndParagraphsWithoutTheirMarkup() {
        assertThat(WarningTexts.parse("""
                # Warnings

                What they are.

                ## one-code

                Raised if `x` is
                *odd*, see [there](there.md).

                What to do: nothing.

                ## other

                Text.
                """))
                .containsOnlyKeys("one-code", "other")
                .containsEntry("one-code", List.of("Raised if x is odd, see there.", "What to do: nothing."));
    }
}
