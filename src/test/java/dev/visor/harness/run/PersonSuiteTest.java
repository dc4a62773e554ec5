package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.KeyedRemoval.Key;
import dev.visor.attack.adaptive.Removal;
import dev.visor.attack.purification.ResidualAverage;
import dev.visor.audit.verify.Mismatch;
import dev.visor.audit.verify.Verification;
import dev.visor.core.AttackerAccess;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.measure.MetricValue;
import dev.visor.defense.Defense;
import dev.visor.defense.person.FeatureLoss;
import dev.visor.defense.person.Perceptibility;
import dev.visor.defense.person.PersonPerturbation;
import dev.visor.defense.person.Update;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.Rescored;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.Shard;
import dev.visor.metric.evaluation.RemovalMetrics;
import dev.visor.result.RemovedFace;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A defense that learns from a person's photos, and the attacks on it, through the whole harness. */
class PersonSuiteTest {

    private static final Entry<Defense> FI_UAP = AnalyticTestBed.entry(
            "fi-uap",
            new PersonPerturbation(new PersonPerturbation.Params(
                    FeatureLoss.SQUARED_DIFFERENCE,
                    Update.SHARED,
                    24 / 255.,
                    3 / 255.,
                    12,
                    4,
                    Perceptibility.NONE,
                    0,
                    PersonPerturbation.Start.BUDGET,
                    PersonPerturbation.Area.ALIGNED,
                    PersonPerturbation.Whose.PERSON)));

    private static final Entry<Countermeasure> AVERAGE =
            AnalyticTestBed.entry("residual-average", new ResidualAverage(new ResidualAverage.Params(3, 5)));

    private static final Entry<Countermeasure> REMOVAL =
            AnalyticTestBed.entry("removal", new Removal(new Removal.Params(Key.OWN)));

