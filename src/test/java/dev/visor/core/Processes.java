package dev.visor.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Other processes, for what must hold between two of them. */
public final class Processes {

    private static final int LONGEST_MS = 60_000;

    private Processes() {}

    /** Starts the main method of a class of the tests; its errors go where ours go. */
    public static Process start(Class<?> main, String... arguments) throws IOException {
        return start(main, ProcessBuilder.Redirect.INHERIT, arguments);
    }

    /** Starts it with its errors in a file. */
    public static Process start(Class<?> main, Path errors, String... arguments) throws IOException {
        return start(main, ProcessBuilder.Redirect.to(errors.toFile()), arguments);
    }

    private static Process start(Class<?> main, ProcessBuilder.Redirect errors, String... arguments)
            throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        builder.command().addAll(List.of(arguments));
        return builder.redirectError(errors).start();
    }

    /** Waits to be killed, but not for ever. */
    public static void sleep() {
        try {
            Thread.sleep(LONGEST_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
