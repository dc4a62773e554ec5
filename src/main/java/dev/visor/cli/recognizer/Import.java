package dev.visor.cli.recognizer;

import dev.visor.catalog.Table;
import dev.visor.catalog.importing.CardImport;
import dev.visor.catalog.importing.CardImport.Imported;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.terminal.TerminalProgress;
import dev.visor.core.text.Printable;
import dev.visor.harness.card.CandidateScore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds out how a recognizer's file is to be asked, and writes its card. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a recognizer's file, ONNX or TorchScript, in a process of its own; tries color orders, scales, crops and outputs"
                    + " on pairs of photos; prints how well each tells people apart; and writes the card of the best.",
            "Every way is tried on 40 pairs, the better ones on more. Accuracy is that of the best threshold on the same pairs."
        })
public final class Import implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "an ONNX or TorchScript file; nothing else is ever loaded")
    private Path file;

    @Option(names = "--id", paramLabel = "ID", description = "of the card (default: the file's name)")
    private String id;

    @Option(
            names = "--data",
            paramLabel = "ID|PATH",
            defaultValue = "lfw",
            description = "a data set, or a folder with one sub-folder of photos a person (default: ${DEFAULT-VALUE})")
    private String data;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "200",
            description = "pairs to try it on, half of them of one person (default: ${DEFAULT-VALUE})")
    private int pairs;

    @Option(names = "--out", paramLabel = "DIR", description = "where the card goes (default: suites/recognizers)")
    private Path out;

    @Option(
            names = "--assets",
            paramLabel = "DIR",
            description = "folder with models/ and data/ (default: the environment's VISOR_ASSETS)")
    private Path assets;

    @Override
    public void run() {
        Imported imported;
        try (TerminalProgress progress = TerminalProgress.on(spec.commandLine().getErr())) {
            imported = CompositionRoot.cardImport(Optional.ofNullable(assets), progress)
                    .run(new CardImport.Request(file, Optional.ofNullable(id), data, pairs, Optional.ofNullable(out)));
        }
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.print(new Table(
                        CandidateScore.HEADER,
                        imported.found().scores().stream()
                                .map(CandidateScore::cells)
                                .toList())
                .text());
        stdout.println();
        imported.found().said().forEach(sentence -> stdout.println(Printable.line(sentence)));
        stdout.println("written: " + Printable.line(imported.file().toString()));
        stdout.println();
        stdout.print(imported.text());
        stdout.flush();
    }
}
