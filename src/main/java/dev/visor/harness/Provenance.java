package dev.visor.harness;

import dev.visor.result.RunInfo.Environment;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** On what a run ran. */
final class Provenance {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KIB_PER_MIB = 1024;
    private static final String UNKNOWN = "unknown";

    private Provenance() {}

    static Environment environment(Compute compute) {
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

    /** The commit of the project's folder, {@code unknown} outside a repository. */
    static String commit(Path home) {
        String head = git(home, "rev-parse", "HEAD").strip();
        return head.matches("[0-9a-f]{40}") ? head : UNKNOWN;
    }

    /** Whether tracked files differ from the commit. */
    static boolean dirty(Path home) {
        return !git(home, "status", "--porcelain", "--untracked-files=no").isBlank();
    }

    /** The most memory that this process has held so far, in MiB; 0 where the system does not tell. */
    static long peakMemoryMib() {
        return field(STATUS, "VmHWM")
                .map(peak -> Long.parseLong(peak.replace(" kB", "")) / KIB_PER_MIB)
                .orElse(0L);
    }

    private static String cpu() {
        return field(CPU_INFO, "model name").orElse(UNKNOWN);
    }

    /** What the first line of that name says, after its colon. */
    private static Optional<String> field(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String git(Path home, String... words) {
        try {
            Process process = new ProcessBuilder(
                            Stream.concat(Stream.of("git"), Stream.of(words)).toList())
                    .directory(home.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? said : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
