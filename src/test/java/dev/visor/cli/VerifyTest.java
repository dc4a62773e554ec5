package dev.visor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.audit.ForgedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {

    @TempDir
    private Path folder;

    private Path run;
    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @BeforeEach
    void writeARecord() {
        run = ForgedRun.in(folder.resolve("run")).directory();
    }

    @Test
    void saysWhatWasMadeAgainAndThatItAgrees() {
        assertThat(verify(run.toString())).isZero();

        assertThat(stdout.toString().lines())
                .contains("recomputed: 384 trials", "recomputed: 2 thresholds")
                .last()
                .asString()
                .matches(".*run: verified, [0-9.]+ s");
        assertThat(stderr.toString()).isEmpty();
    }

    @Test
    void namesEveryMismatchInALineAndEndsWithThree() throws IOException {
        Path metrics = run.resolve("metrics.csv");
        Files.writeString(metrics, Files.readString(metrics).replaceFirst(",ssim,1,", ",ssim,0,"));

        assertThat(verify(run.toString())).isEqualTo(3);

        assertThat(stdout.toString().lines())
                .contains("metrics.csv line 2, column value: \"0\", expected \"1\": changed after the run ended")
                .anySatisfy(line -> assertThat(line)
                        .startsWith("metrics.csv line 2, column value: \"0\", expected \"1\" for ssim of none/"))
                .last()
                .asString()
                .contains("2 mismatches");
    }

    @Test
    void holdsTheClaimsOfAFolderAgainstTheRun() throws IOException {
        Path claims = Files.createDirectory(folder.resolve("claims"));
        Files.writeString(claims.resolve("cloak-hides.yaml"), """
                id: cloak-hides
                statement: the cloak hides from its own surrogate
                source: {paper: nobody, place: nowhere}
                metric: rank1_untargeted
                cells: {dataset: faces, defense: cloak, attack: search, defense_access: white-box, alignments: [crop], countermeasures: [none]}
                over: each
                at-least: 0.1
                """);

        assertThat(verify(run.toString(), "--claims", claims.toString())).isZero();

        assertThat(stdout.toString()).contains("cloak-hides, alignment crop, countermeasure none: supported (");
    }

    @Test
    void judgesNoClaimOnARecordThatDoesNotFollowFromItself() throws IOException {
        Files.delete(run.resolve("photos.csv"));

        assertThat(verify(run.toString(), "--claims")).isEqualTo(3);

        assertThat(stdout.toString())
                .contains("nothing is rescored and no claim judged, because the record does not follow from itself");
    }

    @Test
    void aFolderWithoutARunIsTheUsersMistake() {
        assertThat(verify(folder.toString())).isEqualTo(2);
        assertThat(verify(run.toString(), "--claims", "no/such/folder")).isEqualTo(2);

        assertThat(stdout.toString()).isEmpty();
        assertThat(stderr.toString().lines())
                .containsExactly(
                        folder + " is no run: it holds no run.json", "claims folder no/such/folder does not exist");
    }

    @Test
    void aRecordThatNamesWhatIsNotHereIsRescoredWithItsOwnCatalogOnly() {
        assertThat(verify(run.toString(), "--rescore", "1")).isEqualTo(2);

        assertThat(stderr.toString().lines())
                .last()
                .isEqualTo(
                        run
                                + ": it names what is not in the catalog here; if it was run with --catalog DIR, verify it with the same");
    }

    private int verify(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "verify";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Visor.commandLine()
                .setOut(new PrintWriter(stdout, true))
                .setErr(new PrintWriter(stderr, true))
                .execute(all);
    }
}
