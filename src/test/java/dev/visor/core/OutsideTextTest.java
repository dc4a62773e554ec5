package dev.visor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.text.Markdown;
import dev.visor.core.text.PlainName;
import dev.visor.core.text.Printable;
import dev.visor.core.text.SpreadsheetText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names from outside, in each place where they are shown. */
class OutsideTextTest {

    @Test
    void aTerminalGetsNothingToActOn() {
        assertThat(Printable.line("a\u001b[31mb\nc\u202ed\u009be\ud800"))
                .isEqualTo("a\\u001b[31mb\\u000ac\\u202ed\\u009be\\ud800");
        assertThat(new InputError("no\nlines")).hasMessage("no\\u000alines");
        assertThat(InputError.of(List.of("one", "two"))).hasMessage("one\ntwo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann",
                "Zoë Müller",
                "\u0645\u0631\u06cc\u0645\u200c\u067e\u0648\u0631",
                "日本",
                "a_b-c.d",
                "\ud83d\ude00",
                "50 %",
                "[65.7–73.6; n 10]"
            })
    void lettersOfEveryScriptStayAsTheyAre(String name) {
        assertThat(Printable.line(name)).isEqualTo(name);
        assertThat(Markdown.text(name)).isEqualTo(name);
        assertThat(SpreadsheetText.written(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+cmd", "-x", "@a", "\ta", "\ra", "'=1", "''-x", "=\n1", "  =1", "\uFF1D1", "\uFF20a"})
    void aFormulaIsWrittenAsATextAndReadBack(String text) {
        assertThat(SpreadsheetText.written(text)).isEqualTo("'" + text);
        assertThat(SpreadsheetText.read(SpreadsheetText.written(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "-0.5", "+1", "-1e-5", "'quoted'", "''", "a=b", "", "'-", " a"})
    void whatIsNoFormulaStays(String text) {
        assertThat(SpreadsheetText.written(text)).isEqualTo(text);
        assertThat(SpreadsheetText.read(text)).isEqualTo(text);
    }

    @Test
    void markdownGetsNoMarkup() {
        assertThat(Markdown.text("a|b`c`<b>*d*\ne")).isEqualTo("a\\|b\\`c\\`\\<b\\>\\*d\\* e");
        assertThat(Markdown.text("[a](http://x) ![i](y) ~~s~~ _e_ &lt;"))
                .isEqualTo("[a\\](http://x) \\![i\\](y) \\~\\~s\\~\\~ \\_e\\_ \\&lt;");
        assertThat(Markdown.text("edgeface_xxs")).isEqualTo("edgeface_xxs");
        assertThat(Markdown.paragraph("# a")).isEqualTo("\\# a");
        assertThat(Markdown.paragraph("1. a")).isEqualTo("1\\. a");
        assertThat(Markdown.code("a`b")).isEqualTo("`a'b`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "../x", "/etc", "a/b", "a\\b", ".", "..", ".hidden", " a", "a ", "a\u0000", "a\nb", "\u202ea"
            })
    void whatCouldLeadElsewhereIsNoName(String name) {
        assertThat(PlainName.is(name)).isFalse();
    }

    @Test
    void aNameMayHaveAnyLetters() {
        assertThat(List.of("tip-im-paper", "-", "a+b", "look on none", "Zoë", "日本"))
                .allMatch(PlainName::is);
        assertThat(PlainName.is("x".repeat(256))).isFalse();
    }
}
