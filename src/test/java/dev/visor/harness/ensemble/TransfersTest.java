package dev.visor.harness.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.Seed;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.harness.ensemble.TransferQuestion.HeldOut;
import dev.visor.report.run.SyntheticRun;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recall of a pool a, b, c, d by themselves and by x; the first team is judged best protected. */
class TransfersTest {

    private static final List<String> POOL = List.of("a", "b", "c", "d");
    private static final List<String> MODELS = List.of("a", "b", "c", "d", "x");
    private static final List<TeamScore> TEAMS = List.of(
            team(.9, "a", "b"),
            team(.8, "a", "c"),
            team(.6, "a", "d"),
            team(.5, "b", "c"),
            team(.3, "b", "d"),
            team(.2, "c", "d"));

    @TempDir
    private Path folder;

    @Test
    void meansTheModelsThatAreNotInTheTeam() {
        RunRecord record = record("one", values(List.of("b", "a"), List.of(.1, .2, .3, .4, .8), "p3-mask"));

        Transfers.Measured measured =
                transfers(HeldOut.team, record).of(TEAMS.get(0)).orElseThrow();

        assertThat(measured.mean()).isCloseTo(.5, within(1e-9));
        assertThat(measured.models()).isEqualTo(Set.of("c", "d", "x"));
        assertThat(measured.n()).isEqualTo(3 * 40);
    }

    @Test
    void meansTheModelsOutsideThePoolIfAsked() {
        RunRecord record = record("one", values(List.of("a", "b"), List.of(.1, .2, .3, .4, .8), "p3-mask"));

        Transfers transfers = transfers(HeldOut.pool, record);

        assertThat(transfers.of(TEAMS.get(0)).orElseThrow().mean()).isEqualTo(.8);
        assertThat(transfers.of(TEAMS.get(1))).isEmpty();
        assertThat(transfers.defense()).isEqualTo("p3-mask");
    }

    @Test
    void readsSeveralRecordsAndPutsTheClaimToTheTest() {
        Transfers transfers = transfers(HeldOut.team, records(.1, .15, .2, .25, .3, .35));

        Prediction prediction = Prediction.byFocalDiversity(TEAMS, transfers, new Seed(1));

        assertThat(prediction.rho()).hasValue(1);
        assertThat(prediction.line())
                .isEqualTo(
                        "focal diversity and protection: rank correlation 1.00, 95 % interval 1.00 to 1.00, 6 teams");
        assertThat(prediction.verdict())
                .isEqualTo(
                        "among these 6 teams, those of higher focal diversity protect better against other recognizers");
    }

    @Test
    void saysWhenDiversityProtectsWorse() {
        Transfers transfers = transfers(HeldOut.team, records(.35, .3, .25, .2, .15, .1));

        assertThat(Prediction.byFocalDiversity(TEAMS, transfers, new Seed(1)).verdict())
                .endsWith("those of higher focal diversity protect worse against other recognizers");
    }

    /** Ranks 1 2.5 2.5 4 5 6 and 1 to 6: 1 - what the tie takes, as Pearson's of both. */
    @Test
    void takesForEqualWhatDiffersByRoundingAlone() {
        Transfers transfers = transfers(HeldOut.team, records(.1, .2, .2000003, .25, .3, .35));
        double squares = 1 - .5 / 17.5;

        assertThat(Prediction.byFocalDiversity(TEAMS, transfers, new Seed(1))
                        .rho()
                        .orElseThrow())
                .isCloseTo(Math.sqrt(squares), within(1e-9));
    }

    @Test
    void saysNothingWhereTheIntervalHoldsZeroTeamsAreFewOrAllAreAlike() {
        assertThat(verdict(TEAMS, records(.2, .3, .1, .3, .1, .2)))
                .isEqualTo(
                        "these 6 teams say nothing about whether focal diversity predicts protection: the interval holds 0");
        assertThat(verdict(TEAMS.subList(0, 4), records(.1, .2, .3, .4)))
                .isEqualTo("4 teams say nothing about whether focal diversity predicts protection; 5 at least would");
        assertThat(verdict(TEAMS, records(.1, .1, .1, .1, .1, .1))).endsWith("too many are alike");
    }

