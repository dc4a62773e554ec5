package dev.visor.cli;

import dev.visor.catalog.Overrides;
import dev.visor.catalog.Table;
import dev.visor.cli.exchange.Validations;
import dev.visor.cli.options.MachineOptions;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.Cell;
import dev.visor.harness.exchange.Finding;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.recognition.PlannedPhotos;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the files of the catalog. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Checks every suite, entry and card, and prints what each suite would do.",
            "Of a recognizer's or a data set's card, a job, a result or a defense, checks the thing itself, a line a check."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all is sound", "1:our fault", "2:a file is wrong", "3:a check failed"})
final class Validate implements Callable<Integer> {

    private static final int FAILED = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description =
                    "one suite, with all that it names; a recognizer's or a data set's card (suites/recognizers/ID.yaml,"
                            + " suites/datasets/ID.yaml), or a folder of photos; the folder of a job or, with --job,"
                            + " of a result; the id of a defense, which is tried on three images"
                            + " (default: the whole catalog)")
    private String name;

    @Option(names = "--job", paramLabel = "JOB", description = "the job that a result is for")
    private Path job;

    @Option(
            names = "--data",
            paramLabel = "ID|PATH",
            defaultValue = "lfw",
            description = "faces for a recognizer: a data set, or a folder of photos (default: ${DEFAULT-VALUE})")
    private String data;

    @Mixin
    private MachineOptions machine;

    @Override
    public Integer call() {
        Optional<List<Finding>> findings = name == null ? Optional.empty() : findings();
        if (findings.isPresent()) {
            findings.get().forEach(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            return Finding.sound(findings.get()) ? ExitCode.OK : FAILED;
        }
        print(
                name == null
                        ? machine.catalog().validate()
                        : List.of(machine.catalog().experiment(name, Overrides.NONE)));
        return ExitCode.OK;
    }

    private Optional<List<Finding>> findings() {
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            return new Validations(machine.catalog(), machine, progress).of(name, Optional.ofNullable(job), data);
        }
    }

    private void print(List<Experiment> suites) {
        Table table = new Table(
                List.of("suite", "cells", "models", "photos to protect", "needs assets"),
                suites.stream().map(Validate::row).toList());
        spec.commandLine().getOut().print(table.text());
        spec.commandLine().getOut().flush();
    }

    private static List<String> row(Experiment suite) {
        return List.of(
                suite.id(),
                Integer.toString(suite.cells().size()),
                Integer.toString(judges(suite)),
                Long.toString(photos(suite)),
                suite.needsAssets() ? "yes" : "no");
    }

    private static int judges(Experiment suite) {
        return (int) suite.cells().stream().map(Cell::model).distinct().count();
    }

    /**
     * Counts the photos that defenses of the share side have to protect; those of the training side protect nothing
     * before they train.
     */
    private static long photos(Experiment experiment) {
        return experiment instanceof ResolvedSuite suite ? PlannedPhotos.lookedUp(suite) : 0;
    }
}
