package dev.visor.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.audit.ForgedRun;
import dev.visor.core.InputError;
import dev.visor.result.RecordFile;
import dev.visor.result.Resealed;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a record can be changed without being found: nothing that a number follows from, and by accident nothing at all. */
class VerificationTest {

    private static final int EDITS = 7;

    @TempDir
    private Path folder;

    private RunRecord record;

    @BeforeEach
    void writeARecord() {
        record = ForgedRun.in(folder.resolve("run"));
    }

    @Test
    void anUntouchedRecordFollowsFromItself() {
        Audit audit = Verification.of(record);

        assertThat(audit.mismatches()).isEmpty();
        assertThat(audit.remarks()).isEmpty();
        assertThat(audit.recomputed())
                .containsEntry("trials", 2L * 16 * ForgedRun.PROBES)
                .containsEntry("thresholds", 2L)
                .containsEntry("metrics from photos.csv and timings.csv", 6L);
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordFile.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "ROLES",
                "TRAINING",
                "SCORES",
                "CALLS",
                "PICTURES",
                "COMMANDS",
                "REMOVALS",
                "TRACES",
                "REGIONS",
                "SPLITS",
                "LEARNING",
                "SLICES",
                "SLICE_METRICS"
            })
    void everySingleChangedCharacterIsNamedWithItsPlaceAndWhatStoodThere(RecordFile file) throws IOException {
        String original = text(file);
        RandomGenerator random = new SplittableRandom(file.ordinal());
        for (int i = 0; i < EDITS; i++) {
            Edit edit = Edit.of(original, random);
            write(file, edit.apply(original));

            String place = "%s line %d, column %s"
                    .formatted(file.word(), edit.line(), file.columns().get(edit.column()));
            assertThat(Verification.of(record).mismatches())
                    .as(place + ": " + edit)
                    .anySatisfy(mismatch -> {
                        assertThat(mismatch.where()).isEqualTo(place);
                        assertThat(mismatch.what()).contains("expected \"" + edit.before() + "\"");
                    });
        }
    }

    @Test
    void twoChangesInOneFileAreAtLeastAChangedFile() throws IOException {
        String trials = text(RecordFile.TRIALS);
        write(RecordFile.TRIALS, replaced(replaced(trials, 5, "similarity", "0.1"), 9, "probe", "person-77-1"));

        mismatches()
                .anySatisfy(m -> assertThat(m.toString()).startsWith("trials.csv: was changed after the run ended"));
    }

    @Test
    void aMetricThatDoesNotFollowIsNamedEvenIfTheDigestsWereForgedToo() throws IOException {
        List<String> row = row(RecordFile.METRICS, "rank1_untargeted");
        int line = 1 + text(RecordFile.METRICS).lines().toList().indexOf(String.join(",", row));
        write(RecordFile.METRICS, replaced(text(RecordFile.METRICS), line, "value", "0.987654"));
        reseal();

        mismatches()
                .satisfiesExactly(
                        mismatch -> {
                            assertThat(mismatch.where()).isEqualTo("metrics.csv line %d, column value".formatted(line));
                            assertThat(mismatch.what())
                                    .startsWith("\"0.987654\", expected \""
                                            + row.get(
                                                    RecordFile.METRICS.columns().indexOf("value")) + "\"");
                        },
                        warning -> assertThat(warning.what()).startsWith("clean-accuracy is missing, expected"));
    }

    @Test
    void aTrialThatWasMadeASuccessMovesItsMetrics() throws IOException {
        int line = lineOf(RecordFile.TRIALS, ",1,", "true_rank");
        write(
                RecordFile.TRIALS,
                replaced(
                        replaced(text(RecordFile.TRIALS), line, "true_rank", "30"), line, "rank1_subject", "stranger"));
        reseal();

        mismatches()
                .isNotEmpty()
                .allSatisfy(m -> assertThat(m.where()).startsWith("metrics.csv line "))
                .anySatisfy(m -> assertThat(m.what()).contains("for rank1_untargeted of none/"));
    }

    @Test
    void aMetricThatIsMissingAndOneThatNobodyMeasuredAreNamed() throws IOException {
        String metrics = text(RecordFile.METRICS);
        List<String> row = row(RecordFile.METRICS, "rank5_untargeted");
        write(
                RecordFile.METRICS,
                metrics.replaceFirst(
                        String.join(",", row), String.join(",", row).replace("rank5", "rank2")));
        reseal();

        mismatches()
                .anySatisfy(m -> assertThat(m.toString())
                        .matches("metrics.csv line \\d+: rank2_untargeted of this cell follows from no trial.*"))
                .anySatisfy(m -> assertThat(m.toString())
                        .matches("metrics.csv: rank5_untargeted of none/.* is missing, expected the value .*"));
    }

    @Test
    void whatNeedsThePhotosIsCountedAndNamed() throws IOException {
        String ssim = String.join(",", row(RecordFile.METRICS, "ssim"));
        write(RecordFile.METRICS, text(RecordFile.METRICS) + ssim.replace("ssim", "mmd") + "\n");
        reseal();

        Audit audit = Verification.of(record);

        assertThat(audit.passed()).isTrue();
        assertThat(audit.remarks())
                .containsExactly("1 rows of mmd were not recomputed: that needs the photos, which no record holds");
    }

    @Test
    void aTrialThatWasDroppedIsMissedByItsCountAndByItsNeighbors() throws IOException {
        List<String> lines = new ArrayList<>(text(RecordFile.TRIALS).lines().toList());
        lines.remove(3);
        write(RecordFile.TRIALS, String.join("\n", lines) + "\n");
        reseal();

        mismatches()
                .anySatisfy(m -> assertThat(m.toString())
                        .isEqualTo("run.json, counts.planned: 384, expected 383 by the rows of trials.csv"))
                .anySatisfy(m -> assertThat(m.what()).endsWith("has 11 trials, expected 12 like its neighbors"));
    }

    @Test
    void aProbeThatOneModelAloneWasAskedAboutIsNamed() throws IOException {
        write(RecordFile.TRIALS, replaced(text(RecordFile.TRIALS), 4, "probe", "person-01-1"));
        reseal();

        mismatches()
                .anySatisfy(m -> assertThat(m.toString())
                        .isEqualTo(
                                "trials.csv line 4: asks protected/clean person-01-1, expected protected/clean person-02-1 as of"
                                        + " the other models and alignments"));
    }

    @Test
    void aRankThatContradictsWhoCameFirstIsNamed() throws IOException {
        int line = lineOf(RecordFile.TRIALS, ",1,", "true_rank");
        write(RecordFile.TRIALS, replaced(text(RecordFile.TRIALS), line, "rank1_subject", "somebody"));
        reseal();

        mismatches()
                .anySatisfy(m -> assertThat(m.toString())
                        .startsWith("trials.csv line %d, column true_rank: 1 with somebody at rank 1".formatted(line)));
    }

    @Test
    void aQualityThatIsNotThatOfThePhotoIsNamed() throws IOException {
        write(RecordFile.TRIALS, replaced(text(RecordFile.TRIALS), 2, "ssim", "0.9990"));
        reseal();

        mismatches()
                .singleElement()
                .hasToString("trials.csv line 2, column ssim: \"0.9990\", expected \"1.0000\" by photos.csv");
    }

    @Test
    void aChangedPhotoThatIsCalledUnprotectedIsNamed() throws IOException {
        int line = lineOf(RecordFile.PHOTOS, ForgedRun.PERTURBATION, "defense");
        write(RecordFile.PHOTOS, replaced(text(RecordFile.PHOTOS), line, "outcome", "unprotected"));
        reseal();

        mismatches()
                .singleElement()
                .hasToString(
                        "photos.csv line %d, column outcome: \"unprotected\", expected \"protected\": its pixels were changed"
                                .formatted(line));
    }

    @Test
    void aThresholdThatDoesNotFollowFromItsImpostorsIsNamed() throws IOException {
        String json = json();
        String similarity =
                json.substring(json.indexOf("\"similarity\" : "), json.indexOf(",", json.indexOf("\"similarity\" : ")));
        writeJson(json.replace(similarity, "\"similarity\" : 0.000001"));

        mismatches()
                .anySatisfy(m -> assertThat(m.toString())
                        .startsWith("run.json, thresholds: ")
                        .contains("similarity=1.0E-6")
                        .contains("by calibration.csv"));
    }

    @Test
    void anImpostorThatWasChangedGivesItsImpostorsAnotherName() throws IOException {
        write(RecordFile.CALIBRATION, replaced(text(RecordFile.CALIBRATION), 2, "similarity", "0.999999"));
        reseal();

        mismatches()
                .anySatisfy(m ->
                        assertThat(m.toString()).startsWith("calibration.csv: the 60 similarities of one have the id"));
    }

    @Test
    void aCellThatIsMissingAndOneThatWasNotPlannedAreNamed() throws IOException {
        writeJson(json().replaceFirst("\"models\" : \\[\\s+\"one\",", "\"models\" : [ \"three\","));

        mismatches()
                .anySatisfy(m -> assertThat(m.toString())
                        .isEqualTo(
                                "cells.csv line 2: none/-/search/one/faces/crop/none/3 is not in the plan of run.json"))
                .anySatisfy(
                        m -> assertThat(m.toString())
                                .isEqualTo(
                                        "cells.csv: none/-/search/three/faces/crop/none/3 is missing, which the plan of run.json holds"));
    }

    @Test
    void aSurrogateThatIsCalledABlackBoxIsNamed() throws IOException {
        int line = lineOf(RecordFile.CELLS, "white-box", "defense_access");
        write(RecordFile.CELLS, replaced(text(RecordFile.CELLS), line, "defense_access", "black-box"));
        reseal();

        mismatches()
                .anySatisfy(m -> assertThat(m.toString())
                        .startsWith("cells.csv line %d, column defense_access: \"black-box\", expected \"white-box\""
                                .formatted(line)));
    }

    @Test
    void aCaveatThatWasReplacedIsNamed() throws IOException {
        Path file = record.directory().resolve("run.json");
        Files.writeString(file, json().replace("it proves nothing", "it proves everything"));

        mismatches().singleElement().hasToString("run.json, suite.caveat: was changed after the run wrote it");
    }

    @Test
    void aParameterThatIsNotTheOneOfTheDigestIsNamed() throws IOException {
        writeJson(json().replace("\"iterations\" : \"50\"", "\"iterations\" : \"5\""));

        mismatches().singleElement().satisfies(m -> assertThat(m.where()).isEqualTo("run.json, cloak.digest"));
    }

    @Test
    void aParameterWhoseDigestWasForgedTooIsNotThatOfTheSuite() throws IOException {
        String digest = record.info().defenses().get(1).digest();
        writeJson(json().replaceFirst("\"digest\" : \"" + digest, "\"digest\" : \"" + "1".repeat(64)));

        mismatches()
                .anySatisfy(
                        m -> assertThat(m.toString()).startsWith("run.json, suite.settings.made_of: defense cloak is"));
    }

    @Test
    void aWorstCaseThatIsBetterThanItsWorstCountermeasureIsNamed() throws IOException {
        int line = lineOf(RecordFile.METRICS, "worst", "countermeasure");
        write(RecordFile.METRICS, replaced(text(RecordFile.METRICS), line, "value", "0.99"));
        reseal();

        mismatches()
                .singleElement()
                .satisfies(m -> assertThat(m.where()).isEqualTo("metrics.csv line %d, column value".formatted(line)));
    }

    @Test
    void aDefenseThatSkippedASurrogateIsNamed() throws IOException {
        writeJson(json().replaceFirst(
                        "\"surrogates\" : \\[\\s+\\[\\s+\"one\"\\s+]", "\"surrogates\" : [ [\"one\"], [\"two\"]"));

        mismatches()
                .anySatisfy(
                        m -> assertThat(m.toString())
                                .isEqualTo(
                                        "run.json, ledgers: cloak was run on [[one]], expected [[one], [two]] as in suite.settings"));
    }

    @Test
    void aTableThatCannotBeReadIsAMismatchAndTheOthersAreStillChecked() throws IOException {
        write(RecordFile.TRIALS, replaced(text(RecordFile.TRIALS), 5, "similarity", "much"));
        Files.delete(record.directory().resolve("timings.csv"));

        mismatches()
                .anySatisfy(
                        m -> assertThat(m.toString()).contains("trials.csv line 5: column similarity holds \"much\""))
                .anySatisfy(m -> assertThat(m.toString()).contains("timings.csv is missing"));
        assertThat(Verification.of(record).recomputed()).containsKey("thresholds");
    }

    @Test
    void aRecordOfAnOlderVisorPassesAndSaysThatItHasNoDigests() throws IOException {
        Path smoke = Path.of("results/reference/smoke");
        for (RecordFile file : RecordFile.values()) {
            Files.deleteIfExists(record.directory().resolve(file.word()));
            if (Files.exists(smoke.resolve(file.word()))) {
                Files.copy(smoke.resolve(file.word()), record.directory().resolve(file.word()));
            }
        }
        Files.writeString(
                record.directory().resolve("run.json"),
                Files.readString(smoke.resolve("run.json"))
                        .replaceFirst(",\\s+\"files\" : (?s:.*)$", "\n}\n")
                        .replaceFirst("made_of", "unknown_then"));

        Audit audit = Verification.of(record);

        assertThat(audit.mismatches()).isEmpty();
        assertThat(audit.remarks())
                .anySatisfy(remark -> assertThat(remark).startsWith("run.json holds no digest of itself (format 1)"))
                .anySatisfy(remark -> assertThat(remark).startsWith("run.json holds no digests of the tables"))
                .anySatisfy(remark -> assertThat(remark).contains("what the suite's digest is made of"));
    }

    @Test
    void aRunThatDidNotEndCannotBeVerified() throws IOException {
        writeJson(json().replace("\"completed\"", "\"interrupted\""));

        mismatches()
                .singleElement()
                .hasToString(
                        "run.json, status: \"interrupted\", expected \"completed\": only a whole run can be verified");
    }

    @Test
    void aFolderThatIsNoRecordIsTheUsersMistake() {
        assertThatThrownBy(() -> Verification.of(new RunRecord(folder.resolve("nowhere"))))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("is no run record");
    }

    /** One character of one value, replaced by another of its kind. */
    private record Edit(int line, int column, String before, String after) {

        static Edit of(String table, RandomGenerator random) {
            List<String> lines = table.lines().toList();
            while (true) {
                int line = 2 + random.nextInt(lines.size() - 1);
                String[] values = lines.get(line - 1).split(",");
                int column = random.nextInt(values.length);
                String value = values[column];
                int at = random.nextInt(value.length());
                char old = value.charAt(at);
                char fresh =
                        Character.isDigit(old) ? (char) ('0' + random.nextInt(10)) : (char) ('a' + random.nextInt(26));
                if (Character.isLetterOrDigit(old) && fresh != old) {
                    return new Edit(line, column, value, value.substring(0, at) + fresh + value.substring(at + 1));
                }
            }
        }

        String apply(String table) {
            return put(table, line, column, after);
        }
    }

    private static String put(String table, int line, int column, String value) {
        List<String> lines = new ArrayList<>(table.lines().toList());
        String[] values = lines.get(line - 1).split(",");
        values[column] = value;
        lines.set(line - 1, String.join(",", values));
        return String.join("\n", lines) + "\n";
    }

    private String replaced(String table, int line, String column, String value) {
        String header = table.lines().findFirst().orElseThrow();
        return put(table, line, List.of(header.split(",")).indexOf(column), value);
    }

    /** The first line whose column holds the text between commas. */
    private int lineOf(RecordFile file, String text, String column) throws IOException {
        List<String> lines = text(file).lines().toList();
        int index = file.columns().indexOf(column);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).split(",")[index].equals(text.replace(",", ""))) {
                return i + 1;
            }
        }
        throw new AssertionError("no " + text + " in column " + column);
    }

    /** The first row with that metric. */
    private List<String> row(RecordFile file, String metric) throws IOException {
        return text(file)
                .lines()
                .filter(line -> line.contains("," + metric + ","))
                .map(line -> List.of(line.split(",")))
                .findFirst()
                .orElseThrow();
    }

    private ListAssert<Mismatch> mismatches() {
        return assertThat(Verification.of(record).mismatches());
    }

    /** Takes the digests anew, as a forger would. */
    private void reseal() {
        record.write(record.info());
    }

    private String text(RecordFile file) throws IOException {
        return Files.readString(record.directory().resolve(file.word()));
    }

    private void write(RecordFile file, String text) throws IOException {
        Files.writeString(record.directory().resolve(file.word()), text);
    }

    private String json() throws IOException {
        return Files.readString(record.directory().resolve("run.json"));
    }

    private void writeJson(String json) throws IOException {
        Files.writeString(record.directory().resolve("run.json"), json);
        Resealed.run(record.directory());
    }
}
