package dev.visor.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WarningTextsTest {

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
