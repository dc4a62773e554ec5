package dev.visor.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.harness.Progress.Whole;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final StringWriter stderr = new StringWriter();
    private long now;

    @Test
    void writesAPlainLineEveryTenSecondsWhereNobodyWatches() {
        TerminalProgress progress = progress(false);

        progress.advance("embed", 0, 100);
        at(5, () -> progress.advance("embed", 5, 100));
        at(10, () -> progress.advance("embed", 20, 100));
        at(12, () -> progress.advance("embed", 100, 100));

        assertThat(stderr.toString().lines())
                .containsExactly("embed  0/100", "embed  20/100  2.00/s  0:40 left", "embed  100/100  8.33/s");
    }

    @Test
    void redrawsABarOnATerminal() {
        TerminalProgress progress = progress(true);

        progress.advance("embed", 0, 4);
        at(1, () -> progress.advance("embed", 1, 4));

        assertThat(stderr.toString()).contains("\rembed  [######..................]  1/4  1.00/s  0:03 left");
    }

    @Test
    void tellsHowMuchOfTheWholePlanIsJudgedHowLongTheRestTakesAndHowMuchMemoryIsHeld() {
        TerminalProgress progress = progress(false);

        progress.whole(new Whole(3, 10, Optional.of(80.), 3L << 29));
        at(10, () -> progress.advance("embed", 1, 100));
        progress.result("noise: recall 91.0 %");

        assertThat(stderr.toString().lines())
                .containsExactly(
                        "embed  1/100  |  3 of 10 cells judged, about 1:10 left, 1.5 GiB",
                        "so far, noise: recall 91.0 %");
    }

    @Test
    void countsOnlyWhatThisRunDidInTheRate() {
        TerminalProgress progress = progress(false);

        progress.advance("protect", 90, 100);
        at(10, () -> progress.advance("protect", 95, 100));

        assertThat(stderr.toString()).contains("95/100  0.50/s  0:10 left");
    }

    @Test
    void keepsSentencesApartFromTheBar() {
        TerminalProgress progress = progress(true);

        progress.advance("embed", 0, 4);
        progress.say("a word");

        assertThat(stderr.toString()).endsWith("\ra word" + System.lineSeparator());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 20, 40, 60, 80, 200})
    void neverTakesMoreThanTheTerminalsWidth(int columns) {
        TerminalProgress progress = progress(true, columns);

        progress.advance("\u8bad\u7ec3\u8bc6\u522b\u5668 tip-im-paper on edgeface_xxs, seed 1", 0, 12345);
        at(1, () -> progress.advance("\u8bad\u7ec3\u8bc6\u522b\u5668 tip-im-paper on edgeface_xxs, seed 1", 7, 12345));

        assertThat(stderr.toString().split("\r"))
                .allSatisfy(line -> assertThat(TerminalCells.of(line)).isLessThan(columns == 0 ? 80 : columns));
    }

    @Test
    void countsWideLettersTwiceAndAccentsNotAtAll() {
        assertThat(TerminalCells.of("\u5f20\u4f1f")).isEqualTo(4);
        assertThat(TerminalCells.of("Jose\u0301")).isEqualTo(4);
        assertThat(TerminalCells.fit("\u5f20\u4f1f", 3)).isEqualTo("\u5f20");
    }

    private TerminalProgress progress(boolean terminal) {
        return progress(terminal, 0);
    }

    private TerminalProgress progress(boolean terminal, int columns) {
        return new TerminalProgress(new PrintWriter(stderr, true), terminal, columns, () -> now);
    }

    private void at(long seconds, Runnable action) {
        now = seconds * SECOND;
        action.run();
    }
}
