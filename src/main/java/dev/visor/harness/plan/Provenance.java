package dev.visor.harness.plan;

import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.RunInfo.RecognizerEntry;
import dev.visor.result.entry.Dirty;
import dev.visor.result.entry.Environment;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Tells on what a run ran. */
public final class Provenance {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KIB_PER_MIB = 1024;
    private static final long KIB = 1024;
    private static final String UNKNOWN = "unknown";

    private Provenance() {}

    public static Environment environment(Compute compute) {
        return new Environment(
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                cpu(),
                Runtime.getRuntime().availableProcessors(),
                compute.engine(),
                compute.libtorch(),
                compute.device(),
                compute.threads(),
                Compute.arithmetic().word());
    }

    /** The commit of the project's folder, {@code unknown} where it is no repository of its own that git reads. */
    public static String commit(Path home) {
        return isRepository(home)
                ? git(home, "rev-parse", "HEAD")
                        .map(String::strip)
                        .filter(head -> head.matches("[0-9a-f]{40}|[0-9a-f]{64}"))
                        .orElse(UNKNOWN)
                : UNKNOWN;
    }

    /** Whether the code differs from the commit: in a tracked file, or by a source that is not tracked. */
    public static Dirty dirty(Path home) {
        if (commit(home).equals(UNKNOWN)) {
            return Dirty.UNKNOWN;
        }
        Optional<String> tracked = git(home, "status", "--porcelain", "--untracked-files=no");
        Optional<String> sources = git(home, "status", "--porcelain", "--untracked-files=normal", "--", "src/main");
        if (tracked.isEmpty() || sources.isEmpty()) {
            return Dirty.UNKNOWN;
        }
        return tracked.get().isBlank() && sources.get().isBlank() ? Dirty.NO : Dirty.YES;
    }

    /** A copy without a repository may lie in that of another project, whose commit says nothing about it. */
    private static boolean isRepository(Path home) {
        try {
            Path top =
                    Path.of(git(home, "rev-parse", "--show-toplevel").orElse("").stripTrailing());
            return top.isAbsolute() && Files.isSameFile(top, home);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }

    /** The most memory that this process has held so far, in MiB; 0 where the system does not tell. */
    public static long peakMemoryMib() {
        return field(STATUS, "VmHWM")
                .map(peak -> Long.parseLong(peak.replace(" kB", "")) / KIB_PER_MIB)
                .orElse(0L);
    }

    /** The bytes that this process holds now, libtorch's among them; 0 where the system does not tell. */
    public static long memory() {
        return field(STATUS, "VmRSS")
                .map(held -> Long.parseLong(held.replace(" kB", "")) * KIB)
                .orElse(0L);
    }

    private static String cpu() {
        return field(CPU_INFO, "model name").orElse(UNKNOWN);
    }

    /** Returns what the first line of that name says, after its colon. */
    private static Optional<String> field(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns git's answer; empty if it is missing, or refuses, as it does in the folder of another owner. */
    private static Optional<String> git(Path home, String... words) {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("git", "--no-optional-locks"), Stream.of(words))
                                .toList())
                .directory(home.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // GIT_DIR and its like point to the repository that a hook or an editor is working on.
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0
                    ? Optional.of(said)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * A recognizer as a record tells of it.
     *
     * @param code of the run, by what is run
     * @param roles that it plays, such as {@code surrogate}
     */
    public static RecognizerEntry recognizer(RecognizerCard card, SortedMap<String, String> code, List<String> roles) {
        return new RecognizerEntry(
                card.id(),
                card.type(),
                card.sha256().hex(),
                card.digest().hex(),
                code.get("recognizer " + card.id()),
                card.crop().name(),
                card.dimension(),
                card.architecture(),
                card.trainedOn(),
                card.licence(),
                roles);
    }
}
