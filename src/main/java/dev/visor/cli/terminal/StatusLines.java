package dev.visor.cli.terminal;

import dev.visor.core.text.Printable;
import dev.visor.harness.run.RunStatus;
import dev.visor.result.entry.RunState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lines that tell how far a run has come. */
public final class StatusLines {

    private StatusLines() {}

    /**
     * Returns the lines about a run.
     *
     * @param host name of this machine
     * @param now when it is asked
     */
    public static List<String> of(RunStatus run, String host, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(Printable.line(String.format(
                Locale.ROOT,
                "%s: %s, suite %s",
                run.folder(),
                word(run, host),
                run.info().suite().id())));
        run.state().ifPresent(state -> {
            if (!state.stage().isEmpty()) {
                lines.add("  now      " + Printable.line(state.stage()) + stage(state));
            }
            if (state.allCells() > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "  whole    %d of %d cells judged%s",
                        state.cells(),
                        state.allCells(),
                        state.left()
                                .map(left -> ", about " + TerminalProgress.clockTime(left) + " left")
                                .orElse("")));
            }
            state.results().forEach(result -> lines.add("  so far   " + Printable.line(result)));
            lines.add(String.format(
                    Locale.ROOT,
                    "  process  %d on %s, %s since it started%s%s",
                    state.process(),
                    Printable.line(state.host()),
                    TerminalProgress.clockTime(state.seconds()),
                    state.memory() > 0
                            ? String.format(Locale.ROOT, ", %.1f GiB of memory", state.memory() / (double) (1 << 30))
                            : "",
                    heard(state, now)));
        });
        return lines;
    }

    private static String word(RunStatus run, String host) {
        String status = run.info().status().word();
        if (!status.equals("started")) {
            return status;
        }
        Optional<Boolean> alive = run.alive(host);
        return alive.map(lives -> lives ? "running" : "its process died; the same command goes on with it")
                .orElse("started");
    }

    private static String stage(RunState state) {
        return String.format(
                Locale.ROOT,
                "  %d/%d%s%s",
                state.done(),
                state.total(),
                state.rate() > 0 ? String.format(Locale.ROOT, "  %.2f/s", state.rate()) : "",
                state.stageLeft()
                        .map(left -> "  " + TerminalProgress.clockTime(left) + " left")
                        .orElse(""));
    }

    private static String heard(RunState state, Instant now) {
        try {
            Duration since = Duration.between(Instant.parse(state.heard()), now);
            return since.isNegative() ? "" : ", heard of " + TerminalProgress.clockTime(since.toSeconds()) + " ago";
        } catch (DateTimeException e) {
            return "";
        }
    }
}
