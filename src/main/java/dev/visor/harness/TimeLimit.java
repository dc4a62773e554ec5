package dev.visor.harness;

import dev.visor.core.ContractViolation;
import dev.visor.core.CountedByValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Ends a run when a plug-in takes too long, even one that never returns.
 *
 * <p>Nothing can stop a thread that does not listen. So the run works on a thread of its own, whose calls of plug-ins are timed;
 * when one is overdue, the run has failed, and the thread is left behind with all that it holds: should the call return after
 * all, it goes no further, and it does not keep the process alive.
 */
@CountedByValue("it only ends runs")
public final class TimeLimit {

    /** Milliseconds between two looks at the clock, at least. */
    private static final long LOOK_MILLIS = 500;

    private static final Duration FOREVER = Duration.ofDays(36_500);

    private final Duration limit;
    private final Map<Thread, Call> calls = new ConcurrentHashMap<>();
    private volatile boolean over;

    private record Call(String what, long start) {}

    /** @param limit for each call */
    public TimeLimit(Duration limit) {
        this.limit = limit;
    }

    /** Nobody waits for it to run out. */
    public static TimeLimit none() {
        return new TimeLimit(FOREVER);
    }

    /**
     * Makes a call that is timed.
     *
     * @param what names plug-in and phase, such as {@code defense tip-im, protecting 8 photos}
     */
    public <T> T call(String what, Supplier<T> plugin) {
        calls.put(Thread.currentThread(), new Call(what, System.nanoTime()));
        T result;
        try {
            result = plugin.get();
        } finally {
            calls.remove(Thread.currentThread());
        }
        if (over) {
            throw new ContractViolation(what + ": it returned after the run had been given up");
        }
        return result;
    }

    /** Whether the run has been given up: what still goes on must leave no trace. */
    public boolean over() {
        return over;
    }

    /**
     * Works until done, or until a call within is overdue.
     *
     * @throws ContractViolation if a call took longer than the limit
     */
    public void watch(Runnable work) {
        FutureTask<Void> task = new FutureTask<>(work, null);
        Thread worker = new Thread(task, "run");
        worker.setDaemon(true);
        worker.start();
        while (true) {
            try {
                task.get(Math.max(1, Math.min(LOOK_MILLIS, limit.toMillis() / 2)), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                giveUpIfOverdue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a run was under way", e);
            } catch (ExecutionException e) {
                rethrow(e.getCause());
            }
        }
    }

    private void giveUpIfOverdue() {
        Optional<Call> overdue = calls.values().stream()
                .filter(call -> System.nanoTime() - call.start() > limit.toNanos())
                .findFirst();
        if (overdue.isPresent()) {
            over = true;
            throw new ContractViolation(
                    "%s: it has not returned within the time limit of %s; make its batches cheaper, or allow more with --time-limit"
                            .formatted(overdue.get().what(), words(limit)));
        }
    }

    private static void rethrow(Throwable cause) {
        if (cause instanceof RuntimeException exception) {
            throw exception;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }

    private static String words(Duration duration) {
        return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toMillis() / 1000. + " s";
    }
}
