package dev.visor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.report.run.Run;
import dev.visor.result.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who took part in a run, in the words of today. */
class ParticipantsTest {

    @Test
    void theRolesOfAnOlderRecordAreCalledAsInARecordOfToday() throws Exception {
        assertThat(roles("smoke")).contains("model, surrogate", "model").doesNotContain("victim");
        assertThat(roles("inversion-orl")).contains("judge", "teacher").doesNotContain("juror");
        assertThat(Files.readString(Path.of("results/reference/smoke/run.json")))
                .contains("\"victim\"");
    }

    /** The column of roles, row by row. */
    private static List<String> roles(String record) {
        Run run = Run.read(new RunRecord(Path.of("results/reference").resolve(record)), "");
        return Participants.recognizers(run).rows().stream()
                .map(row -> row.values().get(0).text())
                .toList();
    }
}
