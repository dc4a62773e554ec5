package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.KeyedRemoval.Key;
import dev.visor.attack.adaptive.Removal;
import dev.visor.attack.purification.ResidualAverage;
import dev.visor.audit.verify.Mismatch;
import dev.visor.audit.verify.Verification;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.UniformNoise;
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
import dev.visor.metric.Rate;
import dev.visor.result.RecordFile;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.LearningFigure;
import dev.visor.result.entry.SplitPhoto;
import dev.visor.result.settings.RecognitionSizes;
import dev.visor.stats.ClusterBootstrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A suite that divides each person's three photos three times, so that each is looked up once. */
class PersonSplitsTest {

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

    private static final Entry<Defense> NOISE =
            AnalyticTestBed.entry("noise", new UniformNoise(new UniformNoise.Params(24 / 255.)));

    private static final Entry<Countermeasure> AVERAGE =
            AnalyticTestBed.entry("residual-average", new ResidualAverage(new ResidualAverage.Params(3, 5)));

    private static final Entry<Countermeasure> REMOVAL =
            AnalyticTestBed.entry("removal", new Removal(new Removal.Params(Key.OWN)));

    @TempDir
    private static Path folder;

    private static AnalyticTestBed testBed;
    private static ResolvedSuite suite;
    private static RunRecord record;

