package dev.visor.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;

/**
 * Runs one shard of a suite in a process of its own, on whichever node Spark chose.
 *
 * <p>A process: libtorch is loaded once in each, what it does wrong ends no executor, and Visor's libraries never meet Spark's. It ends
 * with the executor that started it. A shard that Visor itself gives up has failed, and its record says so; one whose process was killed
 * is Spark's to run again, and goes on with what was made.
 *
 * @param visor the launcher, at the same path on every node
 * @param run the words after {@code visor run}: the suite, and options
 * @param shards how many there are
 * @param out folder of parts and logs, which all nodes see
 */
record ShardTask(String visor, List<String> run, int shards, String out) implements Function<Integer, ShardResult> {

    private static final long serialVersionUID = 1;

    /** Exit codes of {@code visor} are below; a process that a signal ended has 128 and the signal's number. */
    private static final int KILLED = 128;

    private static final String GPU = "gpu";

    /** Instructions that every node has give the same bits on all; what the executor's environment says wins. */
    private static final Map<String, String> SAME_BITS = Map.of(
            "OMP_WAIT_POLICY", "PASSIVE",
            "ATEN_CPU_CAPABILITY", "avx2",
            "ONEDNN_MAX_CPU_ISA", "AVX2",
            "MKL_CBWR", "AVX2");

    ShardTask {
        run = List.copyOf(run);
    }

    @Override
    public ShardResult call(Integer shard) throws IOException, InterruptedException {
        TaskContext task = TaskContext.get();
        Path log = Files.createDirectories(Path.of(out, "logs")).resolve("part-" + shard + ".log");
        List<String> command = new ArrayList<>(List.of(visor, "run"));
        command.addAll(run);
        command.addAll(
                List.of("--shard", shard + "/" + shards, "--out", part(shard).toString()));
        ResourceInformation gpu = task.resourcesJMap().get(GPU);
        if (gpu != null) {
            // Standalone clusters hide other tasks' GPUs from nobody.
            command.addAll(List.of("--device", "gpu:" + gpu.addresses()[0]));
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        SAME_BITS.forEach(environment::putIfAbsent);
        environment.putIfAbsent("OMP_NUM_THREADS", Integer.toString(Math.max(1, task.cpus())));
        environment.put("VISOR_PARENT", Long.toString(ProcessHandle.current().pid()));
        Process process = builder.start();
        try {
            int code = process.waitFor();
            if (code >= KILLED) {
                throw new IOException("shard %s ended with code %s, see %s".formatted(shard, code, log));
            }
            return new ShardResult(shard, code, lastLine(log));
        } finally {
            // Spark interrupts a task that it no longer wants.
            process.destroy();
        }
    }

    /** The folder of a shard's record. */
    Path part(int shard) {
        return Path.of(out, "parts", Integer.toString(shard));
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
