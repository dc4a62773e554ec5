package dev.visor.dataset.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Packages by {@code npm pack}, which downloads a tarball, checks its integrity and runs nothing of it.
 *
 * @param program the npm client and what comes before its command
 * @param limit after which a download is given up
 */
public record Npm(List<String> program, Duration limit) implements PackageSource {

    /** The npm of the PATH, from whatever registry it is configured for. */
    public Npm() {
        this(List.of(System.getProperty("os.name").startsWith("Windows") ? "npm.cmd" : "npm"), Duration.ofMinutes(10));
    }

    public Npm {
        program = List.copyOf(program);
    }

    @Override
    public Path fetch(PackageName pack, Path folder) throws IOException {
        Path log = folder.resolve("npm.log");
        Process npm = start(pack, folder, log);
        try {
            if (!npm.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("npm pack did not end within " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("npm pack was interrupted", e);
        } finally {
            npm.descendants().forEach(ProcessHandle::destroyForcibly);
            npm.destroyForcibly();
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm pack failed (" + complaint(log) + ")");
        }
        Path tarball = folder.resolve(pack.tarball());
        if (!Files.isRegularFile(tarball)) {
            throw new IOException("npm pack made no " + pack.tarball());
        }
        return tarball;
    }

    private Process start(PackageName pack, Path folder, Path log) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("pack", pack.toString(), "--ignore-scripts", "--loglevel=error", "--fetch-retries=1"));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("npm_config_update_notifier", "false");
        try {
            Process npm = builder.start();
            npm.getOutputStream().close();
            return npm;
        } catch (IOException e) {
            throw new IOException("npm is not on the PATH", e);
        }
    }

    /** The first line that npm marked as an error, without the mark. */
    private static String complaint(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("npm "))
                .map(line -> line.replaceFirst("^npm (error|ERR!) ?", ""))
                .limit(2)
                .reduce((code, reason) -> code + ", " + reason)
                .orElse("it said nothing");
    }
}
