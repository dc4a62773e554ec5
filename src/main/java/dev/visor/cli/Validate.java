package dev.visor.cli;

import dev.visor.catalog.Overrides;
import dev.visor.catalog.Table;
import dev.visor.catalog.importing.CardValidation;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.Cell;
import dev.visor.core.text.Printable;
import dev.visor.harness.card.RecognizerChecks.Check;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
            "Of a recognizer's card (suites/recognizers/ID.yaml), checks the recognizer itself on a few faces, a line a check."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all is sound", "1:our fault", "2:a file is wrong", "3:a check of a recognizer failed"})
final class Validate implements Callable<Integer> {

    private static final int FAILED = 3;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "one suite, with all that it names, or a recognizer's card (default: all suites)")
    private String file;

    @Option(
            names = "--data",
            paramLabel = "ID|PATH",
            defaultValue = "lfw",
            description = "faces for a recognizer: a data set, or a folder of photos (default: ${DEFAULT-VALUE})")
    private String data;

    @Option(
            names = "--assets",
            paramLabel = "DIR",
            description = "folder with models/ and data/ (default: the environment's VISOR_ASSETS)")
    private Path assets;

    @Override
    public Integer call() {
        if (file != null && CardValidation.concerns(file)) {
            return recognizer();
        }
        List<Experiment> suites = file == null
                ? Home.catalog().validate()
                : List.of(Home.catalog().experiment(file, Overrides.NONE));
        Table table = new Table(
                List.of("suite", "cells", "models", "photos to protect", "needs assets"),
                suites.stream().map(Validate::row).toList());
        spec.commandLine().getOut().print(table.text());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private int recognizer() {
        List<Check> checks;
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            checks = CardValidation.run(
                    file, data, Home.path(), MachineOptions.assets(Optional.ofNullable(assets)), progress);
        }
        checks.forEach(check -> spec.commandLine()
                .getOut()
                .println(
                        (check.passed() ? "ok    " : "FAIL  ") + check.what() + ": " + Printable.line(check.detail())));
        spec.commandLine().getOut().flush();
        return checks.stream().allMatch(Check::passed) ? ExitCode.OK : FAILED;
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

    /** What defenses of the share side have to protect; those of the training side protect nothing before they train. */
    private static long photos(Experiment experiment) {
        if (!(experiment instanceof ResolvedSuite suite)) {
            return 0;
        }
        return suite.protections().stream()
                        .filter(protection -> !protection.defense().id().equals(Cell.CONTROL))
                        .mapToLong(protection -> suite.suite()
                                .protocol()
                                .probesFor(protection.defense().id()))
                        .sum()
                * suite.suite().seeds().size();
    }
}
