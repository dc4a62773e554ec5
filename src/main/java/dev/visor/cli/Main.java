package dev.visor.cli;

import dev.visor.catalog.ModelProcesses;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;

/** Where the process starts. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... args) throws IOException {
        if (ModelProcesses.isOne(args)) {
            ModelProcesses.serve();
            return;
        }
        // A privacy tool tells nobody that it runs: the engine would ask a cloud address otherwise.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Quarkus.run(Application.class, args);
    }

    /** Hands the arguments on. */
    public static class Application implements QuarkusApplication {

        @Override
        public int run(String... args) {
            return Visor.commandLine().execute(args);
        }
    }
}
