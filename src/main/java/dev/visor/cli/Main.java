package dev.visor.cli;

import dev.visor.cli.process.ParentProcess;
import dev.visor.cli.process.ProcessEnvironment;
import dev.visor.harness.run.Machine;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ExitCode;

/** The entry point of the process. */
@QuarkusMain
public final class Main {

    private static final String STARTED = "visor.started";

    private Main() {}

    public static void main(String... args) {
        // What is written is data: digits, separators and order are the same in every country.
        Locale.setDefault(Locale.ROOT);
        Optional<String> obstacle = ProcessEnvironment.obstacle(args);
        if (obstacle.isPresent()) {
            System.err.println("visor: " + obstacle.get());
            System.exit(ExitCode.USAGE);
        }
        ParentProcess.endWithIt(System.getenv());
        System.setProperty(STARTED, "true");
        Machine.separateEngineOutput();
        ProcessEnvironment.settleEngine(System.getenv());
        // A privacy tool tells nobody that it runs: the engine would ask a cloud address otherwise.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Quarkus.run(Application.class, args);
    }

    /** Whether this process is the application, and not its build or a test. */
    static boolean started() {
        return Boolean.getBoolean(STARTED);
    }

    /** Hands the arguments on. */
    public static class Application implements QuarkusApplication {

        @Override
        public int run(String... args) {
            return ended(Visor.commandLine().execute(args), System.out, System.err);
        }
    }

    /** Returns the exit code, which says so where a full disk or a reader that left took some of stdout. */
    static int ended(int code, PrintStream stdout, PrintStream stderr) {
        if (!stdout.checkError()) {
            return code;
        }
        stderr.println(
                "not all that was to be printed could be written to stdout: make room where it goes, and give the"
                        + " same command again");
        return code == ExitCode.OK ? ExitCode.USAGE : code;
    }
}
