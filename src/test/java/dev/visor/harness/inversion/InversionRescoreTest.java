package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.defense.obfuscation.Pixelation;
import dev.visor.harness.InversionTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.run.Rescore;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials of an inversion run that are judged again come out as they were recorded, unless somebody invented them. */
class InversionRescoreTest {

    @TempDir
    private static Path folder;

    private static final ResolvedInversion SUITE = InversionTestBed.suite(
            List.of(InversionTestBed.entry("pixelation", new Pixelation(new Pixelation.Params(16)))), List.of());

    private static InversionTestBed bed;
    private static RunRecord record;

    @BeforeAll
    static void runASuite() throws IOException {
        bed = new InversionTestBed(Files.createDirectory(folder.resolve("photos")));
        record = bed.run(SUITE, folder.resolve("run"));
    }

    @Test
    void everyTrialComesOutAsItWasRecorded() {
        List<Rescored> again = rescored(record, "cache", 10_000);

        assertThat(again).hasSize(record.trials().size()).allMatch(Rescored::agrees);
        assertThat(again).anyMatch(one -> one.recorded().pairing() == Pairing.RECONSTRUCTED_CLEAN);
        assertThat(again).anyMatch(one -> one.recorded().pairing() == Pairing.ASKED_TRAINED);
    }

    @Test
    void aReconstructionThatSomebodyMadeMoreAlikeIsNamed() throws IOException {
        Path changed = Files.createDirectory(folder.resolve("changed"));
        Files.copy(record.directory().resolve("run.json"), changed.resolve("run.json"));
        for (String table : record.files().keySet()) {
            Files.copy(record.directory().resolve(table), changed.resolve(table));
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(changed.resolve("trials.csv")));
        int row = lines.size() - 1;
        while (!lines.get(row).contains("reconstructed/clean,other")) {
            row--;
        }
        String[] values = lines.get(row).split(",");
        values[9] = "0.123456";
        lines.set(row, String.join(",", values));
        Files.write(changed.resolve("trials.csv"), lines);

        assertThat(rescored(new RunRecord(changed), "cache", 10_000).stream().filter(one -> !one.agrees()))
                .singleElement()
                .satisfies(one -> assertThat(one.words()).contains("recorded 0.123456, now ", values[2]));
    }

    @Test
    void nothingIsTrainedAgainWhereTheStoreIsNotTheRuns() {
        assertThatThrownBy(() -> rescored(record, "an-empty-cache", 1))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("an-empty-cache lacks what ")
                .hasMessageContaining("rescore with the cache and the code of the run, or verify without --rescore");
    }

    private static List<Rescored> rescored(RunRecord run, String cache, int trials) {
        return new Rescore(bed, Progress.SILENT)
                .of(new Rescore.Request(SUITE, run, folder.resolve(cache), trials, 1, "cpu"));
    }
}
