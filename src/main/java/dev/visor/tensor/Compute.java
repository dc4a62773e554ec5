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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The device of a run, and the root of everything allocated on it. */
public final class Compute implements AutoCloseable {

    /** DJL's name of the engine that everything differentiable runs on. */
    public static final String ENGINE = "PyTorch";

    private final NDManager manager;
    private final int threads;

    private Compute(Device device) {
        this.manager = NDManager.newBaseManager(device, ENGINE);
        this.threads = JniUtils.getNumThreads();
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

    /** How many batches a device computes best at once: on a CPU one a thread, on a GPU one. */
    public int lanes() {
        return manager.getDevice().isGpu() ? 1 : threads;
    }

    /**
     * Runs tasks side by side, each on one thread of libtorch's: for nets as small as recognizers that is up to half as fast
     * again as one after the other on all threads.
     *
     * @param lanes how many at once; with 1, tasks run in turn on all threads
     * @return the results in the tasks' order
     */
    public <T> List<T> sideBySide(int lanes, List<Callable<T>> tasks) {
        if (lanes == 1) {
            // On this very thread, which has gathered all of libtorch's already.
            return tasks.stream().map(Compute::call).toList();
        }
        ExecutorService workers = Executors.newFixedThreadPool(lanes, Compute::worker);
        JniUtils.setNumThreads(1);
        try {
            List<Future<T>> running = tasks.stream().map(workers::submit).toList();
            return running.stream().map(future -> call(future::get)).toList();
        } finally {
            workers.shutdown();
            JniUtils.setNumThreads(threads);
        }
    }

    /** A task that never returns must not keep the process alive. */
    private static Thread worker(Runnable task) {
        Thread worker = new Thread(task, "lane");
        worker.setDaemon(true);
        return worker;
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
        manager.close();
    }
}
