package dev.visor.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.result.entry.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding the one cell that was changed. */
class TraceTest {

    private static final RecordFile TIMINGS = RecordFile.TIMINGS;

    @TempDir
    private Path folder;

    private RunRecord run;
    private Trace earlier;

    @BeforeEach
    void writeATable() {
        run = new RunRecord(folder);
        run.writeTimings(List.of(
                new Timing("protect", "noise", 0, 8, .125, true),
                new Timing("protect", "noise", 1, 8, .25, false),
                new Timing("embed", "mfn_y1", 0, 64, .5, false)));
        earlier = Trace.of(run, TIMINGS);
    }

    @Test
    void anUnchangedTableShowsNoChange() {
        assertThat(Trace.between(earlier, run, TIMINGS)).isEmpty();
    }

    @Test
    void aReplacedCharacterIsFoundWithWhatItWas() throws IOException {
        change("0.250000", "0.270000");

        assertThat(Trace.between(earlier, run, TIMINGS))
                .contains(new Trace.Change(3, "seconds", "0.270000", Optional.of("0.250000")));
    }

    @Test
    void aDroppedAndAnAddedCharacterAreFoundToo() throws IOException {
        change("mfn_y1", "mfn_y");
        assertThat(Trace.between(earlier, run, TIMINGS))
                .contains(new Trace.Change(4, "id", "mfn_y", Optional.of("mfn_y1")));

        change("mfn_y", "mfn_y12");
        change("mfn_y12", "mfn_yy1");
        assertThat(Trace.between(earlier, run, TIMINGS))
                .contains(new Trace.Change(4, "id", "mfn_yy1", Optional.of("mfn_y1")));
    }

    @Test
    void aCellThatWasWrittenAnewIsFoundWithoutWhatItWas() throws IOException {
        change("mfn_y1", "faceres");

        assertThat(Trace.between(earlier, run, TIMINGS))
                .contains(new Trace.Change(4, "id", "faceres", Optional.empty()));
    }

    @Test
    void twoChangesHideEachOther() throws IOException {
        change("0.250000", "0.270000");
        change("mfn_y1", "mfn_y2");

        assertThat(Trace.between(earlier, run, TIMINGS)).isEmpty();
    }

    @Test
    void aRowThatWasMovedIsNoSingleChange() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("timings.csv"));
        Files.write(folder.resolve("timings.csv"), List.of(lines.get(0), lines.get(2), lines.get(1), lines.get(3)));

        assertThat(Trace.between(earlier, run, TIMINGS)).isEmpty();
    }

    @Test
    void aCompletedRunsInfoHoldsWhatItsTablesHeld() {
        run.write(SmallRun.started());
        assertThat(run.info().files()).isEmpty();

        run.write(SmallRun.started()
                .ended(
                        RunInfo.Status.COMPLETED,
                        java.time.Instant.EPOCH,
                        List.of(),
                        Counts.NONE,
                        List.of(),
                        List.of()));
        assertThat(run.info().files())
                .containsOnlyKeys("timings.csv")
                .containsEntry("timings.csv", new RunInfo.FileEntry(run.sha256(TIMINGS), earlier));
    }

    private void change(String before, String after) throws IOException {
        Path file = folder.resolve("timings.csv");
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }
}
