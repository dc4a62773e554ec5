package dev.visor.cli.cluster;

import dev.visor.cli.options.Home;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.options.SuiteOptions;
import dev.visor.core.InputError;
import dev.visor.core.file.IoReason;
import dev.visor.harness.plan.Experiment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what has a Slurm cluster run a suite. */
@Command(
        name = "slurm",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a shell script that has a Slurm cluster run a suite: an array of jobs, a shard each, and a job that",
            "merges them when all have ended well. Nothing is submitted: read the script, and give it to sh."
        })
public final class Slurm implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SUITE", description = "an id of suites/, or the path of a file")
    private String suite;

    @Option(names = "--shards", paramLabel = "N", required = true, description = "jobs of the array, 1 to 1000")
    private int shards;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "a folder that all nodes see: parts, logs, and the merged run in DIR/run")
    private Path out;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            defaultValue = "0",
            description = "jobs that may run at once (default: all)")
    private int atOnce;

    @Option(
            names = "--time",
            paramLabel = "LIMIT",
            defaultValue = "04:00:00",
            description = "limit of a job, as Slurm writes it; a job that reaches it goes on in a new one (default:"
                    + " ${DEFAULT-VALUE})")
    private String time;

    @Option(
            names = "--cpus",
            paramLabel = "N",
            defaultValue = "4",
            description = "cores of a job (default: ${DEFAULT-VALUE})")
    private int cpus;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "8G",
            description = "of a job, as Slurm writes it (default: ${DEFAULT-VALUE})")
    private String memory;

    @Option(names = "--partition", paramLabel = "NAME", description = "where the jobs run")
    private String partition;

    @Option(names = "--account", paramLabel = "NAME", description = "who pays")
    private String account;

    @Option(
            names = "--setup",
            paramLabel = "FILE",
            description = "lines of shell that each job begins with, such as module load java/17")
    private Path setup;

    @Mixin
    private SuiteOptions suiteOptions;

    @Mixin
    private MachineOptions machine;

    @Override
    public void run() {
        Experiment resolved = machine.catalog().experiment(suite, suiteOptions.overrides());
        machine.assets(resolved);
        List<String> run = new ArrayList<>(List.of(suite, "--device", machine.device()));
        run.addAll(suiteOptions.words());
        machine.assets().ifPresent(folder -> run.addAll(List.of("--assets", folder.toString())));
        SlurmScript script = new SlurmScript(
                resolved.id(),
                Home.path(),
                out.toAbsolutePath().normalize(),
                run,
                shards,
                atOnce,
                new SlurmScript.Job(
                        time,
                        cpus,
                        memory,
                        machine.device().startsWith("gpu"),
                        Optional.ofNullable(partition),
                        Optional.ofNullable(account)),
                setupLines());
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.print(script.text());
        stdout.flush();
    }

    private List<String> setupLines() {
        if (setup == null) {
            return List.of();
        }
        try {
            return Files.readAllLines(setup, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputError("--setup %s cannot be read: %s".formatted(setup, IoReason.of(e)), e);
        }
    }
}
