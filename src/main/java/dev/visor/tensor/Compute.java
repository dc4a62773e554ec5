package dev.visor.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;
import ai.djl.util.cuda.CudaUtils;
import dev.visor.core.InputError;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The device of a run, and the root of everything allocated on it. */
public final class Compute implements AutoCloseable {

    /** DJL's name of the engine that everything differentiable runs on. */
    public static final String ENGINE = "PyTorch";

    /** Rounds of the check at the start, on every lane at once, and then half as many on all threads; {@link #recheck} has more. */
    private static final int ROUNDS = 2;

    private static final int MORE_ROUNDS = 10;

    private final NDManager manager;
    private final int threads;
    private Optional<ExecutorService> lanes = Optional.empty();

    private Compute(Device device, int threads) {
        this.manager = NDManager.newBaseManager(device, ENGINE);
        this.threads = threads;
        // Said aloud: without it MKL counts for itself until somebody does, and the last bits change on the way.
        JniUtils.setNumThreads(threads);
    }

    /** Threads that libtorch has by itself: a core each, or as many as OMP_NUM_THREADS says. Known once it is loaded. */
    private static int available;

    /** Instructions that libtorch may use, settled when the first device of the process is opened. */
    private static final FutureTask<Arithmetic> ARITHMETIC = new FutureTask<>(Compute::start);

    private static Arithmetic start() {
        EngineOutput.begin();
        Processor processor = Processor.here();
        Arithmetic.limit(processor, System.getenv()).ifPresent(Arithmetic::apply);
        try (Compute compute = first()) {
            Exit.withoutDestructors();
            Libtorch.nnpack(false);
            ConvolutionCheck check = new ConvolutionCheck();
            return Arithmetic.decide(
                    processor, System.getenv(), () -> compute.fault(check, ROUNDS), () -> Libtorch.oneDnn(false));
        }
    }

    /**
     * Opens the first device: the engine's own loading may end with anything; that its libraries are no longer whole is
     * the likeliest.
     */
    private static Compute first() {
        try {
            NDManager.newBaseManager(Device.cpu(), ENGINE).close();
            available = JniUtils.getNumThreads();
            return new Compute(Device.cpu(), available);
        } catch (EngineException | LinkageError e) {
            throw new InputError(
                    "the engine's libraries in %s cannot be loaded (%s): delete that folder, and they are unpacked anew"
                            .formatted(Utils.getEngineCacheDir(), e.getMessage()),
                    e);
        }
    }

    /** Opens a device, and computes by as many threads of the CPU as libtorch has by itself. */
    public static Compute open(String device) {
        return open(device, 0);
    }

    /**
     * Opens a device. The first time in a process, what libtorch may use is decided by checking how it computes.
     *
     * @param device {@code auto} (a GPU if there is one), {@code cpu}, {@code gpu}, {@code gpu:N}
     * @param threads of the CPU, at least 1; 0 for as many as libtorch has by itself
     * @throws InputError if the word is none of these, or the GPU is not there
     */
    public static Compute open(String device, int threads) {
        // Without this DJL asks a cloud's metadata address who we are.
        System.setProperty("ai.djl.offline", "true");
        arithmetic();
        int used = threads > 0 ? threads : available;
        if (!device.matches("auto|cpu|gpu(:\\d{1,3})?")) {
            throw new InputError("--device " + device + ": expected auto, cpu, gpu or gpu:N");
        }
        int gpus = device.equals("cpu") ? 0 : gpus();
        if (device.equals("cpu") || device.equals("auto")) {
            return new Compute(gpus > 0 ? Device.gpu() : Device.cpu(), used);
        }
        int wanted = device.contains(":") ? Integer.parseInt(device.substring(4)) : 0;
        if (wanted >= gpus) {
            throw new InputError(
                    "--device %s: this machine has %s that libtorch can use (CUDA driver: %s); use --device cpu, "
                                    .formatted(device, gpus == 0 ? "no GPU" : gpus + " GPU(s)", cuda())
                            + "or build with -Pgpu on a machine with CUDA");
        }
        return new Compute(Device.gpu(wanted), used);
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
     * Returns the instructions by which libtorch computes.
     *
     * @throws InputError if it computes wrong, whatever it uses
     */
    public static Arithmetic arithmetic() {
        ARITHMETIC.run();
        return call(ARITHMETIC::get);
    }

    /**
     * All that the last bits of a number depend on beside what it is computed from: part of the key of whatever is stored, so that what one
     * engine computed is never taken for another's.
     */
    public String identity() {
        return String.format(
                Locale.ROOT,
                "%s, libtorch %s, %s, %d threads, %s",
                engine(),
                libtorch(),
                device(),
                threads,
                arithmetic().word());
    }

    /**
     * Checks convolutions again, and for longer than at the start: after a number that should not have come out, and for the curious.
     *
     * @return what was wrong, as a clause; empty if nothing was
     */
    public Optional<String> recheck() {
        return fault(new ConvolutionCheck(), MORE_ROUNDS);
    }

    /** Returns the number of convolutions that {@link #recheck} computes. */
    public int rechecked() {
        return (lanes() * MORE_ROUNDS + MORE_ROUNDS / 2) * ConvolutionCheck.size();
    }

    /** Computes on every lane at once, then on all threads, and returns a fault that was found. */
    private Optional<String> fault(ConvolutionCheck check, int rounds) {
        Callable<Optional<String>> task = () -> check.fault(new EngineConvolution(manager), rounds);
        Stream<Optional<String>> beside = sideBySide(lanes(), Collections.nCopies(lanes(), task)).stream();
        return Stream.concat(beside, Stream.of(check.fault(new EngineConvolution(manager), rounds / 2)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Returns the number of tasks that are computed best at once from here: on a CPU one a thread, on a GPU one. Within
     * {@link #sideBySide} it is 1, as every core has its task already.
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

    /**
     * Returns as many threads as libtorch has here, each of which it gives one; they stay, as starting them takes time.
     */
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
