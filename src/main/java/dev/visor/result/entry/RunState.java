package dev.visor.result.entry;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * {@code progress.json}: how far a run has come. It lies in the record's folder while the run is under way, and goes when it is completed.
 *
 * @param process id of the process that runs it
 * @param host name of its machine
 * @param started time of the process's start, as ISO 8601
 * @param heard time when this was written
 * @param stage in words; empty before the first
 * @param done of the stage's total
 * @param rate per second, 0 if not known yet
 * @param cells judged, of {@code allCells}
 * @param seconds since the start
 * @param secondsLeft until the run is over, by its plan; 0 if not known
 * @param memory bytes that the process holds, 0 if not known
 * @param results the last numbers that it has come to, in sentences
 */
public record RunState(
        long process,
        String host,
        String started,
        String heard,
        String stage,
        long done,
        long total,
        double rate,
        long cells,
        long allCells,
        double seconds,
        double secondsLeft,
        long memory,
        List<String> results) {

    public static final String FILE = "progress.json";

    private static final int MOST_BYTES = 1 << 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    public RunState {
        results = List.copyOf(results);
    }

    /** Returns the seconds until the stage ends at this rate; empty if not known. */
    public Optional<Double> stageLeft() {
        return rate > 0 && done < total ? Optional.of((total - done) / rate) : Optional.empty();
    }

    /** Returns the seconds until the run is over; empty if not known. */
    public Optional<Double> left() {
        return secondsLeft > 0 ? Optional.of(secondsLeft) : Optional.empty();
    }

    /** Writes the file, without forcing it to disk: it is out of date a second later. A folder that cannot be written is no reason to end a run. */
    public void write(Path folder) {
        Path unfinished = folder.resolve("." + FILE);
        try {
            // Never through a link that somebody put there.
            Files.deleteIfExists(unfinished);
            Files.write(unfinished, MAPPER.writeValueAsBytes(this), StandardOpenOption.CREATE_NEW);
            Files.move(unfinished, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // The run's own tables will tell of it.
            return;
        }
    }

    /** Takes the file away: the run is completed. */
    public static void clear(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve("." + FILE));
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw new InputError("%s cannot be removed: %s".formatted(folder.resolve(FILE), e.getMessage()), e);
        }
    }

    /** Reads that of a run; empty if there is none, or none that can be read. */
    public static Optional<RunState> read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            return Optional.of(
                    MAPPER.readValue(new String(Files.readAllBytes(file), StandardCharsets.UTF_8), RunState.class));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