    private static final Entry<Countermeasure> WRONG_KEY =
            AnalyticTestBed.entry("removal-wrong-key", new Removal(new Removal.Params(Key.ANOTHER)));

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;
    private ResolvedSuite suite;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
        suite = AnalyticTestBed.ofPersons(AnalyticTestBed.suite(List.of(FI_UAP), List.of(AVERAGE, REMOVAL, WRONG_KEY)));
    }

    @Test
    void whatWasLearnedOnOtherPhotosHidesProbesAndTheRecordFollowsFromItself() {
        RunRecord record = run("run", Shard.WHOLE);

        assertThat(Verification.of(record).mismatches()).isEmpty();
        assertThat(recall(record, "none", "none")).isEqualTo(1);
        assertThat(recall(record, "fi-uap", "none")).isLessThan(.5);
        assertThat(record.metrics())
                .filteredOn(value -> value.metric().equals("learn_seconds"))
                .singleElement()
                .satisfies(value -> assertThat(value.n()).isEqualTo(6));
    }

    @Test
    void theOwnersKeyGivesTheFaceBackAndAnothersDoesNot() {
        RunRecord record = run("run", Shard.WHOLE);

        assertThat(recall(record, "fi-uap", "removal")).isEqualTo(1);
        assertThat(recall(record, "fi-uap", "removal-wrong-key")).isLessThan(.7);
        // What is not cut off at 0 or 255 comes back to the value, in 8 bit.
        assertThat(of(record, RemovalMetrics.PSNR, "removal")).isGreaterThan(40);
        assertThat(of(record, RemovalMetrics.PSNR, "removal-wrong-key")).isLessThan(30);
        assertThat(of(record, RemovalMetrics.LOST, "removal")).isLessThan(.05);
        assertThat(of(record, RemovalMetrics.LOST, "removal-wrong-key")).isGreaterThan(.5);
        assertThat(RemovedFace.of(record))
                .hasSize(2
                        * (int) record.photos().stream()
                                .filter(photo -> photo.defense().equals("fi-uap"))
                                .count())
                .allMatch(face -> face.outcome().equals(RemovedFace.REMOVED));
    }

    @Test
    void aDefenseWithoutAKeyIsNotTakenBackAndNoWorstCaseCountsAnOwner() {
        RunRecord with = run("with", Shard.WHOLE);
        suite = AnalyticTestBed.ofPersons(AnalyticTestBed.suite(List.of(FI_UAP), List.of(AVERAGE)));
        RunRecord without = run("without", Shard.WHOLE);

        assertThat(with.cells())
                .filteredOn(cell -> cell.attackerAccess() == AttackerAccess.KEY)
                .isNotEmpty()
                .allMatch(cell ->
                        cell.defense().equals("fi-uap") && cell.countermeasure().startsWith("removal"));
        assertThat(worst(with)).isNotEmpty().isEqualTo(worst(without));
    }

    @Test
    void aRowOfARemovalThatIsLeftOutIsMissed() throws IOException {
        RunRecord record = run("run", Shard.WHOLE);
        Path file = record.directory().resolve("removals.csv");
        List<String> rows = Files.readAllLines(file);
        rows.remove(3);
        Files.write(file, rows);

        assertThat(Verification.of(record).mismatches())
                .extracting(Mismatch::what)
                .anyMatch(what -> what.startsWith("1 rows are missing"));
    }

    private static List<MetricValue> worst(RunRecord record) {
        return record.metrics().stream()
                .filter(value -> value.cell().countermeasure().equals("worst"))
                .toList();
    }

    private static double of(RunRecord record, String metric, String countermeasure) {
        return record.metrics().stream()
                .filter(value -> value.metric().equals(metric)
                        && value.cell().countermeasure().equals(countermeasure))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void aRunThatGoesOnLearnsNothingAgainAndEndsInTheSameBytes() throws IOException {
        RunRecord one = run("one", Shard.WHOLE);
        RunRecord two = run("two", Shard.WHOLE);

        assertThat(Files.readString(two.directory().resolve("trials.csv")))
                .isEqualTo(Files.readString(one.directory().resolve("trials.csv")));
        assertThat(Files.readString(two.directory().resolve("timings.csv"))
                        .lines()
                        .filter(row -> row.startsWith("learn")))
                .hasSize(6)
                .containsExactlyElementsOf(Files.readString(one.directory().resolve("timings.csv"))
                        .lines()
                        .filter(row -> row.startsWith("learn"))
                        .toList());
    }

    @Test
    void everyTrialComesOutTheSameWhenItIsRunAgain() {
        RunRecord record = run("run", Shard.WHOLE);

        assertThat(new Rescore(testBed, Progress.SILENT)
                        .of(new Rescore.Request(suite, record, folder.resolve("cache"), 10_000, 1, "cpu")))
                .hasSize(record.trials().size())
                .allMatch(Rescored::agrees);
    }

    @Test
    void mergedShardsHaveTheBytesOfOneRun() throws IOException {
        RunRecord whole = run("whole", Shard.WHOLE);
        List<Path> shards = List.of(
                run("a", new Shard(1, 2)).directory(), run("b", new Shard(2, 2)).directory());
        Path merged = folder.resolve("merged");

        ShardMerge.merge(shards, merged);

        assertThat(Files.readString(merged.resolve("trials.csv")))
                .isEqualTo(Files.readString(whole.directory().resolve("trials.csv")));
        assertThat(Files.readString(merged.resolve("removals.csv")))
                .isEqualTo(Files.readString(whole.directory().resolve("removals.csv")));
        assertThat(Verification.of(new RunRecord(merged)).mismatches()).isEmpty();
    }

    @Test
    void aSuiteThatKeepsNoPhotosToLearnFromIsRefused() {
        ResolvedSuite usual = AnalyticTestBed.suite(List.of(FI_UAP));

        assertThatThrownBy(() -> new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                        .run(request(usual, "refused", Shard.WHOLE)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("keeps none for that; set photos_each");
    }

    private double recall(RunRecord record, String defense, String countermeasure) {
        return record.metrics().stream()
                .filter(value -> value.metric().equals("recall")
                        && value.pairing() == Pairing.PROTECTED_CLEAN
                        && value.cell().defense().equals(defense)
                        && value.cell().attack().equals("recall")
                        && value.cell().countermeasure().equals(countermeasure)
                        && value.cell().model().equals(AnalyticTestBed.SURROGATE))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private RunRecord run(String name, Shard shard) {
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC()).run(request(suite, name, shard));
        return new RunRecord(folder.resolve(name));
    }

    private RunRequest request(ResolvedSuite asked, String name, Shard shard) {
        return RunRequest.of(asked, folder, folder.resolve("cache"), folder, Optional.of(folder.resolve(name)), "cpu")
                .withShard(shard);
    }
}
