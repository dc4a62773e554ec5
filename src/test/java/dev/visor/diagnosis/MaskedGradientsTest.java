package dev.visor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.JuryVerdict;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.TrialWriter;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.Dirty;
import dev.visor.result.settings.InversionSizes;
import dev.visor.result.settings.SampleSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten people; a letter is how many of a person's two reconstructions are recognized. */
class MaskedGradientsTest {

    private static final List<String> JURY = List.of("a", "b", "c");

    @TempDir
    Path folder;

    private final Map<String, String> reaches = new TreeMap<>();
    private final List<String> defenses = new ArrayList<>(List.of("none"));
    private final List<Cell> cells = new ArrayList<>();
    private final List<Trial> trials = new ArrayList<>();
    private final List<MetricValue> metrics = new ArrayList<>();

    /** All ten people stand against: p is 2/1024 by the sign test. */
    @Test
    void labelsThatGetMoreThanGradientsWhereADefenseStandsAreToldOf() {
        attack("gmi", "white-box", "none", "2222200000").attack("brep", "label-only", "none", "1111100000");
        attack("gmi", "white-box", "mixup", "0000000000").attack("brep", "label-only", "mixup", "1111111111");

        assertThat(raised())
                .singleElement()
                .satisfies(warning -> assertThat(warning.code()).isEqualTo("gradient-free-beats-white-box"))
                .satisfies(warning -> assertThat(warning.message())
                        .contains("against mixup brep gets 50.0 % and the best with gradients, gmi, 0.0 %")
                        .contains("it beats gmi by more than luck (0.0 %, p 0.0020; undefended gmi gets 50.0 % and brep"
                                + " 25.0 %)"));
    }

    /** Five people of one mind may be luck: 2/32 is above 0.05; six may not. */
    @Test
    void fiveOfFivePeopleMayBeLuck() {
        attack("gmi", "white-box", "none", "2222222222").attack("cgan", "scores", "none", "2222222222");
        attack("gmi", "white-box", "five", "0000000000").attack("cgan", "scores", "five", "2222200000");

        assertThat(raised()).isEmpty();
    }

    /** Two tries of a person are alike: they count once. Here twelve reconstructions are more, but of six people. */
    @Test
    void peopleCountAndNotReconstructions() {
        attack("gmi", "white-box", "none", "2222222222").attack("cgan", "scores", "none", "2222222222");
        attack("gmi", "white-box", "six", "0000002000").attack("cgan", "scores", "six", "2222220000");

        assertThat(raised()).as("6 against 1: p is 16/128").isEmpty();
    }

    @Test
    void anAttackThatDoesBetterUndefendedAlreadySaysNothingOfTheDefense() {
        attack("gmi", "white-box", "none", "1111111111").attack("brep", "label-only", "none", "2222222222");
        attack("gmi", "white-box", "mixup", "0000000000").attack("brep", "label-only", "mixup", "1111111111");

        assertThat(raised()).isEmpty();
    }

    /** It gets as far as gradients go, and the other white-box attack is merely the worse one. */
    @Test
    void oneWhiteBoxAttackThatKeepsUpIsEnough() {
        attack("gmi", "white-box", "none", "2222222222").attack("brep", "label-only", "none", "1111111111");
        attack("gmi", "white-box", "mixup", "0000000000").attack("brep", "label-only", "mixup", "1111111111");
        attack("pca", "white-box", "none", "1111111111").attack("pca", "white-box", "mixup", "1111111111");

        assertThat(raised()).isEmpty();
    }

    /** Of 18 pairs the smallest p of 2/1024 becomes 0.035, of 27 it is 0.053. */
    @Test
    void allPairsOfARunShareTheirErrorRate() {
        for (String free : List.of("brep", "cgan", "other")) {
            attack(free, "label-only", "none", "1111111111");
        }
        for (String white : List.of("gmi", "pca", "pixel")) {
            attack(white, "white-box", "none", "2222222222");
        }
        for (String defense : List.of("mixup", "ahm")) {
            nineTests(defense, defense.equals("mixup"));
        }
        assertThat(raised()).hasSize(1);

        nineTests("more", false);
        assertThat(raised()).isEmpty();
    }

    private void nineTests(String defense, boolean masked) {
        attack("brep", "label-only", defense, masked ? "1111111111" : "0000000000");
        attack("cgan", "label-only", defense, "0000000000").attack("other", "label-only", defense, "0000000000");
        attack("gmi", "white-box", defense, "0000000000");
        // Five people: of the three pairs that brep is in, one alone is beyond luck.
        attack("pca", "white-box", defense, "1111100000").attack("pixel", "white-box", defense, "1111100000");
    }

