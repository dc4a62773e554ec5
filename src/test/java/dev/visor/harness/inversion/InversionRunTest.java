package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.LeakedData;
import dev.visor.attack.Prior;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.audit.verify.Verification;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.ContractViolation;
import dev.visor.core.Knowledge;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.diagnosis.JudgedTrials;
import dev.visor.harness.InversionTestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.metric.evaluation.JuryVerdict;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.Counts;
import dev.visor.tensor.Resampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of an inversion run, against planted attacks whose truth is known. */
class InversionRunTest {

    @TempDir
    private static Path folder;

    private static InversionTestBed bed;

    /** Against two planted attacks; what it trained is in the store for the other runs. */
    private static RunRecord planted;

    private static final Oracle ORACLE = new Oracle();

    /** Knows what the target knows nothing of: the real faces, by the order in which people are numbered. */
    private static final class Oracle extends Planted {

        Oracle() {
            super(AttackerAccess.WHITE_BOX);
        }

        @Override
        FaceImage face(InversionTask task, int person, int number) {
            byte[] rgb = InversionTestBed.pixels(person, 99);
            int full = 112;
            float[] pixels = new float[3 * full * full];
            for (int i = 0; i < full * full; i++) {
                for (int channel = 0; channel < 3; channel++) {
                    pixels[channel * full * full + i] = rgb[3 * i + channel] & 0xff;
                }
            }
            return Resampling.resize(new FaceImage(full, full, pixels), 64, 64);
        }
    }

    /** Guesses. */
    private static final class Guess extends Planted {

        Guess() {
            super(AttackerAccess.LABEL_ONLY);
        }

