package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.LinkageAttack;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.audit.verify.Audit;
import dev.visor.audit.verify.Verification;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.Knowledge;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.MetricValue;
import dev.visor.defense.Defense;
import dev.visor.defense.masking.DpSgd;
import dev.visor.defense.obfuscation.Pixelation;
import dev.visor.harness.InversionTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.run.ShardMerge;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shards of an inversion run, and the run that they make. */
class InversionShardTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private static final List<Entry<Defense>> DEFENSES = List.of(
            InversionTestBed.entry("pixelation", new Pixelation(new Pixelation.Params(16))),
            InversionTestBed.entry("dp-sgd", new DpSgd(new DpSgd.Params(1, .5))));

    /** The first of them asks the target; only the control and one defense meet it. */
    private static final List<Entry<TrainingSideAttack>> ATTACKS = List.of(
            InversionTestBed.entry("guess", new Guess(AttackerAccess.LABEL_ONLY)),
            InversionTestBed.entry(InversionTestBed.RECOVERY, new Guess(AttackerAccess.LEAKED_DATA)),
            InversionTestBed.entry("link", new BlindLink()));

    private static final ResolvedInversion SUITE = suite(List.of(2L, 1L));

    /** How many attacks of the whole run were done, of how many. */
    private static final List<long[]> attacked = new ArrayList<>();

    private static final Progress COUNTING = new Progress() {
        @Override
        public void advance(String stage, long done, long total) {
            if (stage.equals("attacks")) {
                attacked.add(new long[] {done, total});
            }
        }

        @Override
        public void say(String line) {}
    };

    @TempDir
    private static Path folder;

    private static InversionTestBed bed;
    private static RunRecord whole;
    private static List<RunRecord> halves;
    private static List<RunRecord> quarters;
    private static int runs;

    /** Draws at random. */
    private record Guess(AttackerAccess access) implements InversionAttack {

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public List<Reconstruction> run(InversionTask task) {
            List<Reconstruction> made = new ArrayList<>();
            int tries = access == AttackerAccess.LEAKED_DATA ? 1 : task.tries();
            task.wanted().forEach(wanted -> {
                for (int i = 0; i < tries; i++) {
                    FaceImage face = face(task.random().derive(wanted + "/" + i));
                    made.add(new Reconstruction(wanted.person(), wanted.photo(), face));
                    if (access != AttackerAccess.LEAKED_DATA) {
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
        public AttackerAccess access() {
            return AttackerAccess.LEAKED_DATA;
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
    static void run() throws IOException {
        bed = new InversionTestBed(Files.createDirectory(folder.resolve("photos")));
        whole = run(Shard.WHOLE, "shared", COUNTING);
        // The second half has a machine of its own, and one recognizer to train a seed, where the whole run has three.
        halves = List.of(run(new Shard(1, 2), "shared"), run(new Shard(2, 2), "own"));
        // The fourth has nothing to do.
        quarters = IntStream.rangeClosed(1, 4)
                .mapToObj(index -> run(new Shard(index, 4), "shared"))
                .toList();
    }

    @Test
    void shardsOfDifferentMachinesMakeTheBytesOfOneRun() {
        RunRecord merged = merge(List.of(halves.get(1), halves.get(0)));

        sameTables(merged);
        assertThat(withoutSpeeds(merged)).isEqualTo(withoutSpeeds(whole));
        sameStory(merged.info());
    }

    /** What a store holds was timed once. */
    @Test
    void shardsOfOneStoreMakeEvenTheSpeedsOfOneRun() {
        RunRecord merged = merge(quarters);

        sameTables(merged);
        assertThat(text(merged, "metrics.csv")).isEqualTo(text(whole, "metrics.csv"));
        sameStory(merged.info());
        assertThat(pictures(merged)).isEqualTo(pictures(whole)).isNotEmpty();
    }

    private static ResolvedInversion suite(List<Long> seeds) {
        return InversionTestBed.suite(DEFENSES, ATTACKS, Map.of("guess", List.of("dp-sgd")), seeds);
    }

    private static void sameTables(RunRecord merged) {
        for (String table :
                List.of("cells.csv", "trials.csv", "photos.csv", "calibration.csv", "roles.csv", "training.csv")) {
            assertThat(text(merged, table)).as(table).isEqualTo(text(whole, table));
        }
    }

    private static void sameStory(RunInfo merged) {
        RunInfo one = whole.info();
        assertThat(merged.suite()).isEqualTo(one.suite());
        assertThat(merged.protocol()).isEqualTo(one.protocol());
        assertThat(merged.thresholds()).isEqualTo(one.thresholds());
        assertThat(merged.warnings()).isEqualTo(one.warnings());
        assertThat(merged.ledgers()).isEqualTo(one.ledgers());
        assertThat(merged.status()).isEqualTo(one.status());
        assertThat(merged.counts())
                .extracting(Counts::planned, Counts::compared)
                .containsExactly(one.counts().planned(), one.counts().compared());
    }

    @Test
    void whatTheUndefendedTargetTellsOfAnAttackHoldsForAllShards() {
        assertThat(codes(halves.get(0))).contains("weak-attack");
        assertThat(codes(halves.get(1))).doesNotContain("weak-attack", "no-better-than-baseline");
        assertThat(codes(merge(halves))).contains("attack-restricted", "weak-attack");
    }

    @Test
    void attacksOfAllSeedsAreCountedTogether() {
        assertThat(attacked).isNotEmpty().allSatisfy(step -> assertThat(step[0]).isLessThanOrEqualTo(step[1]));
        assertThat(attacked.get(attacked.size() - 1)).containsExactly(attacked.size(), attacked.size());
    }

    /** The jury sees nothing of it. */
    @Test
    void whoLinksWithoutLookingIsWeakByHisOwnJudge() {
        assertThat(whole.info().warnings())
                .filteredOn(warning -> warning.code().equals("weak-attack"))
                .singleElement()
                .extracting(Warning::message)
                .asString()
                .contains("was not shown to be above chance", "link (");
    }

    @Test
    void scoresAreTheLastRowsAsInOneRun() {
        List<String> metrics =
                merge(halves).metrics().stream().map(MetricValue::metric).toList();

        // Three levels of three defenses under two seeds.
        assertThat(metrics.subList(metrics.size() - 18, metrics.size())).allMatch(metric -> metric.startsWith("ahm_"));
        assertThat(metrics).contains("dp_epsilon", "train_photos_per_s", "queries", "recovered_ssim");
    }

    @Test
    void theMergedRecordFollowsFromItselfAndSoDoesAShard() {
        Audit first = Verification.of(halves.get(0));
        Audit merged = Verification.of(merge(halves));

        assertThat(first.mismatches()).isEmpty();
        assertThat(first.remarks()).anyMatch(remark -> remark.startsWith("this is shard 1/2"));
        assertThat(merged.mismatches()).isEmpty();
        assertThat(merged.remarks()).noneMatch(remark -> remark.contains("shard"));
    }

    @Test
    void aShardThatCallsItselfTheWholeIsFoundOut() throws IOException {
        RunRecord shard = changed("run.json", "\"shard\" : \"2/2\"", "\"shard\" : \"-\"");

        assertThat(Verification.of(shard).mismatches())
                .anySatisfy(mismatch -> assertThat(mismatch.toString()).contains("none", "is missing"));
    }

    @Test
    void shardsOfDifferentSeedsAreRefused() throws IOException {
        ResolvedInversion seeded = suite(List.of(2L));
        RunRecord shard =
                changed("run.json", SUITE.digest().hex(), seeded.digest().hex());

        assertThat(seeded.digest()).isNotEqualTo(SUITE.digest());
        refuses(shard, "are shards of different settings: merge the shards of one run");
    }

    @Test
    void shardsOfDifferentCodeAreRefused() throws IOException {
        refuses(
                changed("run.json", "\"commit\" : \"unknown\"", "\"commit\" : \"abcdef0\""),
                "were made by different code: merge the shards of one run");
    }

    @Test
    void shardsInWhichSomebodyPlaysAnotherRoleAreRefused() throws IOException {
        refuses(
                changed("roles.csv", "held-out,members,p05,", "public,members,p05,"),
                "roles.csv differs from that of another shard: merge the shards of one run");
    }

    /** The second half, with something replaced in one of its files. */
    private static RunRecord changed(String file, String before, String after) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("changed-" + runs++));
        for (String table : halves.get(1).files().keySet()) {
            Files.copy(halves.get(1).directory().resolve(table), copy.resolve(table));
        }
        String info = text(halves.get(1), "run.json");
        Files.writeString(copy.resolve("run.json"), info);
        String text = Files.readString(copy.resolve(file));
        assertThat(text).contains(before);
        Files.writeString(copy.resolve(file), text.replace(before, after));
        RunRecord record = new RunRecord(copy);
        // With the digests of what it holds now.
        record.write(record.info());
        return record;
    }

    private static void refuses(RunRecord second, String message) {
        RunRecord out = new RunRecord(folder.resolve("refused"));
        assertThatThrownBy(
                        () -> ShardMerge.merge(List.of(halves.get(0).directory(), second.directory()), out.directory()))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(message);
        assertThat(out.exists()).isFalse();
    }

    private static RunRecord merge(List<RunRecord> shards) {
        Path out = folder.resolve("merged-" + runs++);
        ShardMerge.merge(shards.stream().map(RunRecord::directory).toList(), out);
        return new RunRecord(out);
    }

    private static RunRecord run(Shard shard, String cache) {
        return run(shard, cache, Progress.SILENT);
    }

    private static RunRecord run(Shard shard, String cache, Progress progress) {
        return bed.run(SUITE, shard, folder.resolve("run-" + runs++), folder.resolve(cache), progress, CLOCK);
    }

    private static List<String> codes(RunRecord run) {
        return run.info().warnings().stream().map(Warning::code).toList();
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
}
