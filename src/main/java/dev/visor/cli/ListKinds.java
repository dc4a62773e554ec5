package dev.visor.cli;

import dev.visor.catalog.Listing.Kind;
import dev.visor.catalog.Table;
import dev.visor.cli.options.CatalogOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists what exists. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists what exists.")
final class ListKinds implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "KIND",
            description = "defenses, attacks, recognizers, datasets, services, suites, metrics or crops")
    private String kind;

    @Option(names = "--markdown", description = "as a table of the README")
    private boolean markdown;

    @Mixin
    private CatalogOptions catalogs;

    @Override
    public void run() {
        Table table = catalogs.catalog().listing().of(Kind.of(kind));
        spec.commandLine().getOut().print(markdown ? table.markdown() : table.text());
        spec.commandLine().getOut().flush();
    }
}