    @Test
    void aWhiteBoxAttackThatFailsUndefendedIsNoMeasure() {
        attack("gmi", "white-box", "none", "1100000000").attack("brep", "label-only", "none", "1100000000");
        attack("gmi", "white-box", "mixup", "0000000000").attack("brep", "label-only", "mixup", "1111111111");
        assertThat(raised()).hasSize(1);

        luck("gmi", .2);
        assertThat(raised()).isEmpty();
    }

    @Test
    void dataAttacksAndAttacksOfOneKindAreNoComparison() {
        attack("gmi", "white-box", "none", "2222222222").attack("look", "leaked-data", "none", "2222222222");
        attack("gmi", "white-box", "mixup", "0000000000").attack("look", "leaked-data", "mixup", "1111111111");

        assertThat(raised()).isEmpty();
    }

    private MaskedGradientsTest attack(String attack, String reach, String defense, String recognized) {
        reaches.put(attack, reach);
        if (!defenses.contains(defense)) {
            defenses.add(defense);
        }
        for (String judge : JURY) {
            Cell cell = cell(defense, attack, judge);
            cells.add(cell);
            for (int person = 0; person < recognized.length(); person++) {
                for (int attempt = 0; attempt < 2; attempt++) {
                    // The third judge sees everybody everywhere: the other two decide.
                    boolean hit = attempt < recognized.charAt(person) - '0' || judge.equals("c");
                    trials.add(search(cell, person, attempt, hit ? 1 : 3));
                }
            }
        }
        return this;
    }

    private static Cell cell(String defense, String attack, String judge) {
        return SampleCells.inversion(defense, attack, AttackerAccess.SCORES, "net", judge, "orl", 1);
    }

    private static Trial search(Cell cell, int person, int attempt, int rank) {
        return new Trial.Identification(
                cell,
                Pairing.RECONSTRUCTED_CLEAN,
                new SubjectId("s" + person),
                new PhotoId("s%d#%d".formatted(person, attempt)),
                new Outcome.Compared(.5),
                Optional.of(new Trial.Found(
                        rank, OptionalInt.empty(), Optional.empty(), new SubjectId("s" + (person + rank - 1) % 10))));
    }

    private void luck(String attack, double p) {
        metric(attack, "inversion_top1", .1);
        metric(attack, "inversion_top1_chance", .1);
        metric(attack, "inversion_top1_p", p);
    }

    private void metric(String attack, String metric, double value) {
        metrics.add(MetricValue.plain(
                cell("none", attack, JuryVerdict.JURY),
                Pairing.RECONSTRUCTED_CLEAN,
                metric,
                value,
                20,
                "rate",
                Better.LOWER));
    }

    /** As a run and a merge of shards ask: of what was written. */
    private List<Warning> raised() {
        RunRecord record = new RunRecord(folder);
        try (TrialWriter writer = record.trialWriter(cells, cell -> Optional.empty(), t -> OptionalDouble.empty())) {
            trials.forEach(writer::write);
        }
        record.writeMetrics(metrics);
        return InversionWarnings.of(info(), JudgedTrials.ofInversion(record), record.metrics()).stream()
                .filter(warning -> warning.code().equals("gradient-free-beats-white-box"))
                .toList();
    }

    private RunInfo info() {
        return new RunInfo(
                RunInfo.FORMAT_VERSION,
                RunInfo.EDITION,
                RunInfo.Status.STARTED,
                Instant.EPOCH,
                Optional.empty(),
                new RunInfo.Suite(
                        "test",
                        "",
                        "",
                        "",
                        new SampleSettings().with("attacker_access", reaches).inversion()),
                defenses.stream().map(MaskedGradientsTest::entry).toList(),
                reaches.keySet().stream().map(MaskedGradientsTest::entry).toList(),
                List.of(),
                null,
                null,
                new InversionSizes(10, 20, 10, 0, 0, 0, ""),
                List.of(),
                List.of(1L),
                "unknown",
                Dirty.NO,
                null,
                Counts.NONE,
                List.of(),
                List.of(),
                Map.of());
    }

    private static RunInfo.Entry entry(String id) {
        return new RunInfo.Entry(id, id, "", "", "", Map.of(), "", "c".repeat(64), "");
    }
}
