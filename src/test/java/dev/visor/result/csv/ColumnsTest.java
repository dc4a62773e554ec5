package dev.visor.result.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables are read by their header, so that a column can be added. */
final class ColumnsTest {

    private static final Columns TODAY = Columns.of(List.of("who", "what"));

    @TempDir
    Path folder;

    @Test
    void aColumnThatCameLaterHasItsValueInAFileThatLacksIt() throws IOException {
        CsvTable table = table(TODAY.with("when", "-"), "who,what\nann,1\nbob,2\n");

        assertThat(table.read(CsvRow::values)).containsExactly(List.of("ann", "1", "-"), List.of("bob", "2", "-"));
        assertThat(table.read(row -> row.has("when"))).containsOnly(false);
    }

    @Test
    void itMayStandBetweenOthers() throws IOException {
        Columns later = new Columns(List.of("who", "when", "what"), Map.of("when", "never"));

        assertThat(table(later, "who,what\nann,1\n").read(CsvRow::values))
                .containsExactly(List.of("ann", "never", "1"));
        assertThat(table(later, "who,when,what\nann,now,1\n").read(CsvRow::values))
                .containsExactly(List.of("ann", "now", "1"));
    }

    @Test
    void aColumnThatNobodyKnowsIsNamed() throws IOException {
        assertThatThrownBy(() -> table(TODAY.with("when", "-"), "who,what,where\nann,1,here\n")
                        .read(CsvRow::values))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("column 3 is \"where\", expected \"nothing\"; the columns are who,what,when");
    }

    @Test
    void aColumnThatWasAlwaysThereIsMissed() throws IOException {
        assertThatThrownBy(() -> table(TODAY.with("when", "-"), "who\nann\n").read(CsvRow::values))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("column 2 is \"nothing\", expected \"what\"");
    }

    private CsvTable table(Columns columns, String text) throws IOException {
        Path file = folder.resolve("table.csv");
        Files.writeString(file, text);
        return new CsvTable(file, columns);
    }
}
