package dev.visor.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ComputeTest {

    @Test
    void aTaskThatRunsBesideOthersHasOneThreadAndIsNotCutFurther() {
        try (Compute compute = Compute.open("cpu", 2)) {
            Callable<List<Integer>> task = () -> {
                try (NDArray product = compute.manager().ones(new Shape(64, 64))) {
                    product.matMul(product).close();
                }
                return List.of(JniUtils.getNumThreads(), compute.lanes());
            };

            for (int round = 0; round < 2; round++) {
                assertThat(compute.sideBySide(2, List.of(task, task))).containsOnly(List.of(1, 1));
                assertThat(JniUtils.getNumThreads()).isEqualTo(compute.threads());
                assertThat(compute.lanes()).isEqualTo(compute.threads());
            }
        }
    }

    @Test
    void aDeviceHasTheThreadsThatItWasOpenedWithWhateverTheOneBeforeHad() {
        int available;
        try (Compute plain = Compute.open("cpu")) {
            available = plain.threads();
        }
        try (Compute three = Compute.open("cpu", 3)) {
            assertThat(three.threads()).isEqualTo(3);
            assertThat(three.lanes()).isEqualTo(3);
            assertThat(three.identity()).contains(", 3 threads, ");
            assertThat(JniUtils.getNumThreads()).isEqualTo(3);
        }
        try (Compute plain = Compute.open("cpu")) {
            assertThat(plain.threads()).isEqualTo(available);
            assertThat(JniUtils.getNumThreads()).isEqualTo(available);
        }
    }

    @Test
    void resultsComeInTheOrderOfTheTasks() {
        try (Compute compute = Compute.open("cpu", 2)) {
            assertThat(compute.sideBySide(2, List.<Callable<Integer>>of(() -> 1, () -> 2, () -> 3)))
                    .containsExactly(1, 2, 3);
        }
    }

    @Test
    void aFailureIsTheCallersOnceAllTasksHaveEnded() {
        AtomicBoolean ended = new AtomicBoolean();
        try (Compute compute = Compute.open("cpu", 2)) {
            List<Callable<Object>> tasks = List.of(
                    () -> {
                        throw new IllegalArgumentException("no");
                    },
                    () -> {
                        double x = 0;
                        for (int i = 0; i < 5_000_000; i++) {
                            x += Math.sin(i);
                        }
                        ended.set(true);
                        return x;
                    });

            assertThatThrownBy(() -> compute.sideBySide(2, tasks))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no");
            assertThat(ended).isTrue();
        }
    }
}
