package dev.visor.report.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.result.RunInfo.Entry;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PixelBudgetTest {

    @Test
    void noiseSpendsItsEpsilonOnEachOfThreeValuesOfAPixel() {
        PixelBudget budget =
                PixelBudget.of(entry("dp-noise", Map.of("epsilon", 16)), 64).orElseThrow();

        assertThat(budget.photo()).isEqualTo(3 * 64 * 64 * 16);
        assertThat(budget.value()).contains("16");
        assertThat(budget.spent()).startsWith("of one use; ");
    }

    @Test
    void slicingSpendsItsBudgetOnEachPixelAndFourOfThemTellOfOneOfThePhoto() {
        PixelBudget budget =
                PixelBudget.of(entry("ldp-slicing", Map.of("budget", 5.2)), 64).orElseThrow();

        assertThat(budget.photo()).isEqualTo(64 * 64 * 5.2);
        assertThat(budget.value()).isEmpty();
        assertThat(budget.spent())
                .startsWith("5.2 on each sliced pixel, of which 4 tell of a pixel of the photo; of one");
    }

    @Test
    void othersSpendNothingThatCouldBeTold() {
        assertThat(PixelBudget.of(entry("dctdp", Map.of("budget", 16)), 64)).isEmpty();
        assertThat(PixelBudget.of(entry("dp-noise", Map.of()), 64)).isEmpty();
    }

    private static Entry entry(String type, Map<String, Object> params) {
        return new Entry(type, type, "A defense.", "somebody", "paper", params, "a".repeat(64), "c".repeat(64), "");
    }
}