        @Override
        FaceImage face(InversionTask task, int person, int number) {
            RandomGenerator random = task.random().derive(person + "/" + number).generator();
            float[] pixels = new float[3 * 64 * 64];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = random.nextInt(256);
            }
            return new FaceImage(64, 64, pixels);
        }
    }

    /** Remembers what the teacher sees in auxiliary photos, or only how many they are; counts how often it is asked to. */
    private record CountedPrior(String key, boolean fromTeacher, AtomicInteger times) implements Prior {

        @Override
        public byte[] learn(Study study) {
            times.incrementAndGet();
            return new byte[] {(byte) study.photos().size()};
        }
    }

    /** A guess that prepares itself. */
    private static final class Prepared extends Planted {

        private final Prior prior;

        Prepared(Prior prior) {
            super(AttackerAccess.LABEL_ONLY);
            this.prior = prior;
        }

        @Override
        public Optional<Prior> prior() {
            return Optional.of(prior);
        }

        @Override
        FaceImage face(InversionTask task, int person, int number) {
            assertThat(task.prior().orElseThrow())
                    .containsExactly(task.auxiliary().size());
            float[] gray = new float[3 * 64 * 64];
            Arrays.fill(gray, 10 * person);
            return new FaceImage(64, 64, gray);
        }
    }

    /** Takes what has leaked for what it is. */
    private static final class Taker extends Planted {

        Taker() {
            super(AttackerAccess.LEAKED_DATA);
        }

        @Override
        FaceImage face(InversionTask task, int person, int number) {
            throw new AssertionError();
        }

        @Override
        public List<Reconstruction> run(InversionTask task) {
            LeakedData leaked = task.leaked().orElseThrow();
            assertThat(leaked.photos()).isEqualTo(10);
            try (NDManager scope = task.compute().manager().newSubManager()) {
                assertThat(leaked.training(0, scope).inputs().getShape().get(0)).isEqualTo(10);
            }
            return task.wanted().stream()
                    .map(wanted -> new Reconstruction(
                            wanted.person(),
                            wanted.photo(),
                            leaked.pictures(List.of(wanted.photo().getAsInt()), 0)
                                    .get(0)))
                    .toList();
        }
    }

    /** An attack that a test plants, and that counts how often it runs. */
    private abstract static class Planted implements InversionAttack {

        final AtomicInteger runs = new AtomicInteger();
        private final AttackerAccess reach;

        Planted(AttackerAccess reach) {
            this.reach = reach;
        }

        abstract FaceImage face(InversionTask task, int person, int number);

        @Override
        public Knowledge knowledge() {
            return Knowledge.ADAPTIVE;
        }

        @Override
        public AttackerAccess access() {
            return reach;
        }

        @Override
        public List<Reconstruction> run(InversionTask task) {
            runs.incrementAndGet();
            List<Reconstruction> made = new ArrayList<>();
            task.wanted().forEach(wanted -> {
                for (int i = 0; i < task.tries(); i++) {
                    made.add(Reconstruction.of(wanted.person(), face(task, wanted.person(), i)));
                }
            });
            return made;
        }
    }

    @BeforeAll
    static void plant() throws IOException {
        bed = new InversionTestBed(Files.createDirectory(folder.resolve("photos")));
        planted = run("planted", List.of(entry("oracle", ORACLE), entry("guess", new Guess())));
    }

    @Test
    void aJuryFindsThePersonInARealFaceAndNobodyInNoise() {
        assertThat(top1(planted, "oracle", Pairing.RECONSTRUCTED_CLEAN)).isEqualTo(1);
        assertThat(top1(planted, "guess", Pairing.RECONSTRUCTED_CLEAN)).isLessThan(.7);
        assertThat(top1(planted, "look", Pairing.RECONSTRUCTED_CLEAN)).isEqualTo(1);
    }

    @Test
    void aRealFaceUnderAWrongNameIsFoundForNobody() {
        assertThat(top1(planted, "oracle", Pairing.MISNAMED_CLEAN)).isZero();
        assertThat(top1(planted, "oracle", Pairing.STRANGER_CLEAN)).isZero();
    }

    @Test
    void anAttackThatDoesNoBetterThanChanceIsToldOf() {
        assertThat(planted.info().warnings())
                .filteredOn(warning -> warning.code().equals("weak-attack"))
                .singleElement()
                .extracting(Warning::message)
                .asString()
                .contains("guess")
                .doesNotContain("oracle");
        // The oracle looks at no target, so it does as well where there is none.
        assertThat(planted.info().warnings())
                .filteredOn(warning -> warning.code().equals("no-better-than-baseline"))
                .singleElement()
                .extracting(Warning::message)
                .asString()
                .contains("oracle");
    }

    @Test
    void theRecordFollowsFromItself() {
        assertThat(Verification.of(planted).mismatches()).isEmpty();
    }

    @Test
    void aChangedShareIsFound() throws IOException {
        RunRecord record = run("changed", List.of(entry("oracle", ORACLE)));
        Path metrics = record.directory().resolve("metrics.csv");
        String changed = Files.readString(metrics).replaceFirst("inversion_top1,1,", "inversion_top1,0.5,");
        Files.writeString(metrics, changed);

        assertThat(Verification.of(record).mismatches())
                .anySatisfy(mismatch ->
                        assertThat(mismatch.toString()).contains("\"0.5\", expected \"1\" for inversion_top1"));
    }

    /** Without a defense whoever looks has the photo, to the last bit. */
    @Test
    void exactReconstructionsCountInTheMean() {
        assertThat(planted.metrics())
                .filteredOn(value -> value.metric().equals("recovered_psnr")
                        && value.cell().attack().equals("look"))
                .singleElement()
                .satisfies(value -> {
                    assertThat(value.value()).isCloseTo(58.9226, within(1e-4));
                    assertThat(value.n())
                            .isEqualTo(planted.photos().stream()
                                    .filter(photo -> photo.attack().equals("look"))
                                    .count());
                });
    }

    /** The first seed alone would tell of the oracle. */
    @Test
    void allSeedsCountTogetherBesideTheBaseline() {
        List<MetricValue> values = List.of(
                top1("oracle", 1, Pairing.RECONSTRUCTED_CLEAN, .5),
                top1("oracle", 1, Pairing.BASELINE_CLEAN, .6),
                top1("oracle", 2, Pairing.RECONSTRUCTED_CLEAN, .9),
                top1("oracle", 2, Pairing.BASELINE_CLEAN, .2),
                top1("guess", 1, Pairing.RECONSTRUCTED_CLEAN, .5),
                top1("guess", 1, Pairing.BASELINE_CLEAN, .4),
                top1("guess", 2, Pairing.RECONSTRUCTED_CLEAN, .1),
                top1("guess", 2, Pairing.BASELINE_CLEAN, .3));

        assertThat(Diagnosis.ofMeasurement(planted.info(), new JudgedTrials(), values))
                .singleElement()
                .satisfies(warning -> assertThat(warning.code()).isEqualTo("no-better-than-baseline"))
                .satisfies(warning ->
                        assertThat(warning.message()).contains("guess").doesNotContain("oracle"));
    }

    /** It asks no recognizer that could know nobody. */
    @Test
    void wrongNamesAreTheBaselineOfAnAttackOnLeakedData() {
        List<MetricValue> blind = List.of(
                top1("look", 1, Pairing.RECONSTRUCTED_CLEAN, .2),
                top1("look", 1, Pairing.MISNAMED_CLEAN, .2),
                top1("guess", 1, Pairing.RECONSTRUCTED_CLEAN, .2),
                top1("guess", 1, Pairing.MISNAMED_CLEAN, .9));

        assertThat(Diagnosis.ofMeasurement(planted.info(), new JudgedTrials(), blind))
                .singleElement()
                .satisfies(warning -> assertThat(warning.code()).isEqualTo("no-better-than-baseline"))
                .satisfies(warning -> assertThat(warning.message())
                        .isEqualTo("look did no better under the right names than under wrong ones"));
    }

    /** Of five people everybody has 0.2 by luck. */
    @Test
    void answersAreFlatBelowTwiceAnEvenShare() {
        assertThat(Diagnosis.ofMeasurement(planted.info(), answers(.3, .39, .9), List.of()))
                .singleElement()
                .satisfies(warning -> assertThat(warning.code()).isEqualTo("flat-answers"))
                .satisfies(warning -> assertThat(warning.message()).contains("none (0.390)", "0.400"));
        assertThat(Diagnosis.ofMeasurement(planted.info(), answers(.3, .41, .9), List.of()))
                .isEmpty();
        assertThat(Diagnosis.ofMeasurement(planted.info(), answers(.3, .31, .5, .9), List.of()))
                .isEmpty();
    }

    private static JudgedTrials answers(double... most) {
        Cell cell = cell("own-accuracy", "model", 1);
        List<Trial> trials = new ArrayList<>();
        for (double probability : most) {
            trials.add(new Trial.Identification(
                    cell,
                    Pairing.ASKED_TRAINED,
                    new SubjectId("p00"),
                    new PhotoId("p00-" + trials.size()),
                    new Outcome.Compared(probability),
                    Optional.of(new Trial.Found(1, OptionalInt.empty(), Optional.empty(), new SubjectId("p00")))));
        }
        JudgedTrials judged = new JudgedTrials();
        judged.add(trials, List.of());
        return judged;
    }

    private static MetricValue top1(String attack, long seed, Pairing pairing, double value) {
        return MetricValue.plain(
                cell(attack, JuryVerdict.JURY, seed), pairing, "inversion_top1", value, 10, "rate", Better.LOWER);
    }

    private static Cell cell(String attack, String model, long seed) {
        return SampleCells.ownWork("none", attack, model, "members", seed);
    }

    /** Records were once written without a word of chance, and without the setting that tells of it. */
    @Test
    void whatAnOlderRecordDoesNotTellIsNotMissed() throws IOException {
        RunRecord record = run("older", List.of(entry("oracle", ORACLE)));
        Path metrics = record.directory().resolve("metrics.csv");
        List<String> rows = Files.readAllLines(metrics);
        Files.write(
                metrics,
                rows.stream().filter(row -> !row.contains(",inversion_top1_")).toList());
        assertThat(Verification.of(record).mismatches())
                .anySatisfy(mismatch -> assertThat(mismatch.toString()).contains("inversion_top1_p", "is missing"));

        Path info = record.directory().resolve("run.json");
        String json = Files.readString(info);
        assertThat(json).contains("\"metrics\" : 3");
        Files.writeString(info, json.replace("\"metrics\" : 3", "\"metrics\" : 1"));

        assertThat(Verification.of(record).mismatches())
                .noneSatisfy(mismatch -> assertThat(mismatch.toString()).contains("inversion_top1"));
    }

    @Test
    void nothingIsTrainedOrAttackedTwice() throws IOException {
        RunRecord second = run("second", List.of(entry("oracle", ORACLE), entry("guess", new Guess())));

        // Once against the target and once against one that knows nobody.
        assertThat(ORACLE.runs.get()).isEqualTo(2);
        Counts before = planted.info().counts();
        Counts after = second.info().counts();
        assertThat(before.trainingsComputed()).isEqualTo(1);
        assertThat(before.trainingsReused()).isZero();
        // The look, which knows no baseline, and two attacks with one each.
        assertThat(before.inversionsComputed()).isEqualTo(5);
        assertThat(before.inversionsReused()).isZero();
        assertThat(after.trainingsComputed()).isZero();
        assertThat(after.trainingsReused()).isEqualTo(1);
        assertThat(after.inversionsComputed()).isZero();
        assertThat(after.inversionsReused()).isEqualTo(5);
        for (String file : List.of("trials.csv", "metrics.csv", "training.csv", "roles.csv", "photos.csv")) {
            assertThat(Files.readString(second.directory().resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readString(planted.directory().resolve(file)));
        }
    }

    @Test
    void entriesOfEqualSettingsDrawTheirOwnAndShareNothingInTheStore() throws IOException {
        Entry<TrainingSideAttack> guess = entry("guess", new Guess());
        List<Entry<TrainingSideAttack>> twins = Stream.of("twin-a", "twin-b")
                .map(id -> new Entry<TrainingSideAttack>(
                        id, guess.type(), guess.summary(), guess.source(), guess.params(), guess.plugin()))
                .toList();
        assertThat(twins.get(0).digest()).isEqualTo(twins.get(1).digest());

        RunRecord record = run("twins", twins);

        assertThat(distance(record, "twin-a")).isNotEqualTo(distance(record, "twin-b"));
    }

    private static double distance(RunRecord record, String attack) {
        return record.metrics().stream()
                .filter(value -> value.metric().equals("inversion_feature_distance")
                        && value.cell().attack().equals(attack)
                        && value.cell().judge().equals(InversionTestBed.JURY.get(0)))
                .mapToDouble(MetricValue::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPriorIsLearnedOnceForAllWhoShareItAndAnewFromAnotherTeacher() {
        CountedPrior plain = new CountedPrior("plain", false, new AtomicInteger());
        CountedPrior taught = new CountedPrior("taught", true, new AtomicInteger());
        List<Entry<TrainingSideAttack>> attacks = List.of(
                entry("first", new Prepared(plain)),
                entry("second", new Prepared(plain)),
                entry("third", new Prepared(taught)));

        run("one-teacher", attacks);
        run("same-teacher", attacks);
        assertThat(plain.times()).hasValue(1);
        assertThat(taught.times()).hasValue(1);

        run("other-teacher", InversionTestBed.withTeacher(suite(attacks), "other weights"));
        assertThat(plain.times()).hasValue(1);
        assertThat(taught.times()).hasValue(2);
    }

    @Test
    void peopleOfDifferentRolesAreDisjoint() {
        assertThat(planted.roles())
                .filteredOn(role -> role.role().equals("private"))
                .hasSize(10);
        assertThat(planted.roles())
                .filteredOn(role -> role.role().equals("private-stop"))
                .extracting(role -> role.subject().value())
                .containsExactly("p00", "p01", "p02", "p03", "p04");
        assertThat(planted.roles())
                .filteredOn(role -> role.role().equals("held-out"))
                .extracting(role -> role.subject().value())
                .containsOnly("p05", "p06", "p07");
        assertThat(planted.roles())
                .filteredOn(role -> role.role().equals("private-test"))
                .extracting(role -> role.subject().value())
                .containsOnly("p00", "p01", "p02", "p03", "p04");
    }

    @Test
    void whatLeaksIsWhatWasLearnedFromAndIsHeldAgainstItself() {
        RunRecord record = run("taken", List.of(entry("taker", new Taker())));

        assertThat(record.trials().stream()
                        .map(RecordedTrial::trial)
                        .filter(trial -> trial.cell().attack().equals("taker"))
                        .filter(Trial.Verification.class::isInstance)
                        .map(Trial.Verification.class::cast)
                        .filter(pair -> pair.label() == Trial.Label.SAME)
                        .map(pair -> ((Outcome.Compared) pair.outcome()).similarity()))
                .hasSize(3 * 10)
                .allSatisfy(similarity -> assertThat(similarity).isGreaterThan(.999));
        assertThat(Verification.of(record).mismatches()).isEmpty();
    }

    @Test
    void anAttackThatReturnsTooFewFacesIsStopped() {
        InversionAttack lazy = new Planted(AttackerAccess.SCORES) {
            @Override
            FaceImage face(InversionTask task, int person, int number) {
                throw new AssertionError();
            }

            @Override
            public List<Reconstruction> run(InversionTask task) {
                return List.of();
            }
        };

        assertThatThrownBy(() -> run("lazy", List.of(entry("lazy", lazy))))
                .isInstanceOf(ContractViolation.class)
                .hasMessageContaining("lazy against none returned 0 reconstructions")
                .hasMessageContaining("expected 10");
    }

    private static Entry<TrainingSideAttack> entry(String id, InversionAttack attack) {
        return InversionTestBed.entry(id, attack);
    }

    private static ResolvedInversion suite(List<Entry<TrainingSideAttack>> attacks) {
        return InversionTestBed.suite(List.of(), attacks);
    }

    private static RunRecord run(String name, List<Entry<TrainingSideAttack>> attacks) {
        return run(name, suite(attacks));
    }

    private static RunRecord run(String name, ResolvedInversion suite) {
        return bed.run(suite, folder.resolve(name));
    }

    private static double top1(RunRecord record, String attack, Pairing pairing) {
        return record.metrics().stream()
                .filter(value -> value.metric().equals("inversion_top1")
                        && value.cell().attack().equals(attack)
                        && value.cell().judge().equals(JuryVerdict.JURY)
                        && value.pairing() == pairing)
                .mapToDouble(MetricValue::value)
                .findFirst()
                .orElseThrow();
    }
}
