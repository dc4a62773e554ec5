package dev.visor.cli;

import dev.visor.catalog.Overrides;
import dev.visor.catalog.Table;
import dev.visor.harness.ResolvedSuite;
import java.util.List;
import picocli.CommandLine.Command;
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

    @Override
    public void run() {
        List<ResolvedSuite> suites = file == null
                ? Home.catalog().validate()
                : List.of(Home.catalog().suite(file, Overrides.NONE));
        Table table = new Table(
                List.of("suite", "cells", "victims", "photos to protect", "needs assets"),
                suites.stream().map(Validate::row).toList());
        spec.commandLine().getOut().print(table.text());
        spec.commandLine().getOut().flush();
    }

    private static List<String> row(ResolvedSuite suite) {
        long photos = suite.protections().stream()
                .filter(protection -> !protection.defense().id().equals("none"))
                .mapToLong(protection ->
                        suite.suite().protocol().probesFor(protection.defense().id()))
                .sum();
        return List.of(
                suite.suite().id(),
                Integer.toString(suite.cells().size()),
                Integer.toString(suite.suite().victims().size()),
                Long.toString(photos * suite.suite().seeds().size()),
                suite.needsAssets() ? "yes" : "no");
    }
}
