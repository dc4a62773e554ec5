package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.audit.verify.Mismatch;
import dev.visor.audit.verify.Verification;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Citation;
import dev.visor.core.Knowledge;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.masking.DpSgd;
import dev.visor.harness.InversionTestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.result.RecordFile;
import dev.visor.result.Resealed;
import dev.visor.result.RunRecord;
import dev.visor.stats.RenyiAccountant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of an inversion record can be forged, digests and all, without being found. */
class ForgedInversionTest {

    private static final String ATTACK = "shade";

    private static final Entry<Defense> PRIVATE = new Entry<>(
            "dp-sgd-noise",
            "dp-sgd",
            "for tests",
            new Citation("none", "control"),
            new TreeMap<>(Map.of("clip", "1.0", "noise", "0.5")),
            new DpSgd(new DpSgd.Params(1, .5)));

    @TempDir
    private static Path folder;

    private static RunRecord sound;
    private static int copies;

    /** To be forged. */
    private RunRecord record;

    /** Shows everybody as another gray. */
    private record Shade() implements InversionAttack {

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public AttackerAccess access() {
            return AttackerAccess.LABEL_ONLY;
        }

        @Override
        public List<Reconstruction> run(InversionTask task) {
            List<Reconstruction> made = new ArrayList<>();
            task.wanted().forEach(wanted -> {
                for (int i = 0; i < task.tries(); i++) {
                    float[] gray = new float[3 * 64 * 64];
                    Arrays.fill(gray, 20 * wanted.person() + 7 * i);
                    made.add(Reconstruction.of(wanted.person(), new FaceImage(64, 64, gray)));
                }
            });
            return made;
        }
    }

    @BeforeAll
    static void runOnce() throws IOException {
        InversionTestBed bed = new InversionTestBed(Files.createDirectory(folder.resolve("photos")));
        List<Entry<TrainingSideAttack>> attacks = List.of(InversionTestBed.entry(ATTACK, new Shade()));
        sound = bed.run(InversionTestBed.suite(List.of(PRIVATE), attacks), folder.resolve("sound"));
    }

