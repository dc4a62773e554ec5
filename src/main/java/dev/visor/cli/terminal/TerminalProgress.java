package dev.visor.cli.terminal;

import dev.visor.core.text.Printable;
import dev.visor.harness.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A bar with rate and time left on a terminal, now and then a plain line elsewhere. */
public final class TerminalProgress implements Progress, AutoCloseable {

    private static final long NANOS = 1_000_000_000;
    private static final long TERMINAL_NANOS = NANOS / 5;
    private static final long PLAIN_NANOS = 10 * NANOS;
    private static final int BAR = 24;
    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 8;

    private final PrintWriter stderr;
    private final boolean terminal;
    private final int width;
    private final LongSupplier clock;

    private String stage = "";
    private long stageStart;
    private long stageOffset;
    private long lastShown;
    private boolean barShown;
    private Whole whole = new Whole(0, 0, Optional.empty(), 0);
    private long wholeTold;

    /**
     * @param columns of the terminal; where they are not known, 0
     * @param clock nanoseconds
     */
    TerminalProgress(PrintWriter stderr, boolean terminal, int columns, LongSupplier clock) {
        this.stderr = stderr;
        this.terminal = terminal;
        // The last cell stays empty: many terminals go on to the next line with it.
        this.width = (columns >= LEAST_WIDTH ? columns : USUAL_WIDTH) - 1;
        this.clock = clock;
    }

    /** Writes to stderr as the launcher found it: only a shell can tell whether that is a terminal. */
    public static TerminalProgress on(PrintWriter stderr) {
        return new TerminalProgress(
                stderr, Boolean.getBoolean("visor.terminal"), Integer.getInteger("visor.columns", 0), System::nanoTime);
    }

    @Override
    public synchronized void advance(String name, long done, long total) {
        long now = clock.getAsLong();
        String printable = Printable.line(name);
        if (!printable.equals(stage)) {
            stage = printable;
            stageStart = now;
            stageOffset = done;
            lastShown = now;
            if (done < total) {
                show(line(done, total, now), false);
                return;
            }
        }
        boolean last = done >= total;
        if (last || now - lastShown >= (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
            lastShown = now;
            show(line(done, total, now), last);
        }
    }

    @Override
    public synchronized void whole(Whole told) {
        whole = told;
        wholeTold = clock.getAsLong();
    }

    @Override
    public void result(String sentence) {
        say("so far, " + sentence);
    }

    @Override
    public synchronized void say(String sentence) {
        clearBar();
        stderr.println(Printable.line(sentence));
        stderr.flush();
    }

    @Override
    public synchronized void close() {
        if (barShown) {
            stderr.println();
            stderr.flush();
            barShown = false;
        }
    }

    private String line(long done, long total, long now) {
        double seconds = (now - stageStart) / (double) NANOS;
        double rate = seconds > 0 ? (done - stageOffset) / seconds : 0;
        String speed = rate > 0 ? String.format(Locale.ROOT, "  %.2f/s", rate) : "";
        String left = rate > 0 && done < total ? "  " + clockTime((total - done) / rate) + " left" : "";
        String counts = done + "/" + total + speed + left;
        String bar = bar(done, total);
        int room = width - TerminalCells.of(stage) - 2 - counts.length() - bar.length();
        String all = whole(now);
        return !terminal || room >= 0
                ? stage + "  " + bar + counts + (!terminal || room >= all.length() ? all : "")
                : narrow(counts);
    }

    /** Returns how far the whole run has come, and what memory it holds, as far as that is known. */
    private String whole(long now) {
        List<String> parts = new ArrayList<>();
        if (whole.allCells() > 0) {
            parts.add(String.format(Locale.ROOT, "%d of %d cells judged", whole.cells(), whole.allCells()));
        }
        whole.left()
                .map(left -> left - (now - wholeTold) / (double) NANOS)
                .filter(left -> left > 0)
                .ifPresent(left -> parts.add("about " + clockTime(left) + " left"));
        if (whole.memory() > 0) {
            parts.add(String.format(Locale.ROOT, "%.1f GiB", whole.memory() / (double) (1 << 30)));
        }
        return parts.isEmpty() ? "" : "  |  " + String.join(", ", parts);
    }

    /** Returns a line without the bar, with as much of the stage's name as the figures leave room for. */
    private String narrow(String counts) {
        String name = TerminalCells.fit(stage, Math.max(0, width - 2 - counts.length()));
        return TerminalCells.fit(name.isEmpty() ? counts : name + "  " + counts, width);
    }

    private String bar(long done, long total) {
        if (!terminal || total <= 0) {
            return "";
        }
        int full = (int) (BAR * Math.min(done, total) / total);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]  ";
    }

    private void show(String line, boolean last) {
        if (!terminal) {
            stderr.println(line);
        } else {
            stderr.print("\r" + line + " ".repeat(Math.max(0, width - TerminalCells.of(line))));
            barShown = true;
            if (last) {
                close();
            }
        }
        stderr.flush();
    }

    private void clearBar() {
        if (barShown) {
            stderr.print("\r" + " ".repeat(width) + "\r");
            barShown = false;
        }
    }

    static String clockTime(double seconds) {
        Duration left = Duration.ofSeconds((long) Math.ceil(seconds));
        return left.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", left.toMinutesPart(), left.toSecondsPart());
    }
}
