package dev.visor.cli;

import dev.visor.catalog.Overrides;
import dev.visor.catalog.Table;
import dev.visor.cli.options.CatalogOptions;
import dev.visor.core.Cell;
import dev.visor.harness.plan.Experiment;
import dev.visor.harness.plan.ResolvedSuite;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the files of the catalog. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks every suite, entry and card, and prints what each suite would do.")
final class Validate implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "one suite, with all that it names (default: all)")
    private String file;

    @Mixin
    private CatalogOptions catalogs;

    @Override
    public void run() {
        List<Experiment> suites = file == null
                ? catalogs.catalog().validate()
                : List.of(catalogs.catalog().experiment(file, Overrides.NONE));
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
