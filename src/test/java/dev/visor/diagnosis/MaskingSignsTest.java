package dev.visor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.metric.evaluation.ProbeOutcomes;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.entry.Ledger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each sign, where it must be seen and where it must not. */
class MaskingSignsTest {

    /** Ten more probes protected than {@link #NONE}: p is 2/1024 by McNemar. */
    private static final String ALL = "++++++++++";

    private static final String NONE = "..........";

    /** Five more than none: p is 1/16. */
    private static final String HALF = "+++++.....";

    @Test
    void lostGradientsAreSeenFromMoreThanOneInAHundred() {
        assertThat(zeroGradients(11)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("zero-gradients");
            assertThat(warning.message()).contains("mim on a+b lost 1.1 % of 1000 gradients");
        });
        assertThat(zeroGradients(10)).isEmpty();
    }

    private static List<Warning> zeroGradients(long zero) {
        return new MaskingSigns(
                        List.of(),
                        List.of(
                                new Ledger("none", List.of(), 0, 0, 0),
                                new Ledger("mim", List.of("a", "b"), 2000, 1000, 1, zero, false)),
                        new ProbeOutcomes(),
                        false)
                .raised();
    }

    @Test
    void aBlackBoxThatIsBeatenMoreOftenThanTheSurrogateIsSeen() {
        Judged odd = new Judged()
                .control("net", NONE)
                .control("other", NONE)
                .whiteBox("mim", NONE)
                .blackBox("mim", ALL);
        Judged sound = new Judged()
                .control("net", NONE)
                .control("other", NONE)
                .whiteBox("mim", ALL)
                .blackBox("mim", HALF);

        assertThat(signs(odd)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("black-box-beats-white-box");
            assertThat(warning.message())
                    .contains("mim on net protects better from other")
                    .contains("rank1_untargeted 100.0 % against 0.0 % of 10 probes, p 0.002");
        });
        assertThat(signs(sound)).isEmpty();
    }

    @Test
    void aBlackBoxThatRecognizedNobodyUnprotectedProvesNothing() {
        Judged weak = new Judged()
                .control("net", NONE)
                .control("other", ALL)
                .whiteBox("mim", NONE)
                .blackBox("mim", ALL);

        assertThat(signs(weak)).isEmpty();
    }

    @Test
    void aCurveThatFallsWithEpsilonIsSeen() {
        RunInfo.Entry small = mim("small", "0.02", 50, "0.01");
        RunInfo.Entry large = mim("large", "0.04", 50, "0.01");

        assertThat(signs(new Judged().whiteBox("small", ALL).whiteBox("large", NONE), large, small))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo("epsilon-not-monotone");
                    assertThat(warning.message()).contains("small on net protects better than large");
                });
        assertThat(signs(new Judged().whiteBox("small", NONE).whiteBox("large", ALL), large, small))
                .isEmpty();
        assertThat(signs(new Judged().whiteBox("small", HALF).whiteBox("large", NONE), large, small))
                .as("5 of 10 probes may be chance")
                .isEmpty();
    }

    @Test
    void entriesThatDifferInMoreThanEpsilonAreNoCurve() {
        RunInfo.Entry small = mim("small", "0.02", 50, "0.01");
        RunInfo.Entry other = mim("other-step", "0.04", 50, "0.005");

        assertThat(signs(new Judged().whiteBox("small", ALL).whiteBox("other-step", NONE), small, other))
                .isEmpty();
    }

    @Test
    void aLargeEpsilonThatLeavesTheSurrogateUnharmedIsSeen() {
        RunInfo.Entry large = mim("large", Double.toString(32 / 255.), 50, "0.01");

        assertThat(signs(new Judged().whiteBox("large", HALF), large))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo("largest-epsilon-falls-short");
                    assertThat(warning.message())
                            .contains("large on net reaches rank1_untargeted 50.0 % of 10 probes at epsilon 32/255");
                });
        assertThat(signs(new Judged().whiteBox("large", "+++++++++."), large))
                .as("9 of 10 may be 95 %")
                .isEmpty();
    }

    @Test
    void aSmallEpsilonMayFallShort() {
        assertThat(signs(new Judged().whiteBox("small", NONE), mim("small", Double.toString(16 / 255.), 50, "0.01")))
                .isEmpty();
    }

    @Test
    void oneStepThatBeatsManyIsSeen() {
        RunInfo.Entry one = mim("one", "0.04", 1, "0.04");
        RunInfo.Entry many = mim("many", "0.04", 50, "0.01");

        assertThat(signs(new Judged().whiteBox("one", ALL).whiteBox("many", NONE), many, one))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo("one-step-beats-many");
                    assertThat(warning.message())
                            .contains("one step of one on net protects better than the many of many");
                });
        assertThat(signs(new Judged().whiteBox("one", NONE).whiteBox("many", ALL), many, one))
                .isEmpty();
    }

    @Test
    void iterationsThatStillHelpAreSeen() {
        RunInfo.Entry fifty = mim("fifty", "0.04", 50, "0.01");
        RunInfo.Entry hundred = mim("hundred", "0.04", 100, "0.01");

        assertThat(signs(new Judged().whiteBox("fifty", NONE).whiteBox("hundred", ALL), fifty, hundred))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo("more-iterations-help");
                    assertThat(warning.message()).contains("hundred on net protects better than fifty");
                });
        assertThat(signs(new Judged().whiteBox("fifty", HALF).whiteBox("hundred", ALL), fifty, hundred))
                .isEmpty();
    }

    @Test
    void aRehearsalOfAFewStepsMayBeBeatenByMany() {
        RunInfo.Entry three = mim("three", "0.04", 3, "0.01");
        RunInfo.Entry hundred = mim("hundred", "0.04", 100, "0.01");

        assertThat(signs(new Judged().whiteBox("three", NONE).whiteBox("hundred", ALL), three, hundred))
                .isEmpty();
    }

    @Test
    void severalComparisonsOfASignShareTheirErrorRate() {
        // 7 disagreements: p is 1/64 alone, and 3/64 as the best of three.
        String seven = "+++++++...";
        String six = "++++++....";
        RunInfo.Entry a = mim("a", "0.01", 50, "0.01");
        RunInfo.Entry b = mim("b", "0.02", 50, "0.01");
        RunInfo.Entry c = mim("c", "0.03", 50, "0.01");

        assertThat(signs(new Judged().whiteBox("a", seven).whiteBox("b", NONE), a, b))
                .hasSize(1);
        assertThat(signs(new Judged().whiteBox("a", six).whiteBox("b", NONE), a, b))
                .hasSize(1);
        assertThat(signs(new Judged().whiteBox("a", six).whiteBox("b", NONE).whiteBox("c", six), a, b, c))
                .isEmpty();
    }

    @Test
    void aProbeWithoutAFaceCountsAsNotProtected() {
        RunInfo.Entry small = mim("small", "0.02", 50, "0.01");
        RunInfo.Entry large = mim("large", "0.04", 50, "0.01");

        assertThat(signs(new Judged().whiteBox("small", ALL).whiteBox("large", "??????????"), small, large))
                .hasSize(1);
    }

    private static List<Warning> signs(Judged judged, RunInfo.Entry... entries) {
        return new MaskingSigns(List.of(entries), List.of(), judged.successes(), false).raised();
    }

    private static RunInfo.Entry mim(String id, String epsilon, int iterations, String step) {
        return new RunInfo.Entry(
                id,
                "mim",
                "",
                "",
                "",
                Map.of("epsilon", epsilon, "iterations", Integer.toString(iterations), "step", step),
                "0".repeat(64),
                "c".repeat(64),
                "");
    }
}
