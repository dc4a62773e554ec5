package dev.visor.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import dev.visor.core.InputError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The device of a run, and the root of everything allocated on it. */
public final class Compute implements AutoCloseable {

    /** DJL's name of the engine that everything differentiable runs on. */
    public static final String ENGINE = "PyTorch";

    private final NDManager manager;
    private final int threads;
    private Optional<ExecutorService> lanes = Optional.empty();

    private Compute(Device device) {
        this.manager = NDManager.newBaseManager(device, ENGINE);
        this.threads = JniUtils.getNumThreads();
        // Said aloud: without it MKL counts for itself until somebody does, and the last bits change on the way.
        JniUtils.setNumThreads(threads);
    }

    /**
     * Opens a device.
     *
     * @param device {@code auto} (a GPU if there is one), {@code cpu}, {@code gpu}, {@code gpu:N}
     * @throws InputError if the word is none of these, or the GPU is not there
     */
    public static Compute open(String device) {
        // Without this DJL asks a cloud's metadata address who we are.
        System.setProperty("ai.djl.offline", "true");
        if (!device.matches("auto|cpu|gpu(:\\d{1,3})?")) {
            throw new InputError("--device " + device + ": expected auto, cpu, gpu or gpu:N");
        }
        if (device.equals("cpu")) {
            return new Compute(Device.cpu());
        }
        int gpus = gpus();
        if (device.equals("auto")) {
            return new Compute(gpus > 0 ? Device.gpu() : Device.cpu());
        }
        int wanted = device.contains(":") ? Integer.parseInt(device.substring(4)) : 0;
        if (wanted >= gpus) {
            throw new InputError(
                    "--device %s: this machine has %s that libtorch can use (CUDA driver: %s); use --device cpu, "
                                    .formatted(device, gpus == 0 ? "no GPU" : gpus + " GPU(s)", cuda())
                            + "or build with -Pgpu on a machine with CUDA");
        }
        return new Compute(Device.gpu(wanted));
    }

    public NDManager manager() {
        return manager;
    }

    /** {@code cpu}, {@code gpu:0}. */
    public String device() {
        Device device = manager.getDevice();
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }

    /** DJL with its version. */
    public String engine() {
        return "DJL " + Engine.getDjlVersion();
    }

    public String libtorch() {
        return Engine.getEngine(ENGINE).getVersion();
    }

    public int threads() {
        return threads;
    }

    /**
     * How many tasks are computed best at once from here: on a CPU one a thread, on a GPU one. Within {@link #sideBySide} it is
     * 1, as every core has its task already.
     */
    public int lanes() {
        return manager.getDevice().isGpu() || Thread.currentThread() instanceof Lane ? 1 : threads;
    }

    /**
     * Runs tasks side by side, each on one thread of libtorch's: for nets as small as recognizers that is up to half as fast
     * again as one after the other on all threads.
     *
     * @param at how many at once, at most {@link #lanes}; with 1, tasks run in turn on all threads
     * @return the results in the tasks' order, once all have ended
     */
    public <T> List<T> sideBySide(int at, List<Callable<T>> tasks) {
        if (at == 1) {
            // On this very thread, which has gathered all of libtorch's already.
            return tasks.stream().map(Compute::call).toList();
        }
        return call(() -> workers().invokeAll(tasks)).stream()
                .map(future -> call(future::get))
                .toList();
    }

    /** As many threads as libtorch has here, each of which it gives one; they stay, as starting them takes time. */
    private synchronized ExecutorService workers() {
        if (lanes.isEmpty()) {
            CountDownLatch started = new CountDownLatch(threads);
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    threads,
                    threads,
                    0,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    work -> new Lane(work, started));
            lanes = Optional.of(pool);
            pool.prestartAllCoreThreads();
            call(() -> started.await(1, TimeUnit.MINUTES));
            // What a lane has said of itself, libtorch takes for any thread that is still to come.
            JniUtils.setNumThreads(threads);
        }
        return lanes.get();
    }

    /** One of {@link #sideBySide}'s threads. */
    private static final class Lane extends Thread {

        private final CountDownLatch started;

        Lane(Runnable work, CountDownLatch started) {
            super(work, "lane");
            this.started = started;
            setDaemon(true);
        }

        @Override
        public void run() {
            JniUtils.setNumThreads(1);
            // A thread takes over what was said last when libtorch first looks at it: let it look now.
            JniUtils.getNumThreads();
            started.countDown();
            super.run();
        }
    }

    private static <T> T call(Callable<T> task) {
        try {
            return task.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while computing", e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the device has done all that it was given: reading a value back forces it. */
    public void synchronize() {
        try (NDArray one = manager.ones(new Shape())) {
            one.getFloat();
        }
    }

    /** GPUs that libtorch can use. */
    public static int gpus() {
        return Engine.getEngine(ENGINE).getGpuCount();
    }

    /** The version of the CUDA driver, whether or not libtorch can use it; {@code none} if there is none. */
    public static String cuda() {
        return CudaUtils.hasCuda() ? CudaUtils.getCudaVersionString() : "none";
    }

    @Override
    public void close() {
        lanes.ifPresent(ExecutorService::shutdown);
        manager.close();
    }
}
