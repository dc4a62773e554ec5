package dev.visor.audit.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.audit.ForgedRun;
import dev.visor.audit.claims.Judged.Decision;
import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.expectation.Claim;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.RunRecord;
import dev.visor.stats.Wilson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dozen probes can say to a claim, and what they cannot. */
class ClaimJudgeTest {

    @TempDir
    private Path folder;

    private RunRecord record;

    @BeforeEach
    void writeARecord() {
        record = ForgedRun.in(folder.resolve("run"));
    }

    @Test
    void aClaimWhoseBoundLiesBelowTheIntervalIsSupported() {
        Judged judged = judged(claim(ForgedRun.PERTURBATION, Access.WHITE_BOX, Claim.Over.EACH, new Claim.AtLeast(.1)));

        assertThat(judged.decision()).isEqualTo(Decision.SUPPORTED);
        assertThat(judged.because()).startsWith("cloak on one against one ").endsWith("n = 12, claimed at least 0.1");
    }

    @Test
    void aClaimWhoseBoundLiesAboveTheIntervalIsRefuted() {
        assertThat(judged(claim("none", Access.NONE, Claim.Over.MEAN, new Claim.AtLeast(.9)))
                        .decision())
                .isEqualTo(Decision.REFUTED);
        assertThat(judged(claim(ForgedRun.PERTURBATION, Access.WHITE_BOX, Claim.Over.EACH, new Claim.AtMost(.1)))
                        .decision())
                .isEqualTo(Decision.REFUTED);
    }

