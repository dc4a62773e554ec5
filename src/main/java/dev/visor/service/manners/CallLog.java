package dev.visor.service.manners;

import dev.visor.service.Answer;
import dev.visor.service.GrowingFile;
import dev.visor.service.Question;
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

    /** Goes on where an earlier process of the run stopped. */
    public CallLog(Path path) {
        this.file = GrowingFile.open(path);
        if (file.found().isEmpty()) {
            file.add(String.join(",", COLUMNS));
        }
    }

    void row(
            Instant time,
            String service,
            Question question,
            int attempt,
            Answer answer,
            Duration took,
            double dollars) {
        file.add(String.join(
                ",",
                time.toString(),
                service,
                question.operation().word(),
                question.digest().brief(),
                or(question.subjects()),
                Integer.toString(attempt),
                answer.status().word(),
                or(answer.detail()),
                Long.toString(took.toMillis()),
                Double.toString(dollars)));
    }

    /** What a service says of itself may hold anything. */
    private static String or(String text) {
        String plain = text.replaceAll("[^\\w .:/+-]", " ").strip();
        return plain.isEmpty() ? "-" : plain;
    }

    @Override
    public void close() {
        file.close();
    }
}
