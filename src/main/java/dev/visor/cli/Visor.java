package dev.visor.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;

/** The command line's root. */
@TopCommand
@Command(name = "visor", mixinStandardHelpOptions = true, version = "visor 0.1.0")
public final class Visor implements Runnable {

    @Override
    public void run() {}
}