    @BeforeEach
    void copy() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy-" + copies++));
        for (String table : sound.files().keySet()) {
            Files.copy(sound.directory().resolve(table), copy.resolve(table));
        }
        Files.copy(sound.directory().resolve("run.json"), copy.resolve("run.json"));
        record = new RunRecord(copy);
    }

    @Test
    void aCopyThatNobodyTouchedFollowsFromItself() {
        mismatches().isEmpty();
    }

    /** By accident, with the digests as they were; these two tables no other kind of record has. */
    @ParameterizedTest
    @EnumSource(
            value = RecordFile.class,
            names = {"ROLES", "TRAINING"})
    void aSingleChangedCharacterIsNamedWithItsPlaceAndWhatStoodThere(RecordFile file) throws IOException {
        List<String> lines = lines(file);
        for (String column : file.columns()) {
            String before = row(file, lines.get(3)).get(column);
            String kept = before.substring(0, before.length() - 1);
            String after =
                    kept + (before.endsWith("1") ? "2" : Character.isDigit(before.charAt(kept.length())) ? "1" : "z");
            List<String> changed = new ArrayList<>(lines);
            changed.set(3, with(file, lines.get(3), Map.of(column, after)));
            Files.write(record.directory().resolve(file.word()), changed);

            mismatches()
                    .as("%s instead of %s", after, before)
                    .anySatisfy(mismatch -> assertThat(mismatch.toString())
                            .startsWith("%s line 4, column %s: ".formatted(file.word(), column))
                            .contains("expected \"" + before + "\""));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordFile.class,
            names = {"ROLES", "TRAINING"})
    void aTableThatWasDeletedIsMissed(RecordFile file) throws IOException {
        Files.delete(record.directory().resolve(file.word()));

        finds(file.word() + ": is missing, expected the table that the run wrote");
    }

    @ParameterizedTest
    @EnumSource(
            value = RecordFile.class,
            names = {"ROLES", "TRAINING"})
    void aTableThatCannotBeReadIsAMismatchAndTheOthersAreStillChecked(RecordFile file) throws IOException {
        List<String> lines = new ArrayList<>(lines(file));
        lines.set(0, lines.get(0).replaceFirst("[a-z]+", "what"));
        Files.write(record.directory().resolve(file.word()), lines);

        finds(file.word() + " line 1: column 1 is \"what\"");
        assertThat(Verification.of(record).recomputed()).containsKeys("cells", "trials", "thresholds");
    }

    @Test
    void aPersonInTwoRolesIsFound() throws IOException {
        change(RecordFile.ROLES, row -> row.get("role").equals("held-out"), Map.of("subject", "p00"));

        finds("roles.csv: p00 is private and held-out");
    }

    /** The same name in another data set is another person. */
    @Test
    void anImpostorOfThePeoplesOwnDataSetIsFoundAndANamesakeIsNone() throws IOException {
        change(RecordFile.ROLES, row -> row.get("role").equals("impostor"), Map.of("subject", "p01"));
        mismatches().noneSatisfy(m -> assertThat(m.what()).contains("private and"));

        change(RecordFile.ROLES, row -> row.get("role").equals("impostor"), Map.of("dataset", "members"));
        finds("roles.csv: p01 is private and impostor");
    }

    @Test
    void aTestPhotoThatWasLearnedFromIsFound() throws IOException {
        String learned = of(RecordFile.ROLES, role("private")).get("photo");

        change(RecordFile.ROLES, role("private-test"), Map.of("photo", learned));

        finds("roles.csv: photo %s is private and private-test".formatted(learned));
    }

    @Test
    void aPhotoThatToldWhenToStopAndWasLearnedFromIsFound() throws IOException {
        String learned = of(RecordFile.ROLES, role("private")).get("photo");

        change(RecordFile.ROLES, role("private-stop"), Map.of("photo", learned));

        finds("roles.csv: photo %s is private and private-stop".formatted(learned));
    }

    @Test
    void aMateWhoIsSomebodyElseIsFound() throws IOException {
        Map<String, String> pair = of(RecordFile.TRIALS, pair("same"));
        Map<String, String> stranger = of(
                RecordFile.ROLES,
                row -> row.get("role").equals("private") && !row.get("subject").equals(pair.get("subject")));

        int line = change(
                RecordFile.TRIALS,
                pair("same"),
                Map.of("mate", stranger.get("photo"), "mate_subject", stranger.get("subject")));

        finds("trials.csv line %d, column mate_subject: \"%s\", expected %s, whom it is meant to show"
                .formatted(line, stranger.get("subject"), pair.get("subject")));
    }

    @Test
    void aMateUnderAWrongNameIsFound() throws IOException {
        Map<String, String> pair = of(RecordFile.TRIALS, pair("other"));
        Map<String, String> stranger = of(
                RecordFile.ROLES,
                row -> row.get("role").equals("private-test")
                        && !row.get("subject").equals(pair.get("subject")));

        int line = change(RecordFile.TRIALS, pair("other"), Map.of("mate", stranger.get("photo")));

        finds("trials.csv line %d, column mate: \"%s\" of %s, expected a photo of role private-test as in roles.csv"
                .formatted(line, stranger.get("photo"), pair.get("subject")));
    }

    @Test
    void aReconstructionHeldAgainstAPhotoOfTheWrongRoleIsFound() throws IOException {
        Map<String, String> same = of(RecordFile.TRIALS, pair("same"));
        Map<String, String> other = of(
                RecordFile.TRIALS, pair("other").and(row -> row.get("subject").equals(same.get("subject"))));

        int first = change(RecordFile.TRIALS, pair("same"), Map.of("mate", other.get("mate")));
        finds("trials.csv line %d, column mate: \"%s\" of %s, expected a photo of role private as in roles.csv"
                .formatted(first, other.get("mate"), same.get("subject")));

        int second = change(RecordFile.TRIALS, pair("other"), Map.of("mate", same.get("mate")));
        finds("trials.csv line %d, column mate: \"%s\" of %s, expected a photo of role private-test as in roles.csv"
                .formatted(second, same.get("mate"), same.get("subject")));
    }

    @Test
    void aRankOutOfTheGalleryIsFound() throws IOException {
        Predicate<Map<String, String>> missed =
                search().and(row -> !row.get("true_rank").equals("1"));

        // Five people; a stranger who is looked for would be the sixth.
        int line = change(RecordFile.TRIALS, missed, Map.of("true_rank", "7"));
        finds("trials.csv line %d, column true_rank: 7, expected 1 to 6, the people of the gallery".formatted(line));

        change(RecordFile.TRIALS, missed, Map.of("true_rank", "0"));
        finds("trials.csv line %d, column true_rank: 0, expected 1 to 6, the people of the gallery".formatted(line));
    }

    @Test
    void aRankThatContradictsWhoCameFirstIsFound() throws IOException {
        Map<String, String> missed =
                of(RecordFile.TRIALS, search().and(row -> !row.get("true_rank").equals("1")));
        int line = change(
                RecordFile.TRIALS, search().and(row -> !row.get("true_rank").equals("1")), Map.of("true_rank", "1"));

        finds("trials.csv line %d, column true_rank: 1 with %s at rank 1, expected 1 just where that is the subject %s"
                .formatted(line, missed.get("rank1_subject"), missed.get("subject")));
    }

    @Test
    void aJudgeThatWasAskedAboutSomebodyElseIsFound() throws IOException {
        Map<String, String> search = of(RecordFile.TRIALS, search());

        change(RecordFile.TRIALS, search(), Map.of("probe", search.get("probe") + "9"));

        finds("trials.csv: the judges of [none, shade, 1] were not asked the same");
    }

    /** Judges find the nearest photo for themselves, but the test photo is the same for all. */
    @Test
    void aJudgeThatWasShownAnotherTestPhotoIsFound() throws IOException {
        Map<String, String> pair = of(RecordFile.TRIALS, pair("other"));
        Map<String, String> another = of(
                RecordFile.ROLES,
                row -> row.get("role").equals("private-test")
                        && row.get("subject").equals(pair.get("subject"))
                        && !row.get("photo").equals(pair.get("mate")));

        change(RecordFile.TRIALS, pair("other"), Map.of("mate", another.get("photo")));

        finds("trials.csv: the judges of [none, shade, 1] were not asked the same");
    }

    /** The second edition of metrics took what a defended recognizer verifies for a tracker's gain. */
    @Test
    void theDirectionOfTheUsersVerificationIsThatOfTheRecordsEdition() throws IOException {
        Predicate<Map<String, String>> users = row -> row.get("metric").equals("verification_accuracy")
                && row.get("judge").startsWith("residual");
        assertThat(of(RecordFile.METRICS, users)).containsEntry("better", "higher");
        int line = change(RecordFile.METRICS, users, Map.of("better", "lower"));
        finds("metrics.csv line %d, column better: \"lower\", expected \"higher\" for verification_accuracy"
                .formatted(line));

        change(RecordFile.METRICS, users.and(row -> row.get("better").equals("higher")), Map.of("better", "lower"));
        replaceInfo("\"metrics\" : 3", "\"metrics\" : 2");

        mismatches().isEmpty();
    }

    /** Ten photos in batches of five, two epochs. */
    @Test
    void theEpsilonOfAPrivateTrainingIsThatOfItsNoiseAndSteps() throws IOException {
        assertThat(Verification.of(record).remarks()).noneMatch(remark -> remark.contains("dp_epsilon"));
        assertThat(record.metrics())
                .filteredOn(value -> value.metric().equals("dp_epsilon"))
                .singleElement()
                .satisfies(value -> assertThat(value.n()).isEqualTo(4))
                .satisfies(value ->
                        assertThat(value.value()).isCloseTo(RenyiAccountant.epsilon(.5, .5, 4, 1e-3), within(1e-4)));

        int line = change(RecordFile.METRICS, row -> row.get("metric").equals("dp_epsilon"), Map.of("value", "1.5"));

        finds("metrics.csv line %d, column value: \"1.5\", expected \"".formatted(line));
    }

    @Test
    void anEpsilonOfMoreNoiseOrOfFewerEpochsIsFound() throws IOException {
        replaceInfo("\"noise\" : \"0.5\"", "\"noise\" : \"2.0\"");
        finds("for dp_epsilon of dp-sgd-noise/");

        replaceInfo("\"noise\" : \"2.0\"", "\"noise\" : \"0.5\"");
        mismatches().isEmpty();
        remove(
                RecordFile.TRAINING,
                row -> row.get("defense").equals(PRIVATE.id())
                        && row.get("epoch").equals("2"));
        finds("column n: \"4\", expected \"2\" for dp_epsilon of dp-sgd-noise/");
    }

    @Test
    void anEpsilonOfADefenseWithoutPrivateStepsIsFound() throws IOException {
        List<String> lines = new ArrayList<>(lines(RecordFile.METRICS));
        String dp = lines.stream()
                .filter(line -> line.contains("dp_epsilon"))
                .findFirst()
                .orElseThrow();
        lines.add(dp.replace("dp-sgd-noise", "none").replaceFirst("^[^,]*", "0123456789"));
        Files.write(record.directory().resolve("metrics.csv"), lines);
        record.write(record.info());

        finds("dp_epsilon of this cell follows from no trial, photo or timing");
    }

    @Test
    void anEpsilonWhoseBatchesNobodyKnowsIsSaidToBeUnchecked() throws IOException {
        replaceInfo("\"batch\" : 5", "\"batch\" : 0");

        assertThat(Verification.of(record).mismatches()).isEmpty();
        assertThat(Verification.of(record).remarks()).anyMatch(remark -> remark.startsWith("1 rows of dp_epsilon"));
    }

    /**
     * A recognizer names the 10 test photos and verifies the 3 x 10 x 2 pairs of held-out people; beside the control, 4 judges look up the
     * 10 photos that were learned from and verify the same pairs. Either attack makes 10 reconstructions, of 5 people or of 10 leaked
     * photos, each of which each of 3 judges is asked 6 questions about; 3 more where a recognizer that knows nobody was attacked, too.
     */
    @Test
    void asManyTrialsAreMadeAsThePlanHolds() {
        int own = 2 * (10 + 60) + 4 * (10 + 60);
        int look = 2 * 3 * 10 * 6;
        int shade = 2 * 3 * 10 * 6 + 3 * 10 * 3;

        assertThat(record.info().counts().planned()).isEqualTo(own + look + shade);
        assertThat(record.trials()).hasSize(own + look + shade);
    }

    @Test
    void aProbeThatNoJudgeWasAskedAboutIsFoundEvenIfItIsCountedNowhere() throws IOException {
        long planned = record.info().counts().planned();
        List<String> cells = cells("none");
        // Six questions about the reconstruction, before each of three judges.
        long removed = remove(
                RecordFile.TRIALS,
                row -> cells.contains(row.get("cell")) && row.get("probe").equals("p02#5"));
        assertThat(removed).isEqualTo(18);
        replaceInfo("\"planned\" : " + planned, "\"planned\" : " + (planned - 18));
        replaceInfo("\"compared\" : " + planned, "\"compared\" : " + (planned - 18));

        // But for the metrics, which a forger would make anew.
        assertThat(notOfMetrics())
                .containsExactly(
                        "trials.csv: none/residual64-softmax/shade/juror-a/members/crop/none/1 has 84 trials, expected 90 by the plan of run.json",
                        "trials.csv: none/residual64-softmax/shade/juror-b/members/crop/none/1 has 84 trials, expected 90 by the plan of run.json",
                        "trials.csv: none/residual64-softmax/shade/juror-c/members/crop/none/1 has 84 trials, expected 90 by the plan of run.json",
                        "run.json, counts.planned: %d, expected %d by suite.settings and protocol"
                                .formatted(planned - 18, planned));
    }

    @Test
    void aProbeThatWasReplacedByAnotherIsFound() throws IOException {
        List<String> cells = cells("none");
        List<String> lines = lines(RecordFile.TRIALS);
        List<String> forged = new ArrayList<>();
        for (String line : lines) {
            boolean ofAttack = cells.contains(line.substring(0, line.indexOf(',')));
            if (ofAttack && line.contains(",p02#5,")) {
                continue;
            }
            forged.add(line);
            if (ofAttack && line.contains(",p02#4,")) {
                forged.add(line);
            }
        }
        assertThat(forged).hasSameSizeAs(lines).isNotEqualTo(lines);
        Files.write(record.directory().resolve("trials.csv"), forged);
        record.write(record.info());

        assertThat(notOfMetrics())
                .hasSize(18)
                .allSatisfy(mismatch -> assertThat(mismatch).contains("p02#4", " a second time"));
    }

    @Test
    void aPlanThatWasMadeSmallerIsNotThatOfTheRoles() throws IOException {
        replaceInfo("\"test_photos\" : 10", "\"test_photos\" : 9");
        finds("run.json, protocol.test_photos: 9, expected 10 by roles.csv");

        replaceInfo("\"held_out_pairs\" : 60", "\"held_out_pairs\" : 58");
        finds("run.json, protocol.held_out_pairs: 58, expected 60 by roles.csv");
    }

    /** Its {@code planned} was {@code compared}, written twice, and what its settings and protocol meant is not known. */
    @Test
    void ofAnOlderRecordNothingIsSaidAboutItsPlan() throws IOException {
        replaceInfo("\"metrics\" : 3", "\"metrics\" : 1");
        replaceInfo("\"tries\" : 2", "\"tries\" : 3");

        assertThat(notOfMetrics()).isEmpty();
    }

    @Test
    void aCellThatIsMissingAndOneThatWasNotPlannedAreFound() throws IOException {
        Path info = record.directory().resolve("run.json");
        String json = Files.readString(info);
        String forged =
                json.replaceFirst("(\"shade\" : \\[\\s+\"juror-a\",\\s+\"juror-b\",\\s+)\"juror-c\"", "$1\"juror-d\"");
        assertThat(forged).isNotEqualTo(json);
        Files.writeString(info, forged);
        Resealed.run(record.directory());

        finds("none/residual64-softmax/shade/juror-c/members/crop/none/1 is not in the plan of run.json");
        finds(
                "cells.csv: none/residual64-softmax/shade/juror-d/members/crop/none/1 is missing, which the plan of run.json holds");
    }

    private static Predicate<Map<String, String>> role(String role) {
        return row -> row.get("role").equals(role);
    }

    /** Of a reconstruction. */
    private Predicate<Map<String, String>> pair(String label) {
        return reconstructed().and(row -> row.get("label").equals(label));
    }

    private Predicate<Map<String, String>> search() {
        return reconstructed().and(row -> !row.get("true_rank").equals("-"));
    }

    /** Before the first judge. */
    private Predicate<Map<String, String>> reconstructed() {
        String cell =
                of(RecordFile.CELLS, row -> row.get("attack").equals(ATTACK)).get("cell");
        return row -> row.get("cell").equals(cell) && row.get("pairing").equals("reconstructed/clean");
    }

    /** The attack's on that defense. */
    private List<String> cells(String defense) {
        return lines(RecordFile.CELLS).stream()
                .skip(1)
                .map(line -> row(RecordFile.CELLS, line))
                .filter(row ->
                        row.get("attack").equals(ATTACK) && row.get("defense").equals(defense))
                .map(row -> row.get("cell"))
                .toList();
    }

    private List<String> notOfMetrics() {
        return Verification.of(record).mismatches().stream()
                .map(Mismatch::toString)
                .filter(mismatch -> !mismatch.startsWith("metrics.csv"))
                .toList();
    }

    private void finds(String mismatch) {
        mismatches().anySatisfy(m -> assertThat(m.toString()).contains(mismatch));
    }

    private ListAssert<Mismatch> mismatches() {
        return assertThat(Verification.of(record).mismatches());
    }

    /** The first such row, by column. */
    private Map<String, String> of(RecordFile file, Predicate<Map<String, String>> which) {
        return lines(file).stream()
                .skip(1)
                .map(line -> row(file, line))
                .filter(which)
                .findFirst()
                .orElseThrow();
    }

    /** Changes the first such row, and takes the digests anew, as a forger would; returns the row's line. */
    private int change(RecordFile file, Predicate<Map<String, String>> which, Map<String, String> values)
            throws IOException {
        List<String> lines = new ArrayList<>(lines(file));
        int index = 1;
        while (!which.test(row(file, lines.get(index)))) {
            index++;
        }
        lines.set(index, with(file, lines.get(index), values));
        Files.write(record.directory().resolve(file.word()), lines);
        record.write(record.info());
        return index + 1;
    }

    private static String with(RecordFile file, String line, Map<String, String> values) {
        assertThat(file.columns()).containsAll(values.keySet());
        Map<String, String> row = row(file, line);
        return file.columns().stream()
                .map(column -> values.getOrDefault(column, row.get(column)))
                .collect(Collectors.joining(","));
    }

    /** Removes all such rows likewise; returns how many. */
    private long remove(RecordFile file, Predicate<Map<String, String>> which) throws IOException {
        List<String> lines = lines(file);
        List<String> kept = new ArrayList<>();
        kept.add(lines.get(0));
        lines.stream().skip(1).filter(line -> !which.test(row(file, line))).forEach(kept::add);
        assertThat(kept).hasSizeLessThan(lines.size());
        Files.write(record.directory().resolve(file.word()), kept);
        record.write(record.info());
        return lines.size() - kept.size();
    }

    private void replaceInfo(String before, String after) throws IOException {
        Path info = record.directory().resolve("run.json");
        String json = Files.readString(info);
        assertThat(json).contains(before);
        Files.writeString(info, json.replace(before, after));
        Resealed.run(record.directory());
    }

    private static Map<String, String> row(RecordFile file, String line) {
        String[] values = line.split(",", -1);
        return file.columns().stream()
                .collect(Collectors.toMap(
                        column -> column, column -> values[file.columns().indexOf(column)]));
    }

    private List<String> lines(RecordFile file) {
        try {
            return Files.readAllLines(record.directory().resolve(file.word()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
