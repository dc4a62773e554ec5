package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.Attack;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.LinkageAttack;
import dev.visor.attack.Reach;
import dev.visor.attack.Reconstruction;
import dev.visor.audit.verify.Audit;
import dev.visor.audit.verify.Verification;
import dev.visor.core.Embedding;
import dev.visor.core.FaceImage;
import dev.visor.core.InputError;
import dev.visor.core.Knowledge;
import dev.visor.core.Seed;
import dev.visor.defense.Defense;
import dev.visor.defense.masking.DpSgd;
import dev.visor.defense.obfuscation.Pixelation;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Counts;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards of an inversion run, and the run that they make. */
class InversionShardTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private static final List<Entry<Defense>> DEFENSES = List.of(
            InversionTestBed.entry("pixelation", new Pixelation(new Pixelation.Params(16))),
            InversionTestBed.entry("dp-sgd", new DpSgd(new DpSgd.Params(1, .5))));

    /** The first of them asks the target; only the control and one defense meet it. */
    private static final List<Entry<Attack>> ATTACKS = List.of(
            InversionTestBed.entry("guess", new Guess(Reach.LABELS)),
            InversionTestBed.entry(InversionRun.RECOVERY, new Guess(Reach.DATA)),
            InversionTestBed.entry("link", new BlindLink()));

    private static final ResolvedInversion SUITE =
            InversionTestBed.suite(DEFENSES, ATTACKS, Map.of("guess", List.of("dp-sgd")), List.of(2L, 1L));

    @TempDir
    private static Path folder;

    private static InversionTestBed bed;
    private static RunRecord whole;
    private static int runs;

    /** Draws at random. */
    private record Guess(Reach reach) implements InversionAttack {

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public List<Reconstruction> run(InversionTask task) {
            List<Reconstruction> made = new ArrayList<>();
            int tries = reach == Reach.DATA ? 1 : task.tries();
            task.wanted().forEach(wanted -> {
                for (int i = 0; i < tries; i++) {
                    FaceImage face = face(task.random().derive(wanted + "/" + i));
                    made.add(new Reconstruction(wanted.person(), wanted.photo(), face));
                    if (reach != Reach.DATA) {
                        ask(task, face);
                    }
                }
            });
            return made;
        }

        /** Queries are counted per target. */
        private static void ask(InversionTask task, FaceImage face) {
            try (NDManager memory = task.compute().manager().newSubManager()) {
                NDArray faces = memory.create(face.pixels(), new Shape(1, 3, 64, 64));
                task.target().labels(faces, task.random().generator());
            }
        }

        private static FaceImage face(Seed seed) {
            RandomGenerator random = seed.generator();
            float[] pixels = new float[3 * 64 * 64];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = random.nextInt(256);
            }
            return new FaceImage(64, 64, pixels);
        }
    }

    /** Links without looking. */
    private record BlindLink() implements LinkageAttack {

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public Reach reach() {
            return Reach.DATA;
        }

        @Override
        public List<Embedding> link(InversionTask task) {
            RandomGenerator random = task.random().generator();
            return task.wanted().stream()
                    .map(wanted -> {
                        float[] values = new float[32];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = (float) random.nextGaussian();
                        }
                        return Embedding.normalized(values);
                    })
                    .toList();
        }
    }

    @BeforeAll
    static void runTheWhole() throws IOException {
        bed = new InversionTestBed(Files.createDirectory(folder.resolve("photos")));
        whole = run(SUITE, Shard.WHOLE, "shared");
    }

    @Test
    void shardsOnMachinesOfTheirOwnMakeTheBytesOfOneRun() {
        List<Path> shards = new ArrayList<>();
        for (int index = 1; index <= 3; index++) {
            // Each trains one recognizer a seed, and only the first the control's.
            shards.add(run(SUITE, new Shard(index, 3), "own-" + index).directory());
        }
        Collections.rotate(shards, 1);
        RunRecord merged = merge(shards);

        sameTables(merged, whole);
        assertThat(withoutSpeeds(merged)).isEqualTo(withoutSpeeds(whole));
        sameStory(merged.info(), whole.info());
    }

    /** What one store holds was timed once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shardsOfOneStoreMakeEvenTheSpeedsOfOneRun(int count) {
        RunRecord merged = merge(shards(count));

        sameTables(merged, whole);
        assertThat(text(merged, "metrics.csv")).isEqualTo(text(whole, "metrics.csv"));
        sameStory(merged.info(), whole.info());
        assertThat(pictures(merged)).isEqualTo(pictures(whole)).isNotEmpty();
    }

    private static void sameTables(RunRecord merged, RunRecord whole) {
        for (String table :
                List.of("cells.csv", "trials.csv", "photos.csv", "calibration.csv", "roles.csv", "training.csv")) {
            assertThat(text(merged, table)).as(table).isEqualTo(text(whole, table));
        }
    }

    private static void sameStory(RunInfo merged, RunInfo whole) {
        assertThat(merged.suite()).isEqualTo(whole.suite());
        assertThat(merged.protocol()).isEqualTo(whole.protocol());
        assertThat(merged.thresholds()).isEqualTo(whole.thresholds());
        assertThat(merged.warnings()).isEqualTo(whole.warnings());
        assertThat(merged.ledgers()).isEqualTo(whole.ledgers());
        assertThat(merged.status()).isEqualTo(whole.status());
        assertThat(merged.counts())
                .extracting(Counts::planned, Counts::compared)
                .containsExactly(whole.counts().planned(), whole.counts().compared());
    }

    @Test
    void theUndefendedTargetsVerdictOnAnAttackHoldsForAllShards() {
        List<Path> shards = shards(3);

        assertThat(codes(shards.get(2))).doesNotContain("weak-attack", "no-better-than-baseline");
        assertThat(merge(shards).info().warnings())
                .extracting(Warning::code)
                .contains("attack-restricted", "weak-attack");
    }

    @Test
    void scoresAreTheLastRowsAsInOneRun() {
        List<String> metrics =
                merge(shards(2)).metrics().stream().map(value -> value.metric()).toList();

        // Three defenses under two seeds.
        assertThat(metrics.subList(metrics.size() - 18, metrics.size())).allMatch(metric -> metric.startsWith("ahm_"));
        assertThat(metrics).contains("dp_epsilon", "train_photos_per_s", "queries", "recovered_ssim");
    }

    @Test
    void theMergedRecordFollowsFromItselfAndSoDoesEachShard() {
        List<Path> shards = shards(2);
        Audit first = Verification.of(new RunRecord(shards.get(0)));
        Audit merged = Verification.of(merge(shards));

        assertThat(first.mismatches()).isEmpty();
        assertThat(first.remarks()).anyMatch(remark -> remark.startsWith("this is shard 1/2"));
        assertThat(merged.mismatches()).isEmpty();
        assertThat(merged.remarks()).noneMatch(remark -> remark.contains("shard"));
    }

    @Test
    void aShardThatCallsItselfTheWholeIsFoundOut() throws IOException {
        Path shard = shards(2).get(1);
        replace(shard.resolve("run.json"), "    \"shard\" : \"2/2\",\n", "");

        assertThat(Verification.of(new RunRecord(shard)).mismatches())
                .anySatisfy(mismatch -> assertThat(mismatch.toString()).contains("none", "is missing"));
    }

    @Test
    void shardsOfDifferentSeedsAreRefused() {
        ResolvedInversion seeded =
                InversionTestBed.suite(DEFENSES, ATTACKS, Map.of("guess", List.of("dp-sgd")), List.of(1L));
        Path one = shards(2).get(0);
        Path other = run(seeded, new Shard(2, 2), "shared").directory();

        refuses(List.of(one, other), "are shards of different settings: merge the shards of one run");
    }

    @Test
    void shardsOfDifferentCodeAreRefused() throws IOException {
        List<Path> shards = shards(2);
        replace(shards.get(1).resolve("run.json"), "\"commit\" : \"unknown\"", "\"commit\" : \"abcdef0\"");

        refuses(shards, "were made by different code: merge the shards of one run");
    }

    @Test
    void shardsInWhichSomebodyPlaysAnotherRoleAreRefused() throws IOException {
        List<Path> shards = shards(2);
        replace(shards.get(1).resolve("roles.csv"), "held-out,members,p05,", "public,members,p05,");

        refuses(shards, "roles.csv differs from that of another shard: merge the shards of one run");
    }

    private static void refuses(List<Path> shards, String message) {
        Path out = folder.resolve("refused");
        assertThatThrownBy(() -> ShardMerge.merge(shards, out))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(message);
        assertThat(new RunRecord(out).exists()).isFalse();
    }

    private static List<Path> shards(int count) {
        List<Path> shards = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            shards.add(run(SUITE, new Shard(index, count), "shared").directory());
        }
        return shards;
    }

    private static RunRecord merge(List<Path> shards) {
        Path out = folder.resolve("merged-" + runs++);
        ShardMerge.merge(shards, out);
        return new RunRecord(out);
    }

    private static RunRecord run(ResolvedInversion suite, Shard shard, String cache) {
        Path out = folder.resolve("run-" + runs++);
        new SuiteRunner(bed, Progress.SILENT, CLOCK)
                .run(new RunRequest(
                        suite, folder, folder.resolve(cache), folder, Optional.of(out), "cpu", false, true, shard));
        return new RunRecord(out);
    }

    private static List<String> codes(Path shard) {
        return new RunRecord(shard)
                .info().warnings().stream().map(Warning::code).toList();
    }

    private static String text(RunRecord run, String table) {
        try {
            return Files.readString(run.directory().resolve(table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Speeds are measured, and differ from run to run. */
    private static String withoutSpeeds(RunRecord run) {
        return text(run, "metrics.csv")
                .lines()
                .filter(line -> !line.contains("_per_s,"))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> pictures(RunRecord run) {
        Path images = run.directory().resolve("images");
        try (Stream<Path> files = Files.walk(images)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> images.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replaceFirst(before, after));
    }
}
