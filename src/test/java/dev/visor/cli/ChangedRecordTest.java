package dev.visor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.audit.ForgedRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is changed in a record, whoever reads it says a sentence about it or does his work. */
class ChangedRecordTest {

    private static final int CHANGES = Integer.getInteger("visor.changes", 30);
    private static final long SEED = Long.getLong("visor.changes.seed", 1);
    private static final int REPORTED = 8;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void endsInASentence() throws IOException {
        Path sound = sound();
        SplittableRandom random = new SplittableRandom(SEED);
        StringBuilder wrong = new StringBuilder();
        for (int i = 0; i < CHANGES; i++) {
            Path changed = folder.resolve("changed");
            copy(sound, changed);
            ChangedRecord record = new ChangedRecord(changed, random);
            String told = record.change();
            if (random.nextInt(4) == 0) {
                told += "; " + record.change();
            }
            for (List<String> command : commands(sound.toString(), changed.toString(), i)) {
                String fault = fault(command);
                if (!fault.isEmpty()) {
                    wrong.append("%d %s: %s: %s%n"
                            .formatted(i, command.get(0), told.length() > 200 ? told.substring(0, 200) : told, fault));
                }
            }
        }
        assertThat(wrong.toString()).isEmpty();
    }

    private Path sound() throws IOException {
        String other = System.getProperty("visor.changes.of", "");
        return other.isEmpty() ? ForgedRun.in(folder.resolve("sound")).directory() : Path.of(other);
    }

    private List<List<String>> commands(String sound, String changed, int number) {
        String out = folder.resolve("out").toString();
        List<List<String>> quick = List.of(
                List.of("verify", changed),
                List.of("compare", sound, changed),
                List.of("compare", changed, sound, "--format", "junit"),
                List.of("merge", changed, "--out", folder.resolve("merged").toString()),
                List.of("site", changed, "--out", folder.resolve("site").toString()));
        return number % REPORTED == 0
                ? Stream.concat(quick.stream(), Stream.of(List.of("report", changed, "--out", out)))
                        .toList()
                : quick;
    }

    /** What is wrong about how the command ended; empty if nothing is. */
    private static String fault(List<String> command) {
        StringWriter stderr = new StringWriter();
        StringWriter stdout = new StringWriter();
        long start = System.nanoTime();
        int code = Visor.commandLine()
                .setOut(new PrintWriter(stdout, true))
                .setErr(new PrintWriter(stderr, true))
                .execute(command.toArray(String[]::new));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String said = stderr.toString() + stdout;
        if (code == 1 || said.contains("\tat ") || said.contains("values that do not fit together")) {
            return said.lines().limit(14).toList().toString();
        }
        if (code == 2 && stderr.toString().lines().count() != 1) {
            return "not one sentence: " + stderr;
        }
        if (said.length() > 100_000 || said.chars().anyMatch(c -> c == 0x1b || c == 0x202e || c == 0)) {
            return "acts on a terminal, or is endless: " + said.substring(0, Math.min(300, said.length()));
        }
        return took.toSeconds() > 60 ? "took " + took : "";
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> old = Files.list(to)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
