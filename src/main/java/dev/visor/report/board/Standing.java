package dev.visor.report.board;

import dev.visor.core.Cell;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.run.MeanRate;
import dev.visor.report.table.Value;
import dev.visor.result.RunInfo;
import java.util.List;

/**
 * A number of a defense in a run: a row of a leaderboard.
 *
 * @param surrogates {@code -} of a defense that uses none
 * @param cells that the mean is over; one stands twice if two surrogates meet the same recognizer and the defense uses neither
 * @param more values of the question's further columns
 */
public record Standing(
        Question question,
        Scenario scenario,
        BoardRun run,
        Protocol protocol,
        String defense,
        String surrogates,
        List<MetricValue> cells,
        MeanRate mean,
        List<Value> more) {

    public Standing {
        cells = List.copyOf(cells);
        more = List.copyOf(more);
    }

    /** Reads the standings of a run; none of one that was not completed. */
    public static List<Standing> of(BoardRun run) {
        if (!run.completed()) {
            return List.of();
        }
        return run.run().info().inverts() ? InversionStandings.of(run) : RecognitionStandings.of(run);
    }

    /** Whether it is the control, which is not ranked. */
    public boolean control() {
        return defense.equals(Cell.CONTROL);
    }

    /** Returns what the record tells of the defense. */
    public RunInfo.Entry entry() {
        return run.run().info().defenses().stream()
                .filter(entry -> entry.id().equals(defense))
                .findFirst()
                .orElseThrow();
    }

    /** Whether both are of the same question under the same protocol. */
    public boolean comparable(Standing other) {
        return question == other.question && scenario == other.scenario && protocol.sameAs(other.protocol);
    }
}
