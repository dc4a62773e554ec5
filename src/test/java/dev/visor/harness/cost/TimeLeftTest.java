package dev.visor.harness.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Digest;
import dev.visor.harness.cost.WorkPlan.Part;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a run still takes: four parts of ten cells each, the first of which judges none. */
class TimeLeftTest {

    @Test
    void beforeAnythingIsDoneItIsWhatThePlanExpects() {
        TimeLeft left = new TimeLeft(plan(100., 100., 100., 100.));

        assertThat(left.left(0).orElseThrow()).isEqualTo(400);
        assertThat(left.left(30).orElseThrow()).isEqualTo(370);
    }

    @Test
    void whatTookTwiceAsLongAsExpectedDoublesTheRest() {
        TimeLeft left = new TimeLeft(plan(100., 100., 100., 100.));

        left.judged(0, 200);

        assertThat(left.left(200).orElseThrow()).isEqualTo(600);
        assertThat(left.left(350).orElseThrow()).isEqualTo(450);
    }

    @Test
    void aPartThatWasStoredTellsNothingOfThePace() {
        TimeLeft left = new TimeLeft(plan(100., 100., 100., 100.));

        left.judged(0, 1);
        left.judged(10, 2);

        assertThat(left.left(2).orElseThrow()).isEqualTo(200);
    }

    @Test
    void aPartThatTakesLongerThanExpectedLeavesTheOthersToCome() {
        TimeLeft left = new TimeLeft(plan(100., 100., 100., 100.));

        assertThat(left.left(150).orElseThrow()).isEqualTo(300);
    }

    @Test
    void aPartThatWasNeverMeasuredIsTakenForTheMeanOfThoseThatAreDone() {
        TimeLeft left = new TimeLeft(plan(100., 100., null, null));

        assertThat(left.left(0)).isEmpty();
        left.judged(0, 40);
        left.judged(10, 100);

        assertThat(left.left(100).orElseThrow()).isCloseTo(100, within(1e-9));
    }

    @Test
    void nothingIsSaidOfARunThatIsOverOrHasNoPlan() {
        TimeLeft left = new TimeLeft(plan(100., 100., 100., 100.));
        left.judged(30, 400);

        assertThat(left.left(400)).isEmpty();
        assertThat(new TimeLeft(new WorkPlan(List.of())).left(0)).isEmpty();
    }

    private static WorkPlan plan(Double... seconds) {
        return new WorkPlan(
                List.of(part(0, seconds[0]), part(10, seconds[1]), part(10, seconds[2]), part(10, seconds[3])));
    }

    private static Part part(int cells, Double seconds) {
        return new Part(
                "tip-im",
                cells,
                List.of(new WorkUnit(
                        "protect",
                        "tip-im",
                        Digest.of("tip-im"),
                        8,
                        1,
                        "any",
                        List.of(),
                        Optional.ofNullable(seconds),
                        true)),
                1);
    }
}