    @BeforeAll
    static void runOnce() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
        suite = suite(3);
        record = run(suite, "splits", Shard.WHOLE);
    }

    private static ResolvedSuite suite(int splits) {
        return AnalyticTestBed.ofPersons(
                AnalyticTestBed.suite(List.of(NOISE, FI_UAP), List.of(AVERAGE, REMOVAL)), splits);
    }

    @Test
    void everyPhotoIsLookedUpOnceAndTheRecordFollowsFromItself() {
        assertThat(Verification.of(record).mismatches()).isEmpty();
        assertThat(((RecognitionSizes) record.info().protocol()).splits()).isEqualTo(3);
        MetricValue recall = recall(record);
        assertThat(recall.n()).isEqualTo(6 * 3);
        assertThat(trials(recall))
                .extracting(Trial::probe)
                .doesNotHaveDuplicates()
                .hasSize(18);
        assertThat(record.metrics())
                .filteredOn(value -> value.metric().equals("learn_seconds"))
                .singleElement()
                .satisfies(value -> assertThat(value.n()).isEqualTo(6 * 3));
        assertThat(record.photos())
                .filteredOn(photo -> photo.defense().equals("fi-uap"))
                .hasSize(6 * 3);
    }

    @Test
    void theCurveOfEveryPersonIsTheSameWhenItComesFromTheStore() throws IOException {
        List<LearningFigure> curves = RecordFile.LEARNING.rows(record, LearningFigure::of);

        assertThat(curves).hasSize(6 * 3 * 12).allSatisfy(figure -> {
            assertThat(figure.defense()).isEqualTo("fi-uap");
            assertThat(figure.figure()).isEqualTo("squared_difference");
        });
        assertThat(curves)
                .filteredOn(figure -> figure.split() == 3 && figure.epoch() == 12)
                .hasSize(6);
        RunRecord again = run(suite, "again", Shard.WHOLE);
        assertThat(again.directory().resolve("learning.csv"))
                .hasSameBinaryContentAs(record.directory().resolve("learning.csv"));
    }

    /** A person's trials of all splits are one cluster: the interval draws people, never trials. */
    @Test
    void theIntervalIsOverPeople() {
        MetricValue recall = record.metrics().stream()
                .filter(value -> value.metric().equals("recall")
                        && value.cell().attack().equals("recall")
                        && value.cell().countermeasure().equals("none")
                        && value.value() > 0
                        && value.value() < 1)
                .findFirst()
                .orElseThrow();
        Map<SubjectId, double[]> people = new TreeMap<>();
        trials(recall).forEach(trial -> {
            double[] counts = people.computeIfAbsent(trial.subject(), person -> new double[2]);
            counts[0] += ((Trial.Retrieval) trial).rank().orElseThrow() == 1 ? 1 : 0;
            counts[1]++;
        });

        assertThat(people)
                .hasSize(6)
                .allSatisfy((person, counts) -> assertThat(counts[1]).isEqualTo(3));
        Interval drawn = ClusterBootstrap.interval(
                        people.values().stream()
                                .mapToDouble(counts -> counts[0])
                                .toArray(),
                        people.values().stream()
                                .mapToDouble(counts -> counts[1])
                                .toArray(),
                        Rate.seed(recall.cell(), recall.pairing(), recall.metric(), recall.far()))
                .orElseThrow();
        assertThat(recall.clusterInterval()).hasValueSatisfying(interval -> {
            assertThat(interval.low()).isCloseTo(drawn.low(), within(1e-6));
            assertThat(interval.high()).isCloseTo(drawn.high(), within(1e-6));
        });
    }

    @Test
    void theFirstSplitIsTheSuiteWithoutSplits() {
        RunRecord once = run(suite(1), "once", Shard.WHOLE);
        Set<String> probes = RecordFile.SPLITS.rows(record, SplitPhoto::of).stream()
                .filter(photo -> photo.split() == 1 && photo.role() == SplitPhoto.Role.PROBE)
                .map(photo -> photo.photo().value())
                .collect(Collectors.toSet());

        assertThat(RecordFile.SPLITS.rows(once, SplitPhoto::of)).isEmpty();
        // Batches are other ones, and an embedding may differ in its last bit.
        assertThat(alike(record.trials().stream()
                        .map(RecordedTrial::trial)
                        .filter(trial -> probes.contains(trial.probe().value()))
                        .filter(trial -> trial.cell().defense().equals("fi-uap"))
                        .toList()))
                .isEqualTo(alike(once.trials().stream()
                        .map(RecordedTrial::trial)
                        .filter(trial -> trial.cell().defense().equals("fi-uap"))
                        .toList()));
    }

    private static List<String> alike(List<Trial> trials) {
        return trials.stream()
                .map(trial -> trial.cell().id() + " " + trial.pairing() + " " + trial.probe() + " "
                        + (trial instanceof Trial.Retrieval search ? search.mate() + " " + search.rank() : ""))
                .toList();
    }

    @Test
    void everyTrialComesOutTheSameWhenItIsRunAgain() {
        assertThat(new Rescore(testBed, Progress.SILENT)
                        .of(new Rescore.Request(suite, record, folder.resolve("cache"), 10_000, 1, "cpu")))
                .hasSize(record.trials().size())
                .allMatch(Rescored::agrees);
    }

    @Test
    void mergedShardsHaveTheBytesOfOneRun() {
        List<Path> shards = List.of(
                run(suite, "a", new Shard(1, 2)).directory(),
                run(suite, "b", new Shard(2, 2)).directory());
        Path merged = folder.resolve("merged");

        ShardMerge.merge(shards, merged);

        for (String table :
                List.of("trials.csv", "photos.csv", "removals.csv", "splits.csv", "learning.csv", "cells.csv")) {
            assertThat(merged.resolve(table))
                    .hasSameBinaryContentAs(record.directory().resolve(table));
        }
        assertThat(Verification.of(new RunRecord(merged)).mismatches()).isEmpty();
    }

    @Test
    void aPhotoThatIsLookedUpInTwoSplitsIsFound() throws IOException {
        List<SplitPhoto> rows = RecordFile.SPLITS.rows(record, SplitPhoto::of);
        SplitPhoto probe = first(rows, 1, SplitPhoto.Role.PROBE);
        SplitPhoto other = rows.stream()
                .filter(row -> row.split() == 2
                        && row.role() == SplitPhoto.Role.PROBE
                        && row.subject().equals(probe.subject()))
                .findFirst()
                .orElseThrow();

        assertThat(forged(
                        "twice",
                        rows.stream()
                                .map(row -> row.equals(other)
                                        ? new SplitPhoto(2, SplitPhoto.Role.PROBE, row.subject(), probe.photo())
                                        : row)
                                .toList()))
                .anyMatch(what -> what.contains("photo %s is looked up in two splits".formatted(probe.photo())))
                .anyMatch(what -> what.contains("asks about " + other.photo()));
    }

    @Test
    void aPhotoThatWasLearnedFromAndIsSaidToHaveBeenEnrolledIsFound() throws IOException {
        List<SplitPhoto> rows = RecordFile.SPLITS.rows(record, SplitPhoto::of);
        SplitPhoto learned = first(rows, 3, SplitPhoto.Role.LEARNING);
        SplitPhoto enrolled = rows.stream()
                .filter(row -> row.split() == 3
                        && row.role() == SplitPhoto.Role.GALLERY
                        && row.subject().equals(learned.subject()))
                .findFirst()
                .orElseThrow();

        assertThat(forged(
                        "swapped",
                        rows.stream()
                                .map(row -> row.equals(learned)
                                        ? new SplitPhoto(3, row.role(), row.subject(), enrolled.photo())
                                        : row.equals(enrolled)
                                                ? new SplitPhoto(3, row.role(), row.subject(), learned.photo())
                                                : row)
                                .toList()))
                .anyMatch(what -> what.contains("%s, which is not enrolled in split 3".formatted(enrolled.photo())));
    }

    @Test
    void aSplitThatIsLeftOutIsFound() throws IOException {
        assertThat(forged(
                        "out",
                        RecordFile.SPLITS.rows(record, SplitPhoto::of).stream()
                                .filter(row -> row.split() < 3)
                                .toList()))
                .anyMatch(what -> what.contains("the splits [1, 2], expected 1 to 3"));
    }

    @Test
    void whoeverLooksAtOneDivisionOfThePhotosRefusesASuiteInSplits() {
        assertThatThrownBy(() -> suite.roles(testBed.dataSet(suite.dataset())))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("--set splits=1");
    }

    private static SplitPhoto first(List<SplitPhoto> rows, int split, SplitPhoto.Role role) {
        return rows.stream()
                .filter(row -> row.split() == split && row.role() == role)
                .findFirst()
                .orElseThrow();
    }

    /** What the audit says of the record with other rows in splits.csv, and digests that go with them. */
    private static List<String> forged(String name, List<SplitPhoto> rows) throws IOException {
        Path copy = folder.resolve(name);
        Files.createDirectory(copy);
        for (RecordFile file : RecordFile.values()) {
            if (record.has(file)) {
                Files.copy(record.directory().resolve(file.word()), copy.resolve(file.word()));
            }
        }
        Files.copy(record.directory().resolve("run.json"), copy.resolve("run.json"));
        SplitPhoto.write(copy, rows);
        RunRecord forged = new RunRecord(copy);
        forged.write(record.info());
        return Verification.of(forged).mismatches().stream()
                .filter(mismatch -> mismatch.where().startsWith("splits.csv"))
                .map(Mismatch::what)
                .toList();
    }

    private static MetricValue recall(RunRecord of) {
        return of.metrics().stream()
                .filter(value -> value.metric().equals("recall")
                        && value.pairing() == Pairing.PROTECTED_CLEAN
                        && value.cell().defense().equals("fi-uap")
                        && value.cell().attack().equals("recall")
                        && value.cell().countermeasure().equals("none")
                        && value.cell().model().equals(AnalyticTestBed.SURROGATE))
                .findFirst()
                .orElseThrow();
    }

    private static List<Trial> trials(MetricValue value) {
        return record.trials().stream()
                .map(RecordedTrial::trial)
                .filter(trial -> trial.cell().equals(value.cell()) && trial.pairing() == value.pairing())
                .toList();
    }

    private static RunRecord run(ResolvedSuite asked, String name, Shard shard) {
        Path out = folder.resolve(name);
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(asked, folder, folder.resolve("cache"), folder, Optional.of(out), "cpu")
                        .withShard(shard));
        return new RunRecord(out);
    }
}