    @Test
    void refusesToMixWhatIsNotTheSame() {
        List<MetricValue> two = new ArrayList<>(values(List.of("a", "b"), List.of(.1, .2, .3, .4, .8), "p3-mask"));
        two.addAll(values(List.of("a", "b"), List.of(.1, .2, .3, .4, .8), "fi-uap"));
        RunRecord both = record("both", two);

        assertThatThrownBy(() -> transfers(HeldOut.team, both))
                .isInstanceOf(InputError.class)
                .hasMessage("the records measure recall of several values of defense (fi-uap, p3-mask); choose one with"
                        + " --defense");
        assertThat(transfers(question(Optional.of("fi-uap"), List.of()), both).defense())
                .isEqualTo("fi-uap");
    }

    @Test
    void refusesATeamThatIsMeasuredTwiceOrMetOtherModels() {
        RunRecord one = record("one", values(List.of("a", "b"), List.of(.1, .2, .3, .4, .8), "p3-mask"));
        RunRecord again = record("again", values(List.of("b", "a"), List.of(.1, .2, .3, .4, .8), "p3-mask"));
        RunRecord fewer = record(
                "fewer",
                values(List.of("a", "c"), List.of(.1, .2, .3, .4, .8), "p3-mask")
                        .subList(0, 4));

        assertThatThrownBy(() -> transfers(HeldOut.team, one, again))
                .isInstanceOf(InputError.class)
                .hasMessage("the records measure team a+b against a, seed 1 twice; expected each once");
        assertThatThrownBy(() -> transfers(HeldOut.team, one, fewer))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("teams met different models: a+b met a, b, c, d, x, a+c met a, b, c, d;");
    }

    @Test
    void saysWhatARecordMustHold() {
        RunRecord other = record("other", values(List.of("a"), List.of(.1, .2, .3, .4, .8), "p3-mask"));

        assertThatThrownBy(() -> transfers(HeldOut.team, other))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("the records hold no recall of a team of 2 of the pool; expected cells");
        assertThat(Transfers.of(List.of(), question(Optional.empty(), List.of()), TEAMS, POOL))
                .isEmpty();
    }

    @Test
    void takesNoNumberThatIsAboutNoRecognizer() {
        Cell cell = Cell.of("p3-mask", List.of("a", "b"), "lfw", 1);
        RunRecord quality = record(
                "quality",
                List.of(MetricValue.plain(cell, Pairing.PROTECTED_CLEAN, "recall", .9, 40, "ratio", Better.HIGHER)));

        assertThatThrownBy(() -> transfers(HeldOut.team, quality))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("the records hold no recall");
    }

    @Test
    void refusesAConditionOnNoColumn() {
        assertThatThrownBy(() -> question(Optional.empty(), List.of("model=a")))
                .isInstanceOf(InputError.class)
                .hasMessage("--where expects COLUMN=VALUE with a column of dataset, alignment, attack, countermeasure,"
                        + " pairing, far, got \"model=a\"");
    }

    @Test
    void prefersProtectedProbesInACleanGallery() {
        List<MetricValue> two = new ArrayList<>(values(List.of("a", "b"), List.of(.1, .2, .3, .4, .8), "p3-mask"));
        values(List.of("a", "b"), List.of(.9, .9, .9, .9, .9), "p3-mask").stream()
                .map(value -> with(value, Pairing.PROTECTED_PROTECTED))
                .forEach(two::add);
        RunRecord record = record("two", two);

        assertThat(transfers(HeldOut.team, record)
                        .of(TEAMS.get(0))
                        .orElseThrow()
                        .mean())
                .isCloseTo(.5, within(1e-9));
        assertThat(transfers(question(Optional.empty(), List.of("pairing=protected/protected")), record)
                        .of(TEAMS.get(0))
                        .orElseThrow()
                        .mean())
                .isCloseTo(.9, within(1e-9));
    }

