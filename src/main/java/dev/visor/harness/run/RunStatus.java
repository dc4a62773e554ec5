package dev.visor.harness.run;

import dev.visor.core.InputError;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The status of a run that some process, here or elsewhere, has begun: how far it has come.
 *
 * @param folder of its record
 * @param info of {@code run.json}
 * @param state that it told last; empty if it has told none, or is completed
 */
public record RunStatus(Path folder, RunInfo info, Optional<RunState> state) {

    /**
     * Reads the status of a run, or of all runs below a folder, such as the shards of one.
     *
     * @throws InputError if there is none
     */
    public static List<RunStatus> in(Path folder) {
        if (new RunRecord(folder).exists()) {
            return List.of(of(folder));
        }
        if (!Files.isDirectory(folder)) {
            throw new InputError("%s is no folder; give that of a run, or one that holds runs".formatted(folder));
        }
        try (Stream<Path> below = Files.list(folder)) {
            List<RunStatus> all = below.filter(run -> new RunRecord(run).exists())
                    .sorted()
                    .map(RunStatus::of)
                    .toList();
            if (all.isEmpty()) {
                throw new InputError("%s holds no run: neither run.json nor a folder with one".formatted(folder));
            }
            return all;
        } catch (IOException e) {
            throw new InputError("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** Returns the name of this machine, as runs tell it. */
    public static String host() {
        return RunProgress.host();
    }

    public static Instant now() {
        return Clock.systemUTC().instant();
    }

    /** Tells in a line how many runs, and cells of those that tell, are done. */
    public static String summary(List<RunStatus> runs) {
        long completed = runs.stream()
                .filter(run -> run.info().status() == Status.COMPLETED)
                .count();
        long cells = runs.stream()
                .flatMap(run -> run.state().stream())
                .mapToLong(RunState::cells)
                .sum();
        long all = runs.stream()
                .flatMap(run -> run.state().stream())
                .mapToLong(RunState::allCells)
                .sum();
        return String.format(
                Locale.ROOT,
                "%d of %d runs completed%s",
                completed,
                runs.size(),
                all > 0 ? String.format(Locale.ROOT, "; of the others, %d of %d cells are judged", cells, all) : "");
    }

    private static RunStatus of(Path folder) {
        RunInfo info = new RunRecord(folder).info();
        return new RunStatus(
                folder, info, info.status() == Status.COMPLETED ? Optional.empty() : RunState.read(folder));
    }

    /** Whether the process that runs it lives, as far as that can be told: only of one on this machine. */
    public Optional<Boolean> alive(String host) {
        return state.filter(told -> told.host().equals(host))
                .map(told -> ProcessHandle.of(told.process())
                        .filter(ProcessHandle::isAlive)
                        .isPresent());
    }
}
