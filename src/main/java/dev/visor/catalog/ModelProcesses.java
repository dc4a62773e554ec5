package dev.visor.catalog;

import dev.visor.recognizer.isolation.Confinement;
import dev.visor.recognizer.isolation.ModelServer;
import java.io.IOException;

/** Processes of models, for the command line: what one runs, and what this machine takes from it. */
public final class ModelProcesses {

    private ModelProcesses() {}

    /** Whether the application was started for a model, not by a person. */
    public static boolean isOne(String... args) {
        return args.length == 1 && args[0].equals(ModelServer.COMMAND);
    }

    /** Serves one model until its questions end. */
    public static void serve() throws IOException {
        ModelServer.main();
    }

    /** Tells what a model that is loaded for the first time cannot do here. */
    public static String words() {
        return Confinement.available()
                ? "are code; each is first loaded in a process of its own: memory and time are bounded, "
                        + Confinement.strongest().words()
                : "are code; they run in this process, for no other can be confined here: take models you trust";
    }
}
