package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that holds one GiB, and tasks of three GiB each. */
@Timeout(60)
class MemoryLimitTest {

    private static final long GIB = 1L << 30;

    private final AtomicLong held = new AtomicLong(GIB);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final ExecutorService lanes = Executors.newFixedThreadPool(4);

    @AfterEach
    void close() {
        lanes.shutdownNow();
    }

    @Test
    void asManyRunAsThereIsRoomFor() throws Exception {
        assertThat(run(limit(7 * GIB), pairs(8, 3 * GIB))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);

        assertThat(most).hasValue(2);
        assertThat(told)
                .containsExactly(
                        "memory: 1.0 GiB before any task, up to 3.0 GiB for each: within 7.0 GiB (--memory) fewer"
                                + " run side by side");
    }

    @Test
    void withRoomForAllTheyRunTogether() throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);

        run(limit(13 * GIB), Collections.nCopies(4, () -> {
            held.addAndGet(3 * GIB);
            return together.await(20, TimeUnit.SECONDS);
        }));

        assertThat(told).isEmpty();
    }

    @Test
    void aTaskThatAloneTakesMoreRunsAndIsToldOfOnce() throws Exception {
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tasks.add(task(i, 3 * GIB, () -> await(() -> told.size() == 2)));
        }

        assertThat(run(limit(2 * GIB), tasks)).containsExactly(0, 1, 2, 3);

        assertThat(most).hasValue(1);
        assertThat(told)
                .hasSize(2)
                .anyMatch(sentence ->
                        sentence.equals("memory: 4.0 GiB are held, more than the limit of 2.0 GiB (--memory),"
                                + " and nothing runs side by side; the run goes on"));
    }

    @Test
    void whatIsKeptAfterATaskIsNotCountedTwice() throws Exception {
        MemoryLimit limit = limit(7 * GIB);
        run(limit, pairs(4, 3 * GIB));
        // The allocator keeps what two tasks took; the next two take the same again.
        held.set(7 * GIB);
        most.set(0);

        run(limit, pairs(6, 0));

        assertThat(most).hasValue(2);
    }

    @Test
    void aTaskThatFailsGivesItsRoomBack() {
        MemoryLimit limit = limit(4 * GIB);

        assertThatThrownBy(() -> run(limit, List.of(failing()))).hasMessageContaining("out of luck");

        assertThat(lanes.submit(
                        limit.within(List.of(task(5, 3 * GIB, () -> {}))).get(0)))
                .succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void whatIsHeldWhereNothingRunsSideBySideIsToldToo() throws Exception {
        limit(2 * GIB).during(() -> {
            held.set(5 * GIB);
            while (told.isEmpty()) {
                Thread.onSpinWait();
            }
        });

        assertThat(told)
                .containsExactly("memory: 5.0 GiB are held, more than the limit of 2.0 GiB (--memory),"
                        + " and nothing runs side by side; the run goes on");
    }

    @Test
    void withoutALimitTasksStayAsTheyAre() {
        List<Callable<Integer>> tasks = List.of(task(1, GIB, () -> {}));

        assertThat(MemoryLimit.none().within(tasks)).isSameAs(tasks);
    }

    private MemoryLimit limit(long bytes) {
        return new MemoryLimit(bytes, held::get, told::add, Duration.ofMillis(1));
    }

    /** Tasks that end in pairs, and not before somebody was told to wait. */
    private List<Callable<Integer>> pairs(int count, long bytes) {
        CyclicBarrier two = new CyclicBarrier(2);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(task(i, bytes, () -> {
                two.await(20, TimeUnit.SECONDS);
                await(() -> !told.isEmpty());
            }));
        }
        return tasks;
    }

    private List<Integer> run(MemoryLimit limit, List<Callable<Integer>> tasks) throws Exception {
        List<Integer> results = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        limit.during(() -> {
            try {
                results.addAll(results(limit, tasks));
            } catch (Exception e) {
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return results;
    }

    private List<Integer> results(MemoryLimit limit, List<Callable<Integer>> tasks) throws Exception {
        List<Integer> results = new ArrayList<>();
        for (Future<Integer> each : lanes.invokeAll(limit.within(tasks))) {
            try {
                results.add(each.get());
            } catch (ExecutionException e) {
                throw (Exception) e.getCause();
            }
        }
        return results;
    }

    private Callable<Integer> task(int number, long bytes, Work work) {
        return () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            held.addAndGet(bytes);
            try {
                work.run();
            } finally {
                held.addAndGet(-bytes);
                running.decrementAndGet();
            }
            return number;
        };
    }

    /** What a task does while it holds its memory. */
    private interface Work {

        void run() throws Exception;
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(2);
        }
    }

    private static Callable<Integer> failing() {
        return () -> {
            throw new IllegalStateException("out of luck");
        };
    }
}
