package dev.visor.cli;

import dev.visor.harness.run.ShardMerge;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one record of the shards of a run. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = "Merges all shards of one run, and prints the folder of its record.")
final class Merge implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "folders of all shards, in any order")
    private List<Path> runs;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the merged run's folder")
    private Path out;

    @Override
    public void run() {
        Path folder = out.toAbsolutePath().normalize();
        UntrustedRecords.made(runs, () -> {
            ShardMerge.merge(runs, folder);
            return folder;
        });
        spec.commandLine().getOut().println(folder);
        spec.commandLine().getOut().flush();
    }
}
