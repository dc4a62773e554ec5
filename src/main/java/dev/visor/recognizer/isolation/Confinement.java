package dev.visor.recognizer.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Takes away from a process before it starts, as far as the system can: memory and computing time without bound, the
 * network, and files to write.
 *
 * <p>Bounds are the shell's ({@code ulimit}). Network and files need {@code bwrap} (bubblewrap) or, for the network alone, {@code
 * unshare}; where neither works, the process keeps them.
 */
public final class Confinement {

    /**
     * The process's answers go to descriptor 3, which nothing that prints knows of; what it prints goes nowhere. It is the first
     * that the system ends when memory is short.
     */
    private static final String SHELL = "ulimit -c 0; ulimit -v \"$1\" 2>/dev/null; ulimit -S -t \"$2\" 2>/dev/null; "
            + "ulimit -f 262144 2>/dev/null; (echo 1000 > /proc/self/oom_score_adj) 2>/dev/null; "
            + "shift 2; exec 3>&1 >/dev/null 2>&1; exec \"$@\"";

    private static final int SECONDS_TO_TRY = 10;

    private enum Fence {
        BUBBLEWRAP("no network, files read-only (bwrap)"),
        UNSHARE("no network (unshare); it may write files: install bubblewrap against that"),
        NONE("it may use the network and write files: install bubblewrap against that");

        private final String words;

        Fence(String words) {
            this.words = words;
        }
    }

    private final Fence fence;

    private Confinement(Fence fence) {
        this.fence = fence;
    }

    /** The strongest that works on this machine, found out by trying. */
    public static Confinement strongest() {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        for (Fence fence : List.of(Fence.BUBBLEWRAP, Fence.UNSHARE)) {
            List<String> trial = new ArrayList<>(fenced(fence, folder));
            trial.add("true");
            if (works(trial)) {
                return new Confinement(fence);
            }
        }
        return new Confinement(Fence.NONE);
    }

    /** Whether processes can be started this way at all; not without a POSIX shell. */
    public static boolean available() {
        return Files.isExecutable(Path.of("/bin/sh")) && Files.exists(Path.of("/dev/fd"));
    }

    /** Tells the limits in words, for people. */
    public String words() {
        return fence.words;
    }

    /**
     * The command that runs another one, confined.
     *
     * @param folder the only one that it may write to
     * @param mebibytes of address space
     * @param seconds of computing; 0 for no bound
     */
    List<String> around(List<String> command, Path folder, long mebibytes, long seconds) {
        List<String> confined = new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "visor"));
        confined.add(Long.toString(mebibytes << 10));
        confined.add(seconds == 0 ? "unlimited" : Long.toString(seconds));
        confined.addAll(fenced(fence, folder));
        confined.addAll(command);
        return confined;
    }

    private static List<String> fenced(Fence fence, Path folder) {
        String own = folder.toAbsolutePath().toString();
        return switch (fence) {
            case BUBBLEWRAP ->
                List.of(
                        "bwrap",
                        "--ro-bind",
                        "/",
                        "/",
                        "--dev",
                        "/dev",
                        "--proc",
                        "/proc",
                        "--bind",
                        own,
                        own,
                        "--unshare-net",
                        "--unshare-pid",
                        "--unshare-ipc",
                        "--die-with-parent");
            case UNSHARE -> List.of("unshare", "--map-root-user", "--net");
            case NONE -> List.of();
        };
    }

    private static boolean works(List<String> command) {
        try {
            Process trial = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return trial.waitFor(SECONDS_TO_TRY, TimeUnit.SECONDS) && trial.exitValue() == 0;
            } finally {
                trial.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