    @Test
    void writesTeamsAsRowsOfFixedColumns() throws IOException {
        TeamStudy.Scores scores = new TeamStudy.Scores(TEAMS.subList(0, 2), List.of(), 24, 0, 60);
        Transfers transfers = transfers(
                HeldOut.team, record("one", values(List.of("a", "b"), List.of(.1, .2, .3, .4, .8), "p3-mask")));
        Path file = folder.resolve("teams.csv");

        TeamTable.write(file, scores, 4, question(Optional.empty(), List.of()), Optional.of(transfers));

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "team,size,focal_diversity,soft_focal_diversity,performance,shrink,queries,defense,metric,better,"
                                + "transfer,held_out,models,n",
                        "a+b,2,0.9,0.4,0.7,4,24,p3-mask,recall,lower,0.5,team,c+d+x,120",
                        "a+c,2,0.8,0.4,0.7,4,24,p3-mask,recall,lower,-,team,-,-");
    }

    private String verdict(List<TeamScore> teams, RunRecord... records) {
        Transfers transfers = Transfers.of(List.of(records), question(Optional.empty(), List.of()), teams, POOL)
                .orElseThrow();
        return Prediction.byFocalDiversity(teams, transfers, new Seed(1)).verdict();
    }

    private static Transfers transfers(HeldOut heldOut, RunRecord... records) {
        return transfers(TransferQuestion.of("recall", Optional.empty(), List.of(), heldOut), records);
    }

    private static Transfers transfers(TransferQuestion question, RunRecord... records) {
        return Transfers.of(List.of(records), question, TEAMS, POOL).orElseThrow();
    }

    private static TransferQuestion question(Optional<String> defense, List<String> where) {
        return TransferQuestion.of("recall", defense, where, HeldOut.team);
    }

    private static TeamScore team(double diversity, String... members) {
        return new TeamScore(List.of(members), diversity, .4, .7);
    }

    /** One record a team, in which every model has that recall. */
    private RunRecord[] records(double... recalls) {
        List<RunRecord> records = new ArrayList<>();
        for (int i = 0; i < recalls.length; i++) {
            double recall = recalls[i];
            records.add(record(
                    "of-" + recalls.length + "-" + recall + "-" + i,
                    values(
                            TEAMS.get(i).members(),
                            MODELS.stream().map(model -> recall).toList(),
                            "p3-mask")));
        }
        return records.toArray(RunRecord[]::new);
    }

    private RunRecord record(String name, List<MetricValue> values) {
        RunRecord record = new RunRecord(folder.resolve(name));
        record.write(SyntheticRun.info("person-masks", 0, List.of()));
        record.writeMetrics(values);
        return record;
    }

    private static List<MetricValue> values(List<String> team, List<Double> recalls, String defense) {
        List<MetricValue> values = new ArrayList<>();
        for (int i = 0; i < recalls.size(); i++) {
            String model = MODELS.get(i);
            Cell cell = Cell.of(defense, team, "lfw", 1)
                    .withAlignment(Alignment.PHOTO)
                    .attackedBy("recall", AttackerAccess.SCORES)
                    .against(model, team.contains(model) ? Access.WHITE_BOX : Access.BLACK_BOX);
            values.add(MetricValue.plain(
                    cell, Pairing.PROTECTED_CLEAN, "recall", recalls.get(i), 40, "rate", Better.LOWER));
        }
        return values;
    }

    private static MetricValue with(MetricValue value, Pairing pairing) {
        return MetricValue.plain(
                value.cell(), pairing, value.metric(), value.value(), value.n(), value.unit(), value.better());
    }
}
