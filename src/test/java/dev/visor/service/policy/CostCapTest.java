package dev.visor.service.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostCapTest {

    private static final int WORKERS = 16;

    @TempDir
    private Path folder;

    /** With a cap of one there is one moment to get it wrong in; so there are many caps. */
    @Test
    void workersThatReserveAtTheSameMomentGetNoMoreThanThereIs() {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            for (int round = 0; round < 200; round++) {
                AtomicInteger reserved = new AtomicInteger();
                CyclicBarrier together = new CyclicBarrier(WORKERS);
                try (CostCap spending = new CostCap(folder.resolve(round + ".spending"), .001, 1, 1)) {
                    List<CompletableFuture<Void>> all = IntStream.range(0, WORKERS)
                            .mapToObj(i -> CompletableFuture.runAsync(
                                    () -> {
                                        await(together);
                                        reserved.addAndGet(spending.reserve() ? 1 : 0);
                                    },
                                    workers))
                            .toList();
                    all.forEach(CompletableFuture::join);
                }
                assertThat(reserved).as("round %d", round).hasValue(1);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReservationIsInTheFileBeforeAnybodyIsToldOfIt() throws IOException {
        Path file = folder.resolve("x.spending");
        try (CostCap spending = new CostCap(file, .001, 3, 1)) {
            assertThat(spending.reserve()).isTrue();
            assertThat(Files.readAllLines(file)).containsExactly("reserved 1000");
            assertThat(spending.reserve()).isTrue();
            spending.giveBack();
            assertThat(Files.readAllLines(file)).containsExactly("reserved 1000", "reserved 1000", "returned 1000");
        }
        try (CostCap after = new CostCap(file, .001, 3, 1)) {
            assertThat(after.calls()).isEqualTo(2);
            assertThat(after.reserve()).isTrue();
            assertThat(after.reserve()).isFalse();
        }
    }
}
