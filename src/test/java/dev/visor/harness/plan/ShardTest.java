package dev.visor.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.purification.BitDepth;
import dev.visor.core.InputError;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.Pixelation;
import dev.visor.defense.obfuscation.UniformNoise;
import dev.visor.defense.perturbation.Distance;
import dev.visor.defense.perturbation.Diversity;
import dev.visor.defense.perturbation.Mim;
import dev.visor.defense.perturbation.MtDim;
import dev.visor.defense.perturbation.PerturbationParams;
import dev.visor.harness.AnalyticTestBed;
import dev.visor.harness.Progress;
import dev.visor.harness.recognition.CountermeasuresTest;
import dev.visor.harness.run.ShardMerge;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.result.Resealed;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.Counts;
import dev.visor.tensor.ProjectedStep.Norm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shards of a run, and the run that they make. */
class ShardTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    private static final PerturbationParams FEW_STEPS =
            new PerturbationParams(24 / 255., 8 / 255., 3, Norm.LINF, 1, Distance.SQUARED_L2, Diversity.NONE);

    private static final List<Entry<Defense>> DEFENSES = List.of(
            AnalyticTestBed.entry("noise", new UniformNoise(new UniformNoise.Params(24 / 255.))),
            AnalyticTestBed.entry("pixelation", new Pixelation(new Pixelation.Params(4))),
            AnalyticTestBed.entry("mim", new Mim(FEW_STEPS)),
            AnalyticTestBed.entry("mt-dim", new MtDim(FEW_STEPS)));

    private static final Entry<Countermeasure> FOUR_BIT =
            AnalyticTestBed.entry("4-bit", new BitDepth(new BitDepth.Params(4)));

    private static final Entry<Countermeasure> TUNED = AnalyticTestBed.entry("tuned", new CountermeasuresTest.Retold());

    @TempDir
    private Path folder;

    private AnalyticTestBed testBed;
    private int runs;

    @BeforeEach
    void makePeople() throws IOException {
        testBed = new AnalyticTestBed(Files.createDirectory(folder.resolve("people")));
    }

    /** The property that a scheduler rests on, on plans drawn at random. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void allShardsOfAnyNumberInAnyOrderMakeTheBytesOfOneRun(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ResolvedSuite suite = suite(random);
        // More shards than protections leave some with nothing to do.
        int count = 1 + random.nextInt(suite.protections().size() + 2);
        RunRecord whole = run(suite, Shard.WHOLE, "whole");

        List<Path> shards = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            String cache = random.nextBoolean() ? "shared" : "own-" + index;
            shards.add(
                    random.nextInt(shards.size() + 1),
                    run(suite, new Shard(index, count), cache).directory());
        }
        RunRecord merged = merge(shards);

        for (String table : List.of("cells.csv", "trials.csv", "photos.csv", "calibration.csv")) {
            assertThat(text(merged, table)).as("%s of %d shards", table, count).isEqualTo(text(whole, table));
        }
        assertThat(withoutSpeeds(merged)).as("metrics.csv").isEqualTo(withoutSpeeds(whole));
        sameStory(merged.info(), whole.info());
    }

    @Test
    void aShardThatWasChangedIsNotMerged() throws IOException {
        ResolvedSuite suite = AnalyticTestBed.suite(DEFENSES);
        List<Path> shards = List.of(
                run(suite, new Shard(1, 2), "shared").directory(),
                run(suite, new Shard(2, 2), "shared").directory());
        for (String table : List.of("trials.csv", "metrics.csv", "photos.csv", "calibration.csv", "timings.csv")) {
            Path file = shards.get(1).resolve(table);
            String sound = Files.readString(file);
            Files.writeString(file, sound.replaceFirst("(?s)(.*)0\\.[0-9]+", "$10.999999"));

            assertThatThrownBy(() -> merge(shards))
                    .isInstanceOf(InputError.class)
                    .hasMessageStartingWith(shards.get(1) + " is not what its run wrote (" + table);
            Files.writeString(file, sound);
        }
    }

    private static void sameStory(RunInfo merged, RunInfo whole) {
        assertThat(merged.suite()).isEqualTo(whole.suite());
        assertThat(merged.thresholds()).isEqualTo(whole.thresholds());
        assertThat(merged.warnings()).isEqualTo(whole.warnings());
        assertThat(merged.status()).isEqualTo(whole.status());
        assertThat(merged.counts())
                .extracting(Counts::planned, Counts::compared)
                .containsExactly(whole.counts().planned(), whole.counts().compared());
        assertThat(merged.ledgers())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("perPhotoSeconds")
                .isEqualTo(whole.ledgers());
    }

    @Test
    void shardsAreDealtLikeCardsAndEachMaskIsMadeInOne() {
        ResolvedSuite suite = AnalyticTestBed.suite(DEFENSES);

        assertThat(new Shard(1, 2).protections(suite))
                .extracting(protection -> protection.defense().id())
                .containsExactly("none", "pixelation", "mt-dim");
        assertThat(new Shard(2, 2).protections(suite))
                .extracting(protection -> protection.defense().id())
                .containsExactly("noise", "mim");
        assertThat(new Shard(7, 7).cells(suite)).isEmpty();
        assertThat(Shard.WHOLE.cells(suite)).isEqualTo(suite.cells());
    }

    @Test
    void warningsOfTheMeasurementAreRaisedFromTheWhole() {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of(DEFENSES.get(0), DEFENSES.get(2)));
        List<Path> shards = shards(suite, 3);

        assertThat(new RunRecord(shards.get(0)).info().warnings())
                .extracting(RunInfo.Warning::code)
                .doesNotContain("randomized-defense");
        assertThat(merge(shards).info().warnings())
                .extracting(RunInfo.Warning::code)
                .contains("few-probes", "randomized-defense");
    }

    @Test
    void aShardThatIsMissingIsNamed() {
        List<Path> shards = shards(AnalyticTestBed.suite(List.of()), 3);

        refuses(shards.subList(1, 3), "shard 1/3 is missing: run it, and name all 3 folders");
    }

    @Test
    void aShardThatIsNamedTwiceIsRefused() {
        List<Path> shards = shards(AnalyticTestBed.suite(List.of()), 2);

        refuses(List.of(shards.get(0), shards.get(1), shards.get(1)), "are both shard 2/2: name each shard once");
    }

    @Test
    void shardsOfDifferentNumbersAreRefused() {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of());
        Path half = run(suite, new Shard(1, 2), "cache").directory();
        Path third = run(suite, new Shard(2, 3), "cache").directory();

        refuses(List.of(half, third), "are shards of different numbers: merge the shards of one run");
    }

    @Test
    void shardsOfDifferentSuitesAreRefused() {
        Path one =
                run(AnalyticTestBed.suite(List.of()), new Shard(1, 2), "cache").directory();
        Path other =
                run(AnalyticTestBed.suite(DEFENSES), new Shard(2, 2), "cache").directory();

        refuses(List.of(one, other), "are shards of different settings");
    }

    @Test
    void shardsOfDifferentCodeAreRefused() throws IOException {
        List<Path> shards = shards(AnalyticTestBed.suite(List.of()), 2);
        replace(shards.get(1).resolve("run.json"), "\"commit\" : \"unknown\"", "\"commit\" : \"abcdef0\"");
        Resealed.run(shards.get(1));

        refuses(shards, "were made by different code");
    }

    @Test
    void aShardThatDidNotFinishIsRefused() throws IOException {
        List<Path> shards = shards(AnalyticTestBed.suite(List.of()), 2);
        replace(shards.get(1).resolve("run.json"), "\"completed\"", "\"interrupted\"");
        Resealed.run(shards.get(1));

        refuses(shards, "is interrupted: run the same command again to complete it, then merge");
    }

    @Test
    void shardsThatWereCalibratedOnOthersAreRefused() throws IOException {
        List<Path> shards = shards(AnalyticTestBed.suite(List.of()), 2);
        Path calibration = shards.get(1).resolve("calibration.csv");
        Files.writeString(calibration, Files.readString(calibration).replaceFirst("0\\.\\d{6}\n", "0.123456\n"));
        RunRecord other = new RunRecord(shards.get(1));
        // With the digests of what it holds now.
        other.write(other.info());

        refuses(shards, "the impostors of linear-a differ from another shard's");
    }

    /** Other instructions change the sixth place of a similarity: the merged run has the first shard's impostors and thresholds. */
    @Test
    void shardsOfOtherMachinesAreMergedWithinATolerance() throws IOException {
        ResolvedSuite suite = AnalyticTestBed.suite(DEFENSES);
        RunRecord whole = run(suite, Shard.WHOLE, "cache");
        List<Path> shards = shards(suite, 2);
        ofAnotherMachine(shards.get(1), .000001, similarity -> similarity);

        RunRecord merged = merge(shards);

        for (String table : List.of("cells.csv", "trials.csv", "photos.csv", "calibration.csv")) {
            assertThat(text(merged, table)).as(table).isEqualTo(text(whole, table));
        }
        assertThat(withoutSpeeds(merged)).isEqualTo(withoutSpeeds(whole));
        assertThat(merged.info().thresholds()).isEqualTo(whole.info().thresholds());
        assertThat(merged.info().warnings())
                .anySatisfy(
                        warning -> assertThat(warning.message())
                                .contains("2 kinds of machine")
                                .endsWith(
                                        "similarities of impostors differ by 1e-06 at most, and no trial is judged otherwise for it"));
    }

    @Test
    void shardsThatDifferByMoreThanMachinesDoAreRefused() throws IOException {
        List<Path> shards = shards(AnalyticTestBed.suite(DEFENSES), 2);
        ofAnotherMachine(shards.get(1), .0002, similarity -> similarity);

        refuses(shards, "and other machines explain 1e-04 at most");
    }

    @Test
    void aTrialThatTwoMachinesJudgeInTwoWaysIsNamed() throws IOException {
        List<Path> shards = shards(AnalyticTestBed.suite(DEFENSES), 2);
        double threshold =
                new RunRecord(shards.get(0)).info().thresholds().get(0).similarity();
        // Above the first shard's threshold, and below that of this one.
        ofAnotherMachine(shards.get(1), .00005, similarity -> threshold + .00002);

        refuses(shards, "is accepted by the thresholds of one shard and rejected by those of another");
    }

    /** A shard as another machine would have made it: with other instructions, impostors moved so far, and similarities of trials replaced. */
    private static void ofAnotherMachine(Path shard, double moved, DoubleUnaryOperator replaced) throws IOException {
        RunRecord record = new RunRecord(shard);
        Path runJson = shard.resolve("run.json");
        String info = Files.readString(runJson);
        String trials = Files.readString(shard.resolve("trials.csv"));
        List<String> calibration = new ArrayList<>();
        for (String line : Files.readAllLines(shard.resolve("calibration.csv"))) {
            String[] words = line.split(",");
            if (words[0].equals("recognizer")) {
                calibration.add(line);
                continue;
            }
            String renamed = new StringBuilder(words[1]).reverse().toString();
            info = info.replace("-" + words[1], "-" + renamed);
            trials = trials.replace("," + words[1] + ",", "," + renamed + ",");
            calibration.add("%s,%s,%s"
                    .formatted(
                            words[0],
                            renamed,
                            String.format(Locale.ROOT, "%.6f", Double.parseDouble(words[2]) + moved)));
        }
        Matcher compared = Pattern.compile("compared,(-?[0-9.]+),").matcher(trials);
        trials = compared.replaceAll(found -> "compared,"
                + String.format(Locale.ROOT, "%.6f", replaced.applyAsDouble(Double.parseDouble(found.group(1)))) + ",");
        Files.writeString(shard.resolve("trials.csv"), trials);
        Files.writeString(shard.resolve("calibration.csv"), String.join("\n", calibration) + "\n");
        Files.writeString(runJson, info.replaceFirst("\"arithmetic\" : \"", "\"arithmetic\" : \"other, "));
        Resealed.run(shard);
        // With the digests of what it holds now.
        record.write(record.info());
    }

    @Test
    void aRunIsNotOverwritten() {
        List<Path> shards = shards(AnalyticTestBed.suite(List.of()), 1);

        assertThatThrownBy(() -> ShardMerge.merge(shards, shards.get(0)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("holds a run already");
    }

    @Test
    void aFolderOfAnotherShardIsRefused() {
        ResolvedSuite suite = AnalyticTestBed.suite(List.of());
        Path out = run(suite, new Shard(1, 2), "cache").directory();

        assertThatThrownBy(() -> run(suite, new Shard(2, 2), "cache", out))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("holds shard 1/2, not 2/2");
    }

    @ParameterizedTest
    @CsvSource({"0/2", "3/2", "1/0", "2", "a/b", "-1/2", "1/2/3"})
    void whatIsNoShardIsRefused(String word) {
        assertThatThrownBy(() -> Shard.of(word)).isInstanceOf(InputError.class);
    }

    private void refuses(List<Path> shards, String message) {
        Path out = folder.resolve("refused");
        assertThatThrownBy(() -> ShardMerge.merge(shards, out))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(message);
        assertThat(new RunRecord(out).exists()).isFalse();
    }

    private List<Path> shards(ResolvedSuite suite, int count) {
        List<Path> shards = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            shards.add(run(suite, new Shard(index, count), "cache").directory());
        }
        return shards;
    }

    private RunRecord merge(List<Path> shards) {
        Path out = folder.resolve("merged-" + runs++);
        ShardMerge.merge(shards, out);
        return new RunRecord(out);
    }

    private RunRecord run(ResolvedSuite suite, Shard shard, String cache) {
        return run(suite, shard, cache, folder.resolve("run-" + runs++));
    }

    private RunRecord run(ResolvedSuite suite, Shard shard, String cache, Path out) {
        new SuiteRunner(testBed, Progress.SILENT, CLOCK)
                .run(RunRequest.of(suite, folder, folder.resolve(cache), folder, Optional.of(out), "cpu")
                        .withShard(shard));
        return new RunRecord(out);
    }

    /** Some of the defenses, one or two seeds, with one countermeasure or several. */
    private static ResolvedSuite suite(SplittableRandom random) {
        List<Entry<Defense>> some =
                DEFENSES.stream().filter(defense -> random.nextBoolean()).toList();
        ResolvedSuite drawn = AnalyticTestBed.suite(some, random.nextBoolean() ? List.of(FOUR_BIT, TUNED) : List.of());
        return random.nextBoolean() ? drawn : seeds(drawn, List.of(2L, 1L));
    }

    private static ResolvedSuite seeds(ResolvedSuite resolved, List<Long> seeds) {
        Suite suite = resolved.suite();
        Suite seeded = new Suite(
                suite.id(),
                suite.summary(),
                suite.caveat(),
                suite.dataset(),
                suite.detector(),
                suite.alignments(),
                suite.protocol(),
                suite.defenses(),
                suite.surrogates(),
                suite.surrogateDefenses(),
                suite.attacks(),
                suite.countermeasures(),
                suite.countermeasureDefenses(),
                suite.countermeasureModels(),
                suite.models(),
                suite.fars(),
                seeds,
                suite.crop(),
                suite.assets(),
                suite.services());
        return new ResolvedSuite(
                seeded,
                resolved.defenses(),
                resolved.attacks(),
                resolved.countermeasures(),
                new TreeMap<>(resolved.recognizers()),
                resolved.dataset(),
                resolved.overrides(),
                resolved.guards(),
                resolved.services(),
                PairDefenses.NONE);
    }

    private static String text(RunRecord run, String table) throws IOException {
        return Files.readString(run.directory().resolve(table));
    }

    /** Speeds are measured, and differ from run to run. */
    private static String withoutSpeeds(RunRecord run) throws IOException {
        return text(run, "metrics.csv")
                .lines()
                .filter(line -> !line.contains("images_per_s"))
                .collect(Collectors.joining("\n"));
    }

    private static void replace(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }
}
