package dev.visor.attack.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Asking the same face many times. */
class QueryAveragingTest {

    @Test
    void whatAQuestionComputedIsGoneBeforeTheNextAndTheFacesStay() {
        List<NDArray> computed = new ArrayList<>();
        List<Boolean> gone = new ArrayList<>();
        List<Float> answers = new ArrayList<>();
        try (Compute compute = Compute.open("cpu");
                NDManager manager = compute.manager().newSubManager()) {
            NDArray faces = manager.ones(new Shape(2, 3));

            QueryAveraging.ask(
                    faces,
                    3,
                    asked -> {
                        gone.add(computed.stream().allMatch(NDArray::isReleased));
                        NDArray large = asked.add(computed.size());
                        computed.add(large);
                        return large.sum(new int[] {1});
                    },
                    answer -> answers.add(answer[1]));

            assertThat(faces.isReleased()).isFalse();
            assertThat(faces.getManager()).isSameAs(manager);
        }
        assertThat(gone).containsExactly(true, true, true);
        assertThat(answers).containsExactly(3f, 6f, 9f);
    }
}
