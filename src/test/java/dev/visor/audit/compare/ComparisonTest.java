package dev.visor.audit.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.contract.Home;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.expectation.Gate;
import dev.visor.core.expectation.Gate.Rule;
import dev.visor.core.expectation.Gate.Selector;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.entry.Environment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

    private static final double MARGIN = .05;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10, 100})
    void aRunAgainstItselfPassesHoweverFewItsProbes(int probes) {
        RunRecord run = new SeededRun().probes(probes).hidden(probes - 1).at(folder.resolve("run"));

        Comparison comparison = Comparison.of(run, run, all());

        assertThat(comparison.verdict()).isEqualTo(Verdict.PASS);
        assertThat(comparison.verdict().exitCode()).isZero();
        assertThat(comparison.rows()).hasSizeGreaterThan(4);
        assertThat(comparison.probes()).isEqualTo(probes);
    }

    @Test
    void aLossBeyondTheMarginIsARegression() {
        Comparison comparison = compare(new SeededRun().hidden(90), new SeededRun().hidden(60), all());

        Row row = row(comparison, "rank1_untargeted");
        assertThat(comparison.verdict().exitCode()).isEqualTo(3);
        assertThat(row.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(row.base()).isEqualTo(.9);
        assertThat(row.now()).hasValue(.6);
        assertThat(row.change().orElseThrow().high()).isLessThan(-MARGIN);
        assertThat(comparison.rows().get(0).verdict()).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void aGainOfAnySizePasses() {
        Comparison comparison = compare(new SeededRun().hidden(60), new SeededRun().hidden(90), all());

        assertThat(row(comparison, "rank1_untargeted").verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aChangeOfAFewOfManyProbesPasses() {
        Comparison comparison = compare(
                new SeededRun().probes(300).hidden(200),
                new SeededRun().probes(300).hidden(197),
                all());

        assertThat(row(comparison, "rank1_untargeted").verdict()).isEqualTo(Verdict.PASS);
        assertThat(row(comparison, "rank1_untargeted").why()).isEqualTo("not worse by the margin");
    }

    @Test
    void tenProbesCannotTellAndSayHowManyCould() {
        Comparison few = compare(
                new SeededRun().probes(10).hidden(9), new SeededRun().probes(10).hidden(6), all());

        Row row = row(few, "rank1_untargeted");
        assertThat(few.verdict().exitCode()).isEqualTo(4);
        assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        int needed = (int) row.needed().orElseThrow();
        assertThat(needed).isBetween(20, 100);

        RunRecord base = new SeededRun().probes(needed).hidden(9 * needed / 10).at(folder.resolve("more"));
        RunRecord now = new SeededRun().probes(needed).hidden(6 * needed / 10).at(folder.resolve("more-new"));
        assertThat(row(Comparison.of(base, now, all()), "rank1_untargeted").verdict())
                .isEqualTo(Verdict.REGRESSION);
    }

    /** Nobody changed sides, but of ten probes that proves little. */
    @Test
    void equalAnswersFromOtherTrialsAreNotTheSameTrials() {
        SeededRun base = new SeededRun().probes(10).hidden(9);
        SeededRun moved = new SeededRun().probes(10).hidden(9).shifted(.001);

        assertThat(row(compare(base, moved, all()), "rank1_untargeted").verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(row(compare(base, moved, all(.01)), "rank1_untargeted").verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aMetricOfWhichLessIsBetterMustNotRise() {
        Comparison comparison =
                compare(new SeededRun().probes(100), new SeededRun().probes(100).missed(30), all());

        Row row = row(comparison, "no_face_rate");
        assertThat(row.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(row.now()).hasValue(.3);
        assertThat(row.change().orElseThrow().low()).isGreaterThan(MARGIN);
    }

    @Test
    void twoTrialsOfAProbeThatAlwaysAgreeCountOnce() {
        Comparison comparison = compare(new SeededRun().hidden(90), new SeededRun().hidden(80), all());

        Row search = row(comparison, "rank1_untargeted");
        Row pairs = row(comparison, "psr_dodging");
        assertThat(pairs.trials()).isEqualTo(200);
        assertThat(pairs.change().orElseThrow().high())
                .isCloseTo(search.change().orElseThrow().high(), within(.005));
    }

    @Test
    void whatIsMissingInTheNewRunIsARegression() {
        SeededRun without = new SeededRun()
                .metrics(values -> values.stream()
                        .filter(value -> !value.metric().equals("psr_dodging"))
                        .toList());

        Comparison comparison = compare(new SeededRun(), without, all());

        assertThat(row(comparison, "psr_dodging").why()).isEqualTo("missing in NEW");
        assertThat(comparison.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(comparison.gated(Verdict.REGRESSION)).hasSize(1);
    }

    @Test
    void anotherDefenseIsNoSubstituteForAMissingOne() {
        Comparison comparison = compare(new SeededRun(), new SeededRun().defense("blur"), rules("ssim"));

        assertThat(row(comparison, "ssim").why()).isEqualTo("missing in NEW");
        assertThat(comparison.verdict()).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void aModifiedCellIsPairedWithTheOneThatItModifies() {
        Comparison there = compare(
                new SeededRun(), new SeededRun().defense("modified-cloak").hidden(50), all());
        Comparison back = compare(new SeededRun().defense("modified-cloak"), new SeededRun(), all());

        assertThat(row(there, "rank1_untargeted").verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(row(there, "rank1_untargeted").defense()).isEqualTo("modified-cloak for cloak");
        assertThat(row(back, "rank1_untargeted").verdict()).isEqualTo(Verdict.PASS);
        assertThat(row(back, "rank1_untargeted").defense()).isEqualTo("cloak for modified-cloak");
    }

    @Test
    void probesThatOnlyOneRunHasAreDroppedAndCounted() {
        Comparison comparison = compare(
                new SeededRun().probes(50).hidden(50),
                new SeededRun().startingAt(10).probes(45).hidden(45),
                all());

        assertThat(comparison.probes()).isEqualTo(40);
        assertThat(comparison.dropped()).isEqualTo(10);
        assertThat(comparison.added()).isEqualTo(5);
        assertThat(row(comparison, "rank1_untargeted").probes()).isEqualTo(40);
        assertThat(TextComparison.of(comparison))
                .contains("probes 40 in common; dropped: 10 that only BASE has, 5 that only NEW has");
    }

    @Test
    void runsWithoutACommonProbeAreRefused() {
        assertThatThrownBy(() -> compare(new SeededRun(), new SeededRun().startingAt(500), all()))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("have no probe in common");
    }

    @Test
    void photosThatLookWorseAreARegression() {
        Comparison comparison = compare(new SeededRun().ssim(.9), new SeededRun().ssim(.85), all());

        Row row = row(comparison, "ssim");
        assertThat(row.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(row.change().orElseThrow().high()).isCloseTo(-.05, within(1e-6));
    }

    @Test
    void aSlowerRunIsShownAndDecidesNothing() {
        Comparison comparison = compare(new SeededRun().speed(10, 12), new SeededRun().speed(2, 12), all());

        Row row = row(comparison, "protect_images_per_s");
        assertThat(row.gated()).isFalse();
        assertThat(row.verdict()).isEqualTo(Verdict.REGRESSION);
        assertThat(row.base()).isCloseTo(10, within(.2));
        assertThat(comparison.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void aSlowerRunIsARegressionWhereSpeedIsGated() {
        Gate gate = speeds(.3);

        assertThat(compare(new SeededRun().speed(10, 12), new SeededRun().speed(6, 12), gate)
                        .verdict())
                .isEqualTo(Verdict.REGRESSION);
        assertThat(compare(new SeededRun().speed(10, 12), new SeededRun().speed(9, 12), gate)
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void fourBatchesAndASpeedOfAnotherMachineCannotTell() {
        Row few = row(
                compare(new SeededRun().speed(10, 4), new SeededRun().speed(2, 4), speeds(.3)), "protect_images_per_s");
        Row elsewhere = row(
                compare(new SeededRun(), new SeededRun().speed(2, 12).info(ComparisonTest::elsewhere), speeds(.3)),
                "protect_images_per_s");

        assertThat(few.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(few.needed()).hasValue(5);
        assertThat(elsewhere.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(elsewhere.why()).isEqualTo("measured on another machine");
    }

    @Test
    void aMissingSpeedIsARegressionOnlyWhereSpeedIsGated() {
        SeededRun without = new SeededRun()
                .metrics(values -> values.stream()
                        .filter(value -> !value.unit().equals("1/s"))
                        .toList());

        assertThat(compare(new SeededRun(), without, all()).verdict()).isEqualTo(Verdict.PASS);
        assertThat(compare(new SeededRun(), without, speeds(.3)).verdict()).isEqualTo(Verdict.REGRESSION);
    }

    @Test
    void theHeadlineIsThePhotoAndTheWorstCountermeasure() {
        SeededRun run =
                new SeededRun().alignments(Alignment.CROP, Alignment.PHOTO).countermeasures("none", "blur-1");
        RunRecord record = run.at(folder.resolve("ladder"));
        Gate headline = gate(
                1e-5,
                List.of(new Rule(
                        "rank1_untargeted",
                        MARGIN,
                        Map.of(
                                Selector.ALIGNMENT, Set.of(Gate.HEADLINE),
                                Selector.COUNTERMEASURE, Set.of(Gate.HEADLINE)))),
                new Gate.Throughput(false, .3));

        Comparison comparison = Comparison.of(record, record, headline);

        List<Row> gated = comparison.gated(Verdict.PASS);
        assertThat(gated).hasSize(1);
        assertThat(gated.get(0).number().cell().alignment()).isEqualTo(Alignment.PHOTO);
        assertThat(gated.get(0).countermeasure()).isEqualTo("worst");
        // Hidden under both countermeasures: the 89 that are so on the last one.
        assertThat(gated.get(0).base()).isEqualTo(.89);
    }

    /** Faces missed under one countermeasure, and a recognizer with thresholds of its own on it. */
    @Test
    void theWorstCountermeasureIsMadeOfAllCountermeasuresAsTheRunMadeIt() {
        SeededRun run = new SeededRun()
                .probes(20)
                .hidden(15)
                .missed(3)
                .countermeasures("none", "jpeg-50", "newer-recognizer")
                .judgedOnTheLastCountermeasureAt(.5, .6, .65, .85, .9);
        RunRecord record = run.at(folder.resolve("ladder"));

        Comparison comparison = Comparison.of(record, record, all());

        List<Row> worst = comparison.gated(Verdict.PASS).stream()
                .filter(row -> row.countermeasure().equals("worst"))
                .toList();
        assertThat(worst.stream().map(row -> row.number().metric()))
                .contains("rank1_untargeted", "rank5_untargeted", "psr_dodging", "tar_at_far", "no_face_rate");
        assertThat(worst)
                .allSatisfy(row -> assertThat(row.base()).isCloseTo(row.number().value(), within(1e-6)));
    }

    @Test
    void aProbeMayBeSteeredToAnotherTarget() {
        Comparison comparison = compare(
                new SeededRun().target("Ann"), new SeededRun().target("Bob").shifted(.001), all());

        assertThat(row(comparison, "psr_impersonation").trials()).isEqualTo(100);
    }

    @Test
    void otherThresholdsAndSettingsAreSaid() {
        Comparison comparison = compare(
                new SeededRun(), new SeededRun().impostors(.1, .2, .3, .35, .5).defense("modified-cloak"), all());

        assertThat(comparison.notes()).anyMatch(note -> note.contains("the threshold of victim at FAR 0.2 differs"));
    }

    @Test
    void numbersThatDoNotFollowFromTheTrialsAreRefused() {
        SeededRun edited = new SeededRun()
                .metrics(values -> values.stream()
                        .map(value -> value.metric().equals("rank1_untargeted") ? edited(value) : value)
                        .toList());

        assertThatThrownBy(() -> compare(new SeededRun(), edited, all()))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("metrics.csv says that rank1_untargeted")
                .hasMessageContaining("run visor verify");
    }

    @Test
    void anUnfinishedRunIsRefused() {
        assertThatThrownBy(() -> compare(new SeededRun(), new SeededRun().status(RunInfo.Status.INTERRUPTED), all()))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("the run is interrupted");
    }

    @Test
    void aGateAboutNothingIsRefused() {
        assertThatThrownBy(() -> compare(new SeededRun(), new SeededRun(), rules("psnr")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("gates no number of");
        Gate misspelt = gate(
                0,
                List.of(new Rule("ssim", .01, Map.of(Selector.DEFENSE, Set.of("cloke")))),
                new Gate.Throughput(false, .3));
        assertThatThrownBy(() -> compare(new SeededRun(), new SeededRun(), misspelt))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("rule 1 is limited to defense \"cloke\"")
                .hasMessageContaining("it has cloak");
    }

    /** Every rate of the committed records is what their trials, asked one by one, say. */
    @ParameterizedTest
    @CsvSource({"lfw-verification, edgeface_xxs, 1", "lfw-tipim-100, edgeface_xxs, 400"})
    void aReferenceRecordPassesAgainstItself(String name, String model, int rows) {
        RunRecord run = new RunRecord(Home.PATH.resolve("results/reference").resolve(name));
        Gate gate = gate(
                0,
                Comparison.metrics().stream()
                        .map(metric -> new Rule(metric, MARGIN, Map.of(Selector.MODEL, Set.of(model))))
                        .toList(),
                new Gate.Throughput(false, .3));

        Comparison comparison = Comparison.of(run, run, gate);

        assertThat(comparison.verdict()).isEqualTo(Verdict.PASS);
        assertThat(comparison.gated(Verdict.PASS)).hasSizeGreaterThanOrEqualTo(rows);
    }

    /** DIM and MT-DIM of one run, on the same photos, surrogates and models. */
    @Test
    void twoDefensesOfOneRunAreComparedByTheNumbersThatEachHas() {
        RunRecord run = new RunRecord(Home.PATH.resolve("results/reference/lfw-tipim-100"));
        Rule rule = new Rule("rank1_untargeted", MARGIN, Map.of(Selector.DEFENSE, Set.of("dim")));
        Gate gate = gate(0, List.of(rule), new Gate.Throughput(false, .3));
        Map<String, Double> own = new HashMap<>();
        for (MetricValue number : run.metrics()) {
            own.put(number.cell().id() + number.metric(), number.value());
        }

        List<Row> rows = Comparison.of(run, run, gate, Map.of("dim", "mt-dim")).rows().stream()
                .filter(row -> row.number().cell().defense().equals("dim"))
                .filter(row -> row.number().metric().equals("rank1_untargeted"))
                .filter(row -> row.counterpart().isPresent())
                .toList();

        assertThat(rows).hasSizeGreaterThan(10).allSatisfy(row -> {
            Cell other = row.counterpart().orElseThrow();
            assertThat(other.defense()).isEqualTo("mt-dim");
            assertThat(other.model()).isEqualTo(row.number().cell().model());
            assertThat(row.base()).isEqualTo(own.get(row.number().cell().id() + row.metric()));
        });
        assertThat(rows).anySatisfy(row -> assertThat(row.now()).isNotEqualTo(OptionalDouble.of(row.base())));
    }

    @Test
    void aDefenseThatTheRunDoesNotHaveIsNamedWithThoseThatItHas() {
        RunRecord run = new SeededRun().at(folder.resolve("run"));

        assertThatThrownBy(() -> Comparison.of(run, run, all(), Map.of("cloak", "cloke")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("has no defense \"cloke\" to compare; it has cloak");
        assertThatThrownBy(() -> Comparison.of(run, run, all(), Map.of("cloke", "cloak")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("has no defense \"cloke\" to compare; it has cloak");
    }

    private Comparison compare(SeededRun base, SeededRun now, Gate gate) {
        return Comparison.of(base.at(folder.resolve("base")), now.at(folder.resolve("new")), gate);
    }

    private static Row row(Comparison comparison, String metric) {
        return comparison.rows().stream()
                .filter(row -> row.number().metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    /** Every metric, everywhere. */
    private static Gate all() {
        return all(1e-5);
    }

    private static Gate all(double sameWithin) {
        return gate(
                sameWithin,
                Comparison.metrics().stream()
                        .map(metric -> new Rule(metric, metric.equals("ssim") ? .01 : MARGIN, Map.of()))
                        .toList(),
                new Gate.Throughput(false, .3));
    }

    private static Gate rules(String metric) {
        return gate(1e-5, List.of(new Rule(metric, MARGIN, Map.of())), new Gate.Throughput(false, .3));
    }

    private static Gate speeds(double margin) {
        return gate(1e-5, List.of(new Rule("ssim", .01, Map.of())), new Gate.Throughput(true, margin));
    }

    private static Gate gate(double sameWithin, List<Rule> rules, Gate.Throughput throughput) {
        return new Gate("gate.yaml", .05, .8, sameWithin, rules, throughput);
    }

    private static MetricValue edited(MetricValue value) {
        return new MetricValue(
                value.cell(),
                value.pairing(),
                value.metric(),
                value.value() + .01,
                value.interval(),
                value.clusterInterval(),
                value.n(),
                value.unit(),
                value.better(),
                value.far());
    }

    @Test
    void otherPhotosUnderTheSameNamesAreSaid() {
        SeededRun base = new SeededRun().info(info -> ofPhotos(info, "a".repeat(64)));

        assertThat(compare(base, new SeededRun().info(info -> ofPhotos(info, "b".repeat(64))), all())
                        .notes())
                .anyMatch(note -> note.startsWith("the photos differ: under the same names"));
        assertThat(compare(base, new SeededRun(), all()).notes()).noneMatch(note -> note.startsWith("the photos"));
    }

    private static RunInfo ofPhotos(RunInfo info, String contents) {
        DatasetEntry data = info.dataset();
        return new RunInfo(
                info.formatVersion(),
                info.edition(),
                info.status(),
                info.started(),
                info.finished(),
                info.suite(),
                info.defenses(),
                info.attacks(),
                info.recognizers(),
                info.detector(),
                new DatasetEntry(data.id(), data.photos(), data.subjects(), data.digest(), contents, Map.of()),
                info.protocol(),
                info.thresholds(),
                info.seeds(),
                info.commit(),
                info.dirty(),
                info.environment(),
                info.counts(),
                info.ledgers(),
                info.warnings(),
                info.files());
    }

    private static RunInfo elsewhere(RunInfo info) {
        return new RunInfo(
                info.formatVersion(),
                info.edition(),
                info.status(),
                info.started(),
                info.finished(),
                info.suite(),
                info.defenses(),
                info.attacks(),
                info.recognizers(),
                info.detector(),
                info.dataset(),
                info.protocol(),
                info.thresholds(),
                info.seeds(),
                info.commit(),
                info.dirty(),
                new Environment("17", "Linux", "another processor", 64, "PyTorch", "2.7.1", "cpu", 2, ""),
                info.counts(),
                info.ledgers(),
                info.warnings(),
                info.files());
    }
}
