package dev.visor.service.policy;

import dev.visor.core.InputError;
import dev.visor.service.CsvLine;
import dev.visor.service.GrowingFile;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** {@code calls.csv}: every call that was made, one row each, whatever came of it. Holds digests of photos, and no secrets. */
public final class CallLog implements AutoCloseable {

    public static final String FILE = "calls.csv";

    private static final List<String> COLUMNS = List.of(
            "time", "service", "operation", "question", "asked_about", "try", "status", "detail", "ms", "dollars");

    private final GrowingFile file;

    /**
     * Goes on where an earlier process of the run stopped.
     *
     * @throws InputError if the file is another table
     */
    public CallLog(Path path) {
        this.file = GrowingFile.open(path);
        String header = String.join(",", COLUMNS);
        if (file.found().isEmpty()) {
            file.add(header);
        } else if (!file.found().get(0).equals(header)) {
            file.close();
            throw new InputError("%s line 1 is not \"%s\"; name another folder".formatted(path, header));
        }
    }

    void row(
            Instant time,
            String service,
            ServiceRequest question,
            int attempt,
            ServiceResponse answer,
            Duration took,
            double dollars) {
        file.add(CsvLine.of(
                time,
                service,
                question.operation().word(),
                question.digest().brief(),
                or(question.subjects()),
                attempt,
                answer.status().word(),
                or(answer.detail()),
                took.toMillis(),
                dollars));
    }

    private static String or(String text) {
        return text.isBlank() ? "-" : text;
    }

    @Override
    public void close() {
        file.close();
    }
}
