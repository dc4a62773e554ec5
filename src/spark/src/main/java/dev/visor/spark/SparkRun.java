package dev.visor.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs the shards of a suite as Spark's tasks, and merges them on the driver. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a suite on the Spark cluster that spark-submit names: a task for each shard, and the merge. Words that are",
            "none of these options are handed to ./visor run."
        })
public final class SparkRun implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SUITE", description = "an id of suites/, or the path of a file that all nodes see")
    private String suite;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "a folder that all nodes see: parts, logs, and the merged run in DIR/run")
    private Path out;

    @Option(names = "--shards", paramLabel = "N", required = true, description = "tasks to cut the suite into")
    private int shards;

    @Option(
            names = "--visor",
            paramLabel = "FILE",
            defaultValue = "visor",
            description = "the launcher, built, at the same path on all nodes (default: ./${DEFAULT-VALUE})")
    private Path visor;

    @Unmatched
    private List<String> further = new ArrayList<>();

    /** Starts the application; the process ends with 0 if the merged run is there. */
    public static void main(String... args) {
        // The one word that there is, so that another may follow.
        String[] options = args.length > 0 && args[0].equals("run")
                ? List.of(args).subList(1, args.length).toArray(new String[0])
                : args;
        System.exit(new CommandLine(new SparkRun()).execute(options));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path launcher = visor.toAbsolutePath().normalize();
        require(shards >= 1, "--shards must be at least 1, got " + shards);
        require(
                Files.isExecutable(launcher),
                "--visor " + launcher + " is no launcher of Visor: name one that all nodes see");
        Path folder = out.toAbsolutePath().normalize();
        Path run = folder.resolve("run");
        require(!Files.exists(run), run + " is there already: name another --out, or take it away");
        List<String> words = new ArrayList<>(List.of(suite));
        words.addAll(further);
        // What is wrong with the suite is told once, before any node is asked; it also builds Visor if it has to be.
        int checked = visor(launcher, join(List.of("run"), words, List.of("--dry-run")), true);
        if (checked != 0) {
            return checked;
        }
        ShardTask task = new ShardTask(launcher.toString(), words, shards, folder.toString());
        List<ShardResult> failed =
                results(task).stream().filter(result -> !result.isComplete()).toList();
        failed.forEach(
                result -> System.err.printf("shard %s of %s failed: %s%n", result.shard(), shards, result.said()));
        if (!failed.isEmpty()) {
            System.err.println("nothing is merged; the same command runs only what is missing");
            return ExitCode.SOFTWARE;
        }
        List<String> parts = IntStream.rangeClosed(1, shards)
                .mapToObj(task::part)
                .map(Path::toString)
                .toList();
        return visor(launcher, join(List.of("merge"), parts, List.of("--out", run.toString())), false);
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), sentence);
        }
    }

    private static List<ShardResult> results(ShardTask task) {
        // A shard each: Spark hands the next to whoever is free.
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setIfMissing("spark.app.name", "visor"))) {
            List<Integer> all = IntStream.rangeClosed(1, task.shards()).boxed().toList();
            return spark.parallelize(all, task.shards()).map(task).collect();
        }
    }

    private static List<String> join(List<String> first, List<String> second, List<String> third) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        all.addAll(third);
        return all;
    }

    private static int visor(Path launcher, List<String> words, boolean quiet)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        if (quiet) {
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        }
        return builder.start().waitFor();
    }
}
