package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.tensor.Convolver.Answer;
import dev.visor.tensor.Convolver.Geometry;
import dev.visor.tensor.Convolver.Given;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ConvolutionCheckTest {

    private static final Convolver RIGHT = new PlainConvolution();
    private static final ConvolutionCheck CHECK = new ConvolutionCheck();

    /** Right, but for what a part of the answer is made into at one of the calls. */
    private static Convolver faulty(int call, Function<Answer, float[]> part, float value) {
        AtomicInteger calls = new AtomicInteger();
        return (geometry, given) -> {
            Answer answer = RIGHT.convolve(geometry, given);
            if (calls.getAndIncrement() == call) {
                float[] values = part.apply(answer);
                values[values.length - 1] = value;
            }
            return answer;
        };
    }

    @Test
    void whatIsRightPasses() {
        assertThat(CHECK.fault(RIGHT, 1)).isEmpty();
    }

    @Test
    void theEngineOfThisMachinePassesOrIsKeptFromWhatItDoesWrong() {
        try (Compute compute = Compute.open("cpu")) {
            assertThat(compute.recheck()).isEmpty();
        }
    }

    @Test
    void oneWrongValueInAnyPartIsFoundAndNamed() {
        assertThat(CHECK.fault(faulty(0, Answer::output, 7), 1).orElseThrow())
                .startsWith("convolving 4 images of 3 x 24 x 24 with 16 filters of 3 x 3")
                .contains("the output is 7.0 instead of");
        assertThat(CHECK.fault(faulty(3, Answer::images, 7), 1).orElseThrow())
                .contains("the gradient of the images is 7.0 instead of");
        assertThat(CHECK.fault(faulty(6, Answer::filters, 1000), 1).orElseThrow())
                .contains("the gradient of the filters is 1000.0 instead of");
    }

    @Test
    void whatIsNoNumberIsFound() {
        assertThat(CHECK.fault(faulty(2, Answer::filters, Float.NaN), 1)).isPresent();
        assertThat(CHECK.fault(faulty(2, Answer::output, Float.NEGATIVE_INFINITY), 1))
                .isPresent();
    }

    @Test
    void aFaultThatShowsOnlyTheThirdTimeIsFoundInTheThirdRound() {
        Convolver now = faulty(2 * ConvolutionCheck.size() + 4, Answer::output, Float.NaN);
        assertThat(CHECK.fault(now, 3)).isPresent();
    }

    @Test
    void aWrongPaddingOrStrideIsFound() {
        assertThat(CHECK.fault((geometry, given) -> RIGHT.convolve(flat(geometry), given), 1))
                .isPresent();
    }

    private static Geometry flat(Geometry right) {
        return new Geometry(
                right.batch(),
                right.in(),
                right.out(),
                right.side(),
                right.kernel(),
                right.stride(),
                0,
                right.groups());
    }

    @Test
    void theDefinitionGivesWhatIsWorkedOutByHand() {
        // Two pixels a side, one filter of 1 2 / 3 4 on the padded image.
        Answer answer = RIGHT.convolve(
                new Geometry(1, 1, 1, 2, 2, 2, 1, 1),
                new Given(new float[] {1, 2, 3, 4}, new float[] {1, 2, 3, 4}, new float[] {1, 10, 100, 1000}));

        assertThat(answer.output()).containsExactly(4, 6, 6, 4);
        assertThat(answer.images()).containsExactly(4, 30, 200, 1000);
        assertThat(answer.filters()).containsExactly(4000, 300, 20, 1);
    }
}
