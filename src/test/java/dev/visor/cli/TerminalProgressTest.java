package dev.visor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

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

    private TerminalProgress progress(boolean terminal) {
        return new TerminalProgress(new PrintWriter(stderr, true), terminal, () -> now);
    }

    private void at(long seconds, Runnable action) {
        now = seconds * SECOND;
        action.run();
    }
}
