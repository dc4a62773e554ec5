package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.audit.verify.Mismatch;
import dev.visor.audit.verify.Verification;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.RegionPixels;
import dev.visor.defense.RegionalDefense;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.Shard;
import dev.visor.report.page.Section;
import dev.visor.report.recognition.RegionSection;
import dev.visor.report.run.Run;
import dev.visor.result.RecordFile;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.ChangedRegion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run tells of the regions of faces, through the whole harness. */
class RegionsSuiteTest {

    private static final Path SMOKE = Path.of("results/reference/smoke");

    /** Makes the upper half two levels brighter, of which the left quarter is to be white, and leaves the lower half. */
    public static final class Brighter implements RegionalDefense {

        @Override
        public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
            return originals.stream()
                    .map(face -> {
                        boolean[] area = area(face, null).orElseThrow();
                        float[] pixels = face.pixels().clone();
                        for (int i = 0; i < pixels.length; i++) {
                            pixels[i] = Math.min(255, pixels[i] + (area[i % area.length] ? 2 : 0));
                        }
                        return new FaceImage(face.width(), face.height(), pixels);
                    })
                    .toList();
        }

        @Override
        public Optional<boolean[]> area(FaceImage original, PhotoFacts facts) {
            boolean[] area = new boolean[original.width() * original.height()];
            for (int i = 0; i < area.length / 2; i++) {
                area[i] = true;
            }
            return Optional.of(area);
        }

        @Override
        public List<String> regionWords() {
            return List.of("left", "right", "hidden");
        }

        @Override
        public Optional<List<RegionPixels>> regions(FaceImage original, PhotoFacts facts) {
            int middle = original.width() / 2;
            return Optional.of(List.of(
                    new RegionPixels(
                            half(original, x -> x < middle),
                            Collections.nCopies(FaceImage.CHANNELS, new float[] {255, 255})),
                    new RegionPixels(half(original, x -> x >= middle), List.of()),
                    new RegionPixels(new int[0], List.of())));
        }

        private static int[] half(FaceImage face, IntPredicate columns) {
            return IntStream.range(0, face.width() * face.height() / 2)
                    .filter(i -> columns.test(i % face.width()))
                    .toArray();
        }
    }

    private static final Entry<Defense> BRIGHTER = AnalyticTestBed.entry("brighter", new Brighter());

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    @Test
    void aRowTellsOfEachRegionOfEachPhotoAndOfWhatLiesOutside() {
        RunRecord record = run("run", Shard.WHOLE);

        assertThat(Verification.of(record).mismatches()).isEmpty();
        assertThat(record.info().recognition().regions())
                .containsExactly(Map.entry("brighter", List.of("left", "right", "hidden", "outside")));
        List<ChangedRegion> regions = regions(record);
        long photos = record.photos().stream()
                .filter(photo -> photo.defense().equals("brighter"))
                .count();
        assertThat(regions).hasSize((int) (4 * photos));
        assertThat(regions).allSatisfy(region -> {
            switch (region.region()) {
                case "left" -> {
                    // Values of 253 and less come two levels nearer to white.
                    assertThat(region.change().orElseThrow()).isBetween(1.5, 2.);
                    assertThat(region.before().orElseThrow() - region.after().orElseThrow())
                            .isEqualTo(region.change().orElseThrow(), within(1e-3));
                    assertThat(region.ssim().orElseThrow()).isBetween(.9, .99999);
                }
                case "right" -> {
                    assertThat(region.change().orElseThrow()).isBetween(1.5, 2.);
                    assertThat(region.before()).isEmpty();
                    assertThat(region.after()).isEmpty();
                }
                case "hidden" -> {
                    assertThat(region.pixels()).isZero();
                    assertThat(region.change()).isEmpty();
                    assertThat(region.ssim()).isEmpty();
                }
                default -> {
                    assertThat(region.pixels()).isPositive();
                    assertThat(region.change()).isEqualTo(OptionalDouble.of(0));
                    assertThat(region.ssim()).isEmpty();
                }
            }
        });
    }

    @Test
    void theReportHasARowForEachRegionThatIsSeen() {
        Optional<Section> section = RegionSection.section(Run.read(run("run", Shard.WHOLE), ""));

        Section.Block.Tabular table =
                (Section.Block.Tabular) section.orElseThrow().blocks().get(0);
        assertThat(table.table().rows())
                .extracting(row -> row.stubs().get(2))
                .containsExactly("left", "right", "outside");
        assertThat(table.table().rows().get(2).values().get(3).text()).isEqualTo("0.00");
        assertThat(RegionSection.section(Run.read(new RunRecord(SMOKE), ""))).isEmpty();
    }

    @Test
    void aRowThatIsLeftOutRepeatedOrTellsOfAChangeOutsideIsFound() throws IOException {
        RunRecord record = run("run", Shard.WHOLE);
        Path file = record.directory().resolve(ChangedRegion.FILE);
        List<String> written = Files.readAllLines(file);

        List<String> rows = new ArrayList<>(written);
        rows.remove(3);
        Files.write(file, rows);
        assertThat(whats(record)).anyMatch(what -> what.startsWith("1 rows are missing"));

        rows = new ArrayList<>(written);
        rows.add(rows.get(1));
        Files.write(file, rows);
        assertThat(whats(record)).anyMatch(what -> what.contains("stands there twice"));

        rows = new ArrayList<>(written);
        assertThat(rows.get(4)).contains(",outside,").endsWith(",0.0000,-,-,-");
        rows.set(4, rows.get(4).replace(",0.0000,-,-,-", ",0.5000,-,-,-"));
        Files.write(file, rows);
        assertThat(whats(record))
                .anyMatch(what -> what.endsWith("was changed by 0.5 levels; nothing may change there"));
    }

    @Test
    void mergedShardsHaveTheBytesOfOneRun() throws IOException {
        RunRecord whole = run("whole", Shard.WHOLE);
        List<Path> shards = List.of(
                run("a", new Shard(1, 2)).directory(), run("b", new Shard(2, 2)).directory());
        Path merged = folder.resolve("merged");

        ShardMerge.merge(shards, merged);

        assertThat(Files.readString(merged.resolve(ChangedRegion.FILE)))
                .isEqualTo(Files.readString(whole.directory().resolve(ChangedRegion.FILE)));
        assertThat(Verification.of(new RunRecord(merged)).mismatches()).isEmpty();
    }

    private static List<String> whats(RunRecord record) {
        return Verification.of(record).mismatches().stream().map(Mismatch::what).toList();
    }

    private static List<ChangedRegion> regions(RunRecord record) {
        return RecordFile.REGIONS.rows(record, ChangedRegion::of);
    }

    private RunRecord run(String name, Shard shard) {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(BRIGHTER), List.of());
        Path out = folder.resolve(name);
        new SuiteRunner(testBed, Progress.SILENT, Clock.systemUTC())
                .run(RunRequest.of(suite, folder, folder.resolve("cache"), folder, Optional.of(out), "cpu")
                        .withShard(shard));
        return new RunRecord(out);
    }
}
