package dev.visor.metric.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Pairing;
import dev.visor.core.SampleCells;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AhmScoreTest {

    private static final String SSIM = "recovered_ssim";
    private static final String DISTANCE = "inversion_feature_distance";

    /** Distances .2, .4 and .6 are cosines .9, .8 and .7, on average .8; distances 1, 1.2 and 1.7 are .5, .4 and .15, on average .35. */
    private static final List<MetricValue> AHM = List.of(
            value("ahm", "look", "-", SSIM, .7),
            value("ahm", "look", "a", DISTANCE, .2),
            value("ahm", "look", "b", DISTANCE, .4),
            value("ahm", "look", "c", DISTANCE, .6),
            value("ahm", "unet", "-", SSIM, .25),
            value("ahm", "unet", "a", DISTANCE, 1),
            value("ahm", "unet", "b", DISTANCE, 1.2),
            value("ahm", "unet", "c", DISTANCE, 1.7));

    @Test
    void eachLevelIsTheMeanOfSsimAndCosineAndTheScoreWeighsThemFourToSix() {
        List<MetricValue> scores = AhmScore.of(AHM, "look", "unet");

        assertThat(scores).extracting(MetricValue::metric).containsExactly("ahm_visual", "ahm_attack", "ahm_score");
        assertThat(scores.get(0).value()).isCloseTo(.75, within(1e-12));
        assertThat(scores.get(1).value()).isCloseTo(.3, within(1e-12));
        // .4 x .75 + .6 x .3
        assertThat(scores.get(2).value()).isCloseTo(.48, within(1e-12));
        assertThat(scores)
                .allSatisfy(score -> assertThat(score.better()).isEqualTo(Better.LOWER))
                .allSatisfy(score -> assertThat(score.cell().attack()).isEqualTo("-"))
                .allSatisfy(score -> assertThat(score.cell().judge()).isEqualTo("-"))
                .allMatch(AhmScore::made);
        assertThat(AHM).noneMatch(AhmScore::made);
    }

    @Test
    void otherDefensesSeedsPairingsAttacksAndMetricsDoNotCount() {
        List<MetricValue> among = new ArrayList<>(AHM);
        among.add(value("ahm", 2, "look", "a", Pairing.RECONSTRUCTED_CLEAN, DISTANCE, 4));
        among.add(value("ahm", 1, "unet", "a", Pairing.BASELINE_CLEAN, DISTANCE, 4));
        among.add(value("ahm", "gmi", "a", DISTANCE, 4));
        among.add(value("ahm", "look", "-", "recovered_psnr", 30));
        among.add(value("none", "look", "a", DISTANCE, 4));

        assertThat(AhmScore.of(among, "look", "unet")).isEqualTo(AhmScore.of(AHM, "look", "unet"));
    }

    @Test
    void everyDefenseHasItsOwn() {
        List<MetricValue> both = new ArrayList<>(AHM);
        both.add(value("none", "look", "-", SSIM, 1));
        both.add(value("none", "look", "a", DISTANCE, 0));
        both.add(value("none", "unet", "-", SSIM, .5));
        both.add(value("none", "unet", "a", DISTANCE, 2));

        List<MetricValue> scores = AhmScore.of(both, "look", "unet");

        assertThat(scores).hasSize(6);
        assertThat(scores.subList(3, 6))
                .allSatisfy(score -> assertThat(score.cell().defense()).isEqualTo("none"))
                .extracting(MetricValue::value)
                // What is not hidden has 1; distance 2 is cosine 0; .4 x 1 + .6 x .25.
                .containsExactly(1., .25, .55);
    }

    @Test
    void aDefenseThatWasOnlyLookedAtHasNone() {
        assertThat(AhmScore.of(AHM.subList(0, 4), "look", "unet")).isEmpty();
        assertThat(AhmScore.of(AHM.subList(0, 5), "look", "unet")).isEmpty();
        assertThat(AhmScore.of(AHM.subList(4, 8), "look", "unet")).isEmpty();
    }

    private static MetricValue value(String defense, String attack, String judge, String metric, double value) {
        return value(defense, 1, attack, judge, Pairing.RECONSTRUCTED_CLEAN, metric, value);
    }

    private static MetricValue value(
            String defense, long seed, String attack, String judge, Pairing pairing, String metric, double value) {
        return MetricValue.plain(
                SampleCells.inversion(defense, attack, AttackerAccess.LEAKED_DATA, "m", judge, "orl", seed),
                pairing,
                metric,
                value,
                60,
                "any",
                Better.LOWER);
    }
}