    @Test
    void aClaimInsideTheIntervalCannotBeDecidedAndSaysWhatWould() {
        Judged judged =
                judged(claim(ForgedRun.PERTURBATION, Access.WHITE_BOX, Claim.Over.EACH, new Claim.AtLeast(.85)));

        assertThat(judged.decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(judged.decision().word()).isEqualTo("not decidable with this n");
        assertThat(judged.because()).matches(".* about [0-9,]+ probes would tell, if all stays as it is");
    }

    @Test
    void aClaimAboutWhatWasNotRunIsNotMeasured() {
        Claim elsewhere = claim("fawkes", Access.BLACK_BOX, Claim.Over.EACH, new Claim.AtLeast(.5));
        Claim beside = claim(ForgedRun.PERTURBATION, Access.BLACK_BOX, Claim.Over.EACH, new Claim.Above("fawkes"));

        assertThat(judged(elsewhere).decision()).isEqualTo(Decision.NOT_MEASURED);
        assertThat(judged(beside).decision()).isEqualTo(Decision.NOT_MEASURED);
    }

    @Test
    void aDefenseIsHeldAgainstAnotherOnTheSameProbes() {
        Claim above = claim(ForgedRun.PERTURBATION, Access.WHITE_BOX, Claim.Over.EACH, new Claim.Above("none"));
        Claim below = claim("none", Access.NONE, Claim.Over.EACH, new Claim.Above(ForgedRun.PERTURBATION));
        Claim itself = claim("none", Access.NONE, Claim.Over.EACH, new Claim.Above("none"));

        assertThat(judged(above).decision()).isEqualTo(Decision.SUPPORTED);
        assertThat(judged(above).because()).contains("probes only here, ").contains("McNemar p = ");
        assertThat(judged(below).decision()).isEqualTo(Decision.NOT_MEASURED);
        assertThat(judged(itself).decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(judged(itself).because()).endsWith("no number of probes would tell, if all stays as it is");
    }

    @Test
    void theMeansOfTwoDefensesAreHeldAgainstEachOtherBySubjects() {
        Judged judged =
                judged(claim(ForgedRun.PERTURBATION, Access.BLACK_BOX, Claim.Over.MEAN, new Claim.Above("none")));

        assertThat(judged.decision()).isIn(Decision.SUPPORTED, Decision.UNDECIDED);
        assertThat(judged.because())
                .startsWith("difference of the means of 1 cells +0.")
                .contains("12 subjects");
    }

    @Test
    void everyAlignmentAndCountermeasureIsJudgedByItself() {
        Claim claim = new Claim(
                "all",
                "",
                new Claim.Source("", ""),
                "rank1_untargeted",
                Pairing.PROTECTED_CLEAN,
                Optional.empty(),
                new Claim.Cells(
                        "faces",
                        ForgedRun.PERTURBATION,
                        List.of(),
                        "search",
                        List.of(),
                        Optional.of(Access.WHITE_BOX),
                        List.of(Alignment.CROP, Alignment.PHOTO),
                        List.of("none", "jpeg", "worst")),
                Claim.Over.EACH,
                new Claim.AtLeast(.1));

        assertThat(new ClaimJudge(record).of(claim))
                .extracting(judged -> judged.alignment().word() + "/" + judged.countermeasure())
                .containsExactly("crop/none", "crop/jpeg", "crop/worst", "photo/none", "photo/jpeg", "photo/worst");
    }

    @Test
    void theOutcomesOfTheProbesAddUpToTheMetricOnEveryCountermeasure() {
        Outcomes outcomes = new Outcomes(record);
        List<MetricValue> rates = record.metrics().stream()
                .filter(value -> value.unit().equals("rate"))
                .filter(value -> !value.metric().endsWith("_fte"))
                .toList();

        assertThat(rates).hasSizeGreaterThan(60).allSatisfy(rate -> {
            double mean = outcomes.of(rate.cell(), about(rate)).values().stream()
                    .mapToDouble(Outcomes.Score::value)
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(rate.value(), within(1e-6));
        });
    }

    @Test
    void aMeanOfWhatHasNoValueAProbeIsTheUsersMistake() {
        Claim claim = new Claim(
                "odd",
                "",
                new Claim.Source("", ""),
                "ssim",
                Pairing.PROTECTED_CLEAN,
                Optional.empty(),
                new Claim.Cells(
                        "faces",
                        "cloak",
                        List.of(),
                        "-",
                        List.of(),
                        Optional.empty(),
                        List.of(Alignment.CROP),
                        List.of("none")),
                Claim.Over.MEAN,
                new Claim.AtLeast(.5));

        assertThatThrownBy(() -> new ClaimJudge(record).of(claim))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("claim odd: ssim has no value a probe");
    }

    @Test
    void asManyProbesAsItSaysWouldDecide() {
        Finding finding = BoundJudge.of("it", .9, Wilson.interval(9, 10), 10, true, new Claim.AtLeast(.8));

        assertThat(finding.decision()).isEqualTo(Decision.UNDECIDED);
        long n = finding.probesNeeded();
        assertThat(Wilson.interval(Math.round(.9 * n), n).low()).isGreaterThanOrEqualTo(.8);
        assertThat(Wilson.interval(Math.round(.9 * n / 2), n / 2).low()).isLessThan(.8);
    }

    @Test
    void aMeanNeedsFourTimesTheProbesForHalfTheInterval() {
        Finding finding = BoundJudge.of("it", .75, new Interval(.5, 1), 25, false, new Claim.AtLeast(.625));

        assertThat(finding.probesNeeded()).isEqualTo(100);
    }

    @Test
    void aValueThatIsTheBoundItselfIsNeverDecided() {
        Finding finding = BoundJudge.of("it", .8, Wilson.interval(8, 10), 10, true, new Claim.AtLeast(.8));

        assertThat(finding.decision()).isEqualTo(Decision.UNDECIDED);
        assertThat(finding.probesNeeded()).isZero();
    }

    @Test
    void aRangeIsSupportedOnlyByAnIntervalInsideIt() {
        Claim.Within range = new Claim.Within(.4, .6);

        assertThat(BoundJudge.of("", .5, new Interval(.45, .55), 9, false, range)
                        .decision())
                .isEqualTo(Decision.SUPPORTED);
        assertThat(BoundJudge.of("", .5, new Interval(.35, .55), 9, false, range)
                        .decision())
                .isEqualTo(Decision.UNDECIDED);
        assertThat(BoundJudge.of("", .7, new Interval(.65, .75), 9, false, range)
                        .decision())
                .isEqualTo(Decision.REFUTED);
    }

    private Judged judged(Claim claim) {
        return new ClaimJudge(record).of(claim).get(0);
    }

    private static Claim claim(String defense, Access access, Claim.Over over, Claim.Bound bound) {
        return new Claim(
                "a-claim",
                "",
                new Claim.Source("", ""),
                "rank1_untargeted",
                Pairing.PROTECTED_CLEAN,
                Optional.empty(),
                new Claim.Cells(
                        "faces",
                        defense,
                        List.of(),
                        "search",
                        List.of(),
                        Optional.of(access),
                        List.of(Alignment.CROP),
                        List.of("none")),
                over,
                bound);
    }

    /** A claim about a row's metric. */
    private static Claim about(MetricValue row) {
        Optional<Far> far = row.far();
        return new Claim(
                "row",
                "",
                new Claim.Source("", ""),
                row.metric(),
                row.pairing(),
                far,
                new Claim.Cells("", "", List.of(), "", List.of(), Optional.empty(), List.of(), List.of()),
                Claim.Over.EACH,
                new Claim.AtLeast(0));
    }
}
