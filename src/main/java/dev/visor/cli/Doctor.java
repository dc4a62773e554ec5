package dev.visor.cli;

import dev.visor.catalog.AssetCheck;
import dev.visor.catalog.ModelProcesses;
import dev.visor.catalog.Table;
import dev.visor.cli.options.Home;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.process.ProcessEnvironment;
import dev.visor.core.InputError;
import dev.visor.harness.run.Machine;
import dev.visor.harness.store.StoredFiles;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what this machine can do, and what it lacks for the rest. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what this machine can do, and what it lacks for the rest.")
final class Doctor implements Callable<Integer> {

    private static final long MEBIBYTE = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private MachineOptions machine;

    private final List<List<String>> rows = new ArrayList<>();
    private boolean healthy = true;

    @Override
    public Integer call() {
        Runtime runtime = Runtime.getRuntime();
        row(
                "java",
                "ok",
                System.getProperty("java.version") + " on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"));
        row("cores", "ok", Integer.toString(runtime.availableProcessors()));
        row("heap", "ok", runtime.maxMemory() / MEBIBYTE + " MiB");
        row("home", "ok", Home.path().toString());
        attempt("catalog", () -> machine.catalog().validate().size() + " suites, all sound");
        row(
                "npm",
                onPath("npm") ? "ok" : "missing",
                onPath("npm")
                        ? "fetches packages by name"
                        : "put package tarballs into the cache by hand, or install npm");
        attempt("compute", () -> {
            ProcessEnvironment.requireRoomForEngine();
            Machine.facts(machine.device()).forEach((name, fact) -> row(name, "ok", fact));
            return "--device " + machine.device() + " can be used";
        });
        attempt("models", ModelProcesses::words);
        attempt("cache", Doctor::cache);
        attempt("assets", this::assets);
        spec.commandLine().getOut().print(new Table(List.of("what", "state", "detail"), rows).text());
        spec.commandLine().getOut().flush();
        return healthy ? 0 : 2;
    }

    private static String cache() {
        Path cache = Home.cache();
        if (!Files.isDirectory(cache)) {
            return cache + ", not made yet";
        }
        long bytes = new StoredFiles(cache)
                .parts().stream().mapToLong(StoredFiles.Part::bytes).sum();
        return cache + ", " + bytes / MEBIBYTE + " MiB";
    }

    private String assets() {
        Optional<Path> folder = machine.assets();
        for (AssetCheck check : machine.catalog().checkAssets(folder)) {
            row("recognizer " + check.id(), check.state().word(), check.detail());
            healthy &= check.state() != AssetCheck.State.WRONG;
        }
        return folder.map(Path::toString).orElse("none given; suites on packages run without");
    }

    /** A check that may fail: its sentence then stands in the table. */
    private void attempt(String what, Callable<String> check) {
        try {
            row(what, "ok", check.call());
        } catch (InputError e) {
            healthy = false;
            row(what, "wrong", e.getMessage().lines().findFirst().orElse(""));
        } catch (Exception e) {
            throw new IllegalStateException(what + " could not be checked", e);
        }
    }

    private void row(String what, String state, String detail) {
        rows.add(List.of(what, state, detail));
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
