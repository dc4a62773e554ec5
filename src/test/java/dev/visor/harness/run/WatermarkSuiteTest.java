package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.purification.BitDepth;
import dev.visor.audit.verify.Mismatch;
import dev.visor.audit.verify.Verification;
import dev.visor.core.Budget;
import dev.visor.core.InputError;
import dev.visor.defense.CompositeDefense.Part;
import dev.visor.defense.Defense;
import dev.visor.defense.composition.Composed;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.defense.watermark.Watermark;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Heard;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.Shard;
import dev.visor.metric.evaluation.TraceMetrics;
import dev.visor.report.page.Section;
import dev.visor.report.recognition.TraceSection;
import dev.visor.report.run.Run;
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

/** A defense that is trained by the run and carries names, alone and composed, through the whole harness. */
class WatermarkSuiteTest {

    private static final Watermark MARK =
            new Watermark(new Watermark.Plain(16, 48 / 255., 1, 20, 1e-2, 20, 4, 2e-3, 0, 0, 1));

    private static final Entry<Defense> WATERMARK = AnalyticTestBed.entry("watermark", MARK);

    private static final Entry<Defense> BOTH = AnalyticTestBed.entry(
            "noise-then-watermark",
            Composed.of(List.of(
                    new Part("noise", new UniformNoise(new UniformNoise.Params(4 / 255.))),
                    new Part("watermark", MARK))));

    private static final Entry<Countermeasure> BITS =
            AnalyticTestBed.entry("5-bit", new BitDepth(new BitDepth.Params(5)));

    /** A committed record of before names were read. */
    private static final Path SMOKE = Path.of("results/reference/smoke");

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;
    private ResolvedSuite suite;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
        suite = AnalyticTestBed.suite(List.of(WATERMARK, BOTH), List.of(BITS));
    }

    @Test
    void aRunTrainsOnceForBothReadsNamesAfterEveryCountermeasureAndItsRecordFollowsFromItself() throws IOException {
        RunRecord record = run("run", Shard.WHOLE);

        assertThat(Verification.of(record).mismatches()).isEmpty();
        assertThat(said)
                .filteredOn(line -> line.contains("training on photos of"))
                .hasSize(1);
        for (String defense : List.of("watermark", "noise-then-watermark")) {
            for (String countermeasure : List.of("none", "5-bit")) {
                for (String alignment : List.of("crop", "photo")) {
                    assertThat(value(record, TraceMetrics.BITS, defense, countermeasure, alignment))
                            .as("%s after %s, %s", defense, countermeasure, alignment)
                            .isGreaterThan(.65);
                    assertThat(value(record, TraceMetrics.RANDOM, defense, countermeasure, alignment))
                            .isBetween(.3, .7);
                    assertThat(value(record, TraceMetrics.UNMARKED, defense, countermeasure, alignment))
                            .isZero();
                }
            }
        }
        // Two marks a photo, for each of two defenses, countermeasures and alignments.
        long photos = record.photos().stream()
                .filter(photo -> photo.defense().equals("watermark"))
                .count();
        assertThat(Files.readAllLines(record.directory().resolve("traces.csv"))).hasSize((int) (1 + 2 * 8 * photos));
    }

    @Test
    void theReportHasARowForEachProtectionAndCountermeasure() {
        Optional<Section> section = TraceSection.section(Run.read(run("run", Shard.WHOLE), ""));

        Section.Block.Tabular table =
                (Section.Block.Tabular) section.orElseThrow().blocks().get(0);
        assertThat(table.table().rows()).hasSize(4);
        assertThat(TraceSection.section(Run.read(new RunRecord(SMOKE), ""))).isEmpty();
    }

    @Test
    void theBudgetOfAComposedDefenseIsTheSum() {
        assertThat(BOTH.plugin().budget()).contains(new Budget(4 / 255. + 48 / 255.));
    }

    @Test
    void aRowThatIsChangedOrLeftOutIsFound() throws IOException {
        RunRecord record = run("run", Shard.WHOLE);
        Path file = record.directory().resolve("traces.csv");
        List<String> rows = new ArrayList<>(Files.readAllLines(file));
        String removed = rows.remove(3);
        Files.write(file, rows);

        assertThat(Verification.of(record).mismatches())
                .extracting(Mismatch::what)
                .anyMatch(what -> what.startsWith("1 rows are missing"))
                .anyMatch(what -> what.contains("expected"));

        rows.add(3, removed.replaceFirst(",16,\\d+,", ",16,15,"));
        Files.write(file, rows);

        assertThat(Verification.of(record).mismatches())
                .extracting(Mismatch::what)
                .anyMatch(what -> what.contains("bit_accuracy"));
    }

    @Test
    void mergedShardsHaveTheBytesOfOneRun() throws IOException {
        RunRecord whole = run("whole", Shard.WHOLE);
        List<Path> shards = List.of(
                run("a", new Shard(1, 2)).directory(), run("b", new Shard(2, 2)).directory());
        Path merged = folder.resolve("merged");

        ShardMerge.merge(shards, merged);

        for (String table : List.of("trials.csv", "traces.csv")) {
            assertThat(Files.readString(merged.resolve(table)))
                    .isEqualTo(Files.readString(whole.directory().resolve(table)));
        }
        assertThat(Verification.of(new RunRecord(merged)).mismatches()).isEmpty();
    }

    @Test
    void aSuiteWithoutTrainingPeopleIsRefused() {
        assertThatThrownBy(() -> new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                        .run(request(
                                AnalyticTestBed.ofPersons(AnalyticTestBed.suite(List.of(WATERMARK))),
                                "refused",
                                Shard.WHOLE)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("defense watermark is trained on photos of people who are not protected");
    }

    private static double value(
            RunRecord record, String metric, String defense, String countermeasure, String alignment) {
        return record.metrics().stream()
                .filter(value -> value.metric().equals(metric)
                        && value.cell().defense().equals(defense)
                        && value.cell().countermeasure().equals(countermeasure)
                        && value.cell().alignment().word().equals(alignment))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private RunRecord run(String name, Shard shard) {
        new SuiteRunner(testBed, new Heard(said), Clock.systemUTC()).run(request(suite, name, shard));
        return new RunRecord(folder.resolve(name));
    }

    private RunRequest request(ResolvedSuite asked, String name, Shard shard) {
        return RunRequest.of(asked, folder, folder.resolve("cache"), folder, Optional.of(folder.resolve(name)), "cpu")
                .withShard(shard);
    }
}
