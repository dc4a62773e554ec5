package dev.visor.service.serve;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Calls that go on when a time is over, and hold no thread until then. */
final class DelayedCalls implements AutoCloseable {

    private final Consumer<CallInFlight> drop;
    private final ScheduledExecutorService later;
    private final Set<CallInFlight> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** Makes the queue, with what becomes of a call that waits when the server stops. */
    DelayedCalls(ThreadFactory threads, Consumer<CallInFlight> drop) {
        this.later = Executors.newSingleThreadScheduledExecutor(threads);
        this.drop = drop;
    }

    /** Goes on after so many milliseconds, at once if there are none. */
    void after(CallInFlight flight, long millis, Runnable on) {
        if (millis <= 0) {
            on.run();
            return;
        }
        waiting.add(flight);
        if (stopped && waiting.remove(flight)) {
            drop.accept(flight);
            return;
        }
        later.schedule(
                () -> {
                    if (waiting.remove(flight)) {
                        on.run();
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** Drops the calls that wait, and those that would from now on. */
    void stop() {
        stopped = true;
        for (CallInFlight flight : waiting) {
            if (waiting.remove(flight)) {
                drop.accept(flight);
            }
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}
