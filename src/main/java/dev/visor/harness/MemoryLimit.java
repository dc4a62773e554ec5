package dev.visor.harness;

import dev.visor.core.CountedByValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Holds back tasks that would run side by side while the process would hold more memory than it may.
 *
 * <p>What a task takes is not known before one has run: the first begins at once, the others when there is room for as much again as each
 * has taken so far at most. One task always runs; where the limit is not kept, that is told, and Java is asked to give back what it no longer needs. Results do not depend on it,
 * as every task runs on one thread wherever its neighbors are.
 */
@CountedByValue("it only decides when tasks begin")
public final class MemoryLimit {

    /** Time between two looks at the memory. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Looks after the start of a task until what it takes counts as known. */
    private static final int SETTLED = 50;

    /** Looks between two collections of what Java needs no longer. */
    private static final int COLLECTING = 50;

    private static final double GIB = 1L << 30;

    private final long limit;
    private final LongSupplier held;
    private final Consumer<String> told;
    private final Duration look;

    private int running;
    private int most;
    private int looksSinceStart;
    private int looksSinceCollection;
    private long before = Long.MAX_VALUE;
    private long peak;
    private boolean toldOfWaiting;
    private boolean toldOfExcess;

    /**
     * A limit on what a process holds.
     *
     * @param limit in bytes
     * @param held tells the bytes that the process holds now
     * @param told takes a sentence when tasks are held back, and when the limit cannot be kept; each once
     */
    public MemoryLimit(long limit, LongSupplier held, Consumer<String> told) {
        this(limit, held, told, LOOK);
    }

    MemoryLimit(long limit, LongSupplier held, Consumer<String> told, Duration look) {
        this.limit = limit;
        this.held = held;
        this.told = told;
        this.look = look;
    }

    /** Nothing is held back. */
    public static MemoryLimit none() {
        return new MemoryLimit(Long.MAX_VALUE, () -> 0, sentence -> {});
    }

    /** Returns the same tasks, each of which waits for room before it begins. */
    public <T> List<Callable<T>> within(List<Callable<T>> tasks) {
        if (limit == Long.MAX_VALUE) {
            return tasks;
        }
        return tasks.stream().map(this::within).toList();
    }

    private <T> Callable<T> within(Callable<T> task) {
        return () -> {
            enter();
            try {
                return task.call();
            } finally {
                leave();
            }
        };
    }

    private synchronized void enter() throws InterruptedException {
        if (running == 0) {
            before = Math.min(before, held.getAsLong());
        }
        while (running > 0 && !hasRoom()) {
            wait(look.toMillis());
        }
        running++;
        most = Math.max(most, running);
        looksSinceStart = 0;
    }

    private synchronized void leave() {
        look();
        looksSinceStart = SETTLED;
        running--;
        notifyAll();
    }

    /** Whether one more task fits in, by what each of those so far has taken at most. */
    private boolean hasRoom() {
        if (looksSinceStart < SETTLED) {
            return false;
        }
        long each = Math.max(0, peak - before) / most;
        if (before + (running + 1) * each <= limit) {
            return true;
        }
        tellOfWaiting(each);
        return false;
    }

    private void tellOfWaiting(long each) {
        if (!toldOfWaiting) {
            toldOfWaiting = true;
            told.accept(String.format(
                    Locale.ROOT,
                    "memory: %.1f GiB before any task, up to %.1f GiB for each: within %.1f GiB (--memory) fewer run side by side",
                    before / GIB,
                    each / GIB,
                    limit / GIB));
        }
    }

    /** Looks at the memory again and again while something runs, side by side or not. */
    public void during(Runnable run) {
        if (limit == Long.MAX_VALUE) {
            run.run();
            return;
        }
        Thread watch = new Thread(this::lookOn, "memory");
        watch.setDaemon(true);
        watch.start();
        try {
            run.run();
        } finally {
            watch.interrupt();
        }
    }

    private synchronized void lookOn() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                wait(look.toMillis());
            }
        } catch (InterruptedException e) {
            // The run is over.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        looksSinceStart++;
        long now = held.getAsLong();
        if (now > limit && looksSinceCollection++ % COLLECTING == 0) {
            // Java keeps what nobody refers to until its heap is full, and native memory with it.
            System.gc();
            now = held.getAsLong();
        }
        if (running > 0) {
            peak = Math.max(peak, now);
        }
        if (now > limit && !toldOfExcess) {
            toldOfExcess = true;
            told.accept(String.format(
                    Locale.ROOT,
                    "memory: %.1f GiB are held, more than the limit of %.1f GiB (--memory), %s; the run goes on",
                    now / GIB,
                    limit / GIB,
                    running > 1 ? "by " + running + " tasks side by side" : "and nothing runs side by side"));
        }
    }
}
