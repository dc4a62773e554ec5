package dev.visor.result.entry;

import dev.visor.result.csv.CsvWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows of {@code commands.csv}: the end of what a command of somebody else's said in one batch. Batches that came from the store are not
 * in it.
 *
 * @param surrogates empty if the defense uses none
 * @param batch from 1
 */
public record CommandOutput(String defense, List<String> surrogates, long seed, int batch, String said) {

    public static final String FILE = "commands.csv";
    public static final List<String> COLUMNS = List.of("defense", "surrogates", "seed", "batch", "said");

    public CommandOutput {
        surrogates = List.copyOf(surrogates);
    }

    /** Writes the file: a row for each line that is not blank. */
    public static void write(Path directory, List<CommandOutput> outputs) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, outputs.stream().flatMap(CommandOutput::rows));
    }

    private Stream<List<String>> rows() {
        return said.lines()
                .filter(line -> !line.isBlank())
                .map(line -> List.of(
                        CsvWriter.name(defense),
                        surrogates.isEmpty() ? CsvWriter.NOT_APPLICABLE : String.join("+", surrogates),
                        Long.toString(seed),
                        Integer.toString(batch),
                        line));
    }
}
