package dev.visor.external;

import dev.visor.core.InputError;
import dev.visor.core.text.Printable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of somebody else's, run to its end and never longer than allowed.
 *
 * <p>It gets its arguments as they are, no shell reads them. When it ends, is late, or Visor itself dies, everything that it has
 * started is ended with it: its process group and, where the system tells ({@code /proc}), what has left the group.
 */
public final class OutsideCommand {

    /** The number of bytes that are kept of the end of what the program says. */
    public static final int MOST_KEPT = 64 << 10;

    /** Variables whose names look like these hold secrets, which are no business of the program. */
    private static final Pattern SECRET =
            Pattern.compile(".*(KEY|SECRET|TOKEN|PASSWORD|PASSWD|CREDENTIAL).*", Pattern.CASE_INSENSITIVE);

    /** Ends the program's group when the pipe to Visor closes: also after a {@code kill -9} of Visor, when nobody is left to say so. */
    private static final String SUPERVISOR = """
            set -m
            exec 3<&0 4>&1 >/dev/null 2>&1
            token=$1; shift
            VISOR_COMMAND=$token "$@" </dev/null >&4 2>&4 3<&- 4>&- &
            child=$!
            end() {
                kill -KILL -- "-$child"
                for file in $(grep -lsz "^VISOR_COMMAND=$token\\$" /proc/[0-9]*/environ); do
                    process=${file#/proc/}
                    kill -KILL "${process%/environ}"
                done
            }
            exec 4>&-
            (read -r _ <&3; kill -TERM $$) &
            watcher=$!
            gone() {
                end
                case $PWD in */FOLDER*) rm -rf -- "$PWD" ;; esac
                exit 143
            }
            trap gone TERM
            wait "$child"
            code=$?
            end
            kill -KILL -- "-$watcher"
            exit "$code"
            """.replace("FOLDER", CommandJob.FOLDER);

    private static final int NOT_FOUND = 127;
    private static final int NOT_EXECUTABLE = 126;
    private static final int SIGNALED = 128;

    private final String owner;
    private final List<String> arguments;
    private final Duration limit;

    /**
     * Prepares a program.
     *
     * @param owner whose it is, as messages name it: {@code defense my-cloak}
     * @param arguments the program, then what it is told
     * @param limit after which it is ended
     */
    public OutsideCommand(String owner, List<String> arguments, Duration limit) {
        this.owner = owner;
        this.arguments = List.copyOf(arguments);
        this.limit = limit;
    }

    /**
     * Runs the program.
     *
     * @param folder that it works in
     * @param places what stands for words in braces of its arguments, such as {@code job}
     * @return the end of what it said on stdout and stderr
     * @throws InputError if it cannot be started, is late, or ends with another code than 0
     */
    public String run(Path folder, Map<String, String> places) {
        List<String> filled = arguments.stream().map(word -> fill(word, places)).toList();
        requireProgram(filled.get(0), folder);
        List<String> all = new ArrayList<>(List.of(
                "bash", "-c", SUPERVISOR, "visor-command", UUID.randomUUID().toString()));
        all.addAll(filled);
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> SECRET.matcher(name).matches());
            return finish(builder.start());
        } catch (IOException e) {
            throw new InputError("%s: its command cannot be started (%s)".formatted(owner, e.getMessage()), e);
        }
    }

    private static String fill(String word, Map<String, String> places) {
        String filled = word;
        for (Map.Entry<String, String> place : places.entrySet()) {
            filled = filled.replace("{" + place.getKey() + "}", place.getValue());
        }
        return filled;
    }

    private void requireProgram(String program, Path folder) {
        String path = System.getenv().getOrDefault("PATH", "");
        boolean found = program.contains("/")
                ? Files.isExecutable(folder.resolve(program))
                : Stream.of(path.split(File.pathSeparator)).anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
        if (!found) {
            throw new InputError("%s: there is no program %s that can be run; name it by a path, or put it on the PATH"
                    .formatted(owner, Printable.brief(program)));
        }
    }

    private String finish(Process process) {
        Tail said = new Tail(process.getInputStream());
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                end(process);
                throw fault(
                        "had not ended after " + words(limit) + ", and was ended with all that it had started", said);
            }
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command runs", e);
        }
        int code = process.exitValue();
        if (code != 0) {
            throw fault(ending(code), said);
        }
        return said.text();
    }

    /** Closes the pipe, upon which the supervisor ends the program and itself. */
    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String ending(int code) {
        if (code == NOT_FOUND || code == NOT_EXECUTABLE) {
            return "could not be started (exit code " + code + ")";
        }
        return code > SIGNALED
                ? "was ended by signal " + (code - SIGNALED)
                : "ended with exit code " + code + "; expected 0";
    }

    private InputError fault(String what, Tail said) {
        String last = said.lastLine();
        return new InputError("%s: its command %s%s"
                .formatted(owner, what, last.isEmpty() ? "; it said nothing" : "; it said last: " + last));
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() / 1000. + " s";
    }

    /** The end of what a process says, read as it comes so that the process never waits. */
    private static final class Tail {

        private final byte[] ring = new byte[MOST_KEPT];
        private final Thread reader;
        private long total;

        Tail(InputStream in) {
            reader = new Thread(() -> read(in), "command");
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream in) {
            byte[] part = new byte[1 << 12];
            try (in) {
                for (int n = in.read(part); n >= 0; n = in.read(part)) {
                    keep(part, n);
                }
            } catch (IOException e) {
                // Ended: what it said until then is what there is.
                return;
            }
        }

        private synchronized void keep(byte[] part, int n) {
            for (int i = 0; i < n; i++) {
                ring[(int) (total++ % ring.length)] = part[i];
            }
        }

        /** Something that escaped may hold the pipe open; nobody waits for that. */
        String text() {
            try {
                reader.join(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (this) {
                int kept = (int) Math.min(total, ring.length);
                byte[] bytes = new byte[kept];
                for (int i = 0; i < kept; i++) {
                    bytes[i] = ring[(int) ((total - kept + i) % ring.length)];
                }
                return Printable.lines(new String(bytes, StandardCharsets.UTF_8));
            }
        }

        String lastLine() {
            return Arrays.stream(text().split("\n"))
                    .filter(line -> !line.isBlank())
                    .reduce((first, second) -> second)
                    .map(Printable::brief)
                    .orElse("");
        }
    }
}
