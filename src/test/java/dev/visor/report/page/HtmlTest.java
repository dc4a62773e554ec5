package dev.visor.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void escapesTextAndAttributes() {
        Html html = new Html().leaf("p", "a < b & \"c\"", "title", "x\"><script>");

        assertThat(html.page())
                .isEqualTo("<!DOCTYPE html>\n"
                        + "<p title=\"x&quot;&gt;&lt;script&gt;\">a &lt; b &amp; &quot;c&quot;</p>\n");
    }

    @Test
    void replacesCharactersThatNoPageMayHold() {
        assertThat(Html.escape("a\u0000b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void refusesAPageWithAnOpenElement() {
        Html html = new Html().open("p");

        assertThatThrownBy(html::page).hasMessageContaining("still open: [p]");
    }
}
