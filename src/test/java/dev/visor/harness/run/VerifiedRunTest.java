package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.purification.BitDepth;
import dev.visor.attack.zoo.NewerRecognizer;
import dev.visor.audit.verify.Audit;
import dev.visor.audit.verify.Verification;
import dev.visor.core.measure.SliceLabel;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.Slices;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.Shard;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the harness writes follows from itself, by the audit's reckoning. */
class VerifiedRunTest {

    private static final Entry<Defense> NOISE =
            AnalyticTestBed.entry("noise", new UniformNoise(new UniformNoise.Params(24 / 255.)));

    private static final Entry<Countermeasure> COARSE =
            AnalyticTestBed.entry("3-bit", new BitDepth(new BitDepth.Params(3)));

    private static final Entry<Countermeasure> NEWER =
            AnalyticTestBed.entry("newer", new NewerRecognizer(new NewerRecognizer.Params(AnalyticTestBed.MODEL)));

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void aRunWithSeveralCountermeasuresIsVerifiedToTheLastDigit() {
        Audit audit = Verification.of(run(List.of(COARSE, NEWER)));

        assertThat(audit.mismatches()).isEmpty();
        assertThat(audit.remarks())
                .containsExactly("2 rows of mmd were not recomputed: that needs the photos, which no record holds");
        assertThat(audit.recomputed()).containsKeys("cells", "thresholds", "file digests");
    }

    @Test
    void aRunWithAPhotoThatCannotBeReadIsVerifiedToo() throws IOException {
        Files.writeString(testBed.file(run(List.of()).trials().get(0).trial().probe()), "no image");

        assertThat(Verification.of(run(List.of())).mismatches()).isEmpty();
    }

    @Test
    void shardsAreVerifiedAndSoIsTheirMerge() {
        List<RunRecord> shards = List.of(run(List.of(COARSE), new Shard(1, 2)), run(List.of(COARSE), new Shard(2, 2)));
        Path merged = folder.resolve("merged");
        ShardMerge.merge(shards.stream().map(RunRecord::directory).toList(), merged);

        assertThat(shards).allSatisfy(shard -> {
            Audit audit = Verification.of(shard);
            assertThat(audit.mismatches()).isEmpty();
            assertThat(audit.remarks()).anySatisfy(remark -> assertThat(remark).startsWith("this is shard "));
        });
        assertThat(Verification.of(new RunRecord(merged)).mismatches()).isEmpty();
    }

    @Test
    void aRunOnLabelledPhotosHasItsRatesByGroup() {
        RunRecord record = run(labelled(AnalyticTestBed.suite(List.of(NOISE), List.of(COARSE))), Shard.WHOLE);

        Audit audit = Verification.of(record);

        assertThat(audit.mismatches()).isEmpty();
        assertThat(audit.recomputed()).containsEntry("rates by group from trials.csv and slices.csv", (long)
                record.sliceMetrics().size());
        assertThat(record.sliceMetrics())
                .extracting(
                        value -> value.value().metric(),
                        value -> value.value().cell().countermeasure())
                .contains(
                        org.assertj.core.groups.Tuple.tuple("rank1_untargeted", "none"),
                        org.assertj.core.groups.Tuple.tuple("psr_dodging", "worst"));
        assertThat(record.slices()).extracting(SliceLabel::group).contains("even", "odd");
    }

    @Test
    void aLabelThatWasChangedIsFoundByWhatFollowsFromIt() {
        RunRecord record = run(labelled(AnalyticTestBed.suite(List.of(NOISE), List.of())), Shard.WHOLE);
        List<SliceLabel> labels = new ArrayList<>(record.slices());
        SliceLabel first = labels.get(0);
        labels.set(
                0, new SliceLabel(first.photo(), first.column(), first.group().equals("odd") ? "even" : "odd"));
        record.writeSlices(labels, record.sliceMetrics());
        record.write(record.info());

        assertThat(Verification.of(record).mismatches())
                .isNotEmpty()
                .allSatisfy(mismatch -> assertThat(mismatch.toString()).startsWith("slice_metrics.csv"));
    }

    @Test
    void shardsOnLabelledPhotosMergeToTheTablesOfOneRun() throws IOException {
        ResolvedSuite suite = labelled(AnalyticTestBed.suite(List.of(NOISE), List.of(COARSE)));
        List<RunRecord> shards = List.of(run(suite, new Shard(1, 2)), run(suite, new Shard(2, 2)));
        Path merged = folder.resolve("merged");
        ShardMerge.merge(shards.stream().map(RunRecord::directory).toList(), merged);
        Path whole = run(suite, Shard.WHOLE).directory();

        assertThat(shards)
                .allSatisfy(
                        shard -> assertThat(Verification.of(shard).mismatches()).isEmpty());
        assertThat(Verification.of(new RunRecord(merged)).mismatches()).isEmpty();
        for (String table : List.of("slices.csv", "slice_metrics.csv")) {
            assertThat(merged.resolve(table)).hasSameBinaryContentAs(whole.resolve(table));
        }
    }

    /** Every other photo, but for the first one. */
    private ResolvedSuite labelled(ResolvedSuite suite) {
        List<SliceLabel> labels = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        testBed.dataSet(suite.dataset()).photos().stream().skip(1).forEach(photo -> {
            labels.add(new SliceLabel(photo.id(), "half", labels.size() % 2 == 0 ? "odd" : "even"));
            lines.add(labels.size() + 1);
        });
        DataSetCard card = suite.dataset();
        return new ResolvedSuite(
                suite.suite(),
                suite.defenses(),
                suite.attacks(),
                suite.countermeasures(),
                suite.recognizers(),
                new DataSetCard(
                        card.id(),
                        card.type(),
                        card.summary(),
                        card.pack(),
                        card.path(),
                        card.licence(),
                        card.source(),
                        new Slices("labels.csv", labels, lines)),
                suite.overrides(),
                suite.guards(),
                suite.services(),
                PairDefenses.NONE);
    }

    private int runs;

    private RunRecord run(List<Entry<Countermeasure>> countermeasures) {
        return run(countermeasures, Shard.WHOLE);
    }

    private RunRecord run(List<Entry<Countermeasure>> countermeasures, Shard shard) {
        return run(AnalyticTestBed.suite(List.of(NOISE), countermeasures), shard);
    }

    private RunRecord run(ResolvedSuite suite, Shard shard) {
        Path out = folder.resolve("run-" + runs++);
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(suite, folder, folder.resolve("cache-" + runs), folder, Optional.of(out), "cpu")
                        .withShard(shard));
        return new RunRecord(out);
    }
}
