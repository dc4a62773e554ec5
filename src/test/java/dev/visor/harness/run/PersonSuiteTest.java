package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.purification.ResidualAverage;
import dev.visor.audit.verify.Verification;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
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

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;
    private ResolvedSuite suite;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
        suite = AnalyticTestBed.ofPersons(AnalyticTestBed.suite(List.of(FI_UAP), List.of(AVERAGE)));
    }

    @Test
    void whatWasLearnedOnOtherPhotosHidesProbesAndTheRecordFollowsFromItself() {
        RunRecord record = run("run", Shard.WHOLE);

        assertThat(Verification.of(record).mismatches()).isEmpty();
        assertThat(recall(record, "none")).isEqualTo(1);
        assertThat(recall(record, "fi-uap")).isLessThan(.5);
        assertThat(record.metrics())
                .filteredOn(value -> value.metric().equals("learn_seconds"))
                .singleElement()
                .satisfies(value -> assertThat(value.n()).isEqualTo(6));
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

    private double recall(RunRecord record, String defense) {
        return record.metrics().stream()
                .filter(value -> value.metric().equals("recall")
                        && value.pairing() == Pairing.PROTECTED_CLEAN
                        && value.cell().defense().equals(defense)
                        && value.cell().attack().equals("recall")
                        && value.cell().countermeasure().equals("none")
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
