package dev.visor.attack.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Asks several questions at once, and hands over what came of them in their order. */
public final class Workers {

    private Workers() {}

    /** @param workers how many at once */
    public static <T> List<T> inOrder(int workers, List<Supplier<T>> jobs) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, workers), job -> {
            Thread thread = new Thread(job, "service-call");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<T>> pending = new ArrayList<>();
            for (Supplier<T> job : jobs) {
                pending.add(pool.submit(job::get));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : pending) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a service was asked", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
