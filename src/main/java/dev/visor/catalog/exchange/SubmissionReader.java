package dev.visor.catalog.exchange;

import dev.visor.catalog.yaml.Fields;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.catalog.yaml.Yaml;
import dev.visor.catalog.yaml.YamlReader;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.text.PlainName;
import dev.visor.harness.exchange.Submission;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code submission.yaml}. */
public final class SubmissionReader {

    private SubmissionReader() {}

    /** An example of the file, every key with its meaning; a job that is exported holds it. */
    public static final String EXAMPLE = """
            # Copy this file into the folder of your result as submission.yaml, and say what is true.
            id: my-cloak                      # the name in tables: no slashes, not "none"
            method: one line about it
            paper: authors, title, venue and year; or none
            code: where it is to be had, and which commit; or none
            hardware: what it ran on
            seconds_per_photo: 0              # as you measured it; 0 if you did not
            surrogates: []                    # recognizers that it differentiated; those of job.json by their ids
            people: who made the images
            """;

    /**
     * Reads the file in a result's folder.
     *
     * @throws InputError with a line for each problem
     */
    public static Submission read(Path folder) {
        Path file = folder.resolve(Submission.FILE);
        if (!Files.isDirectory(folder)) {
            throw new InputError("result %s is no folder".formatted(folder));
        }
        if (!Files.exists(file)) {
            throw new InputError(
                    "%s is missing: copy submission.yaml.example of the job there, and fill it in".formatted(file));
        }
        ValidationErrors problems = new ValidationErrors();
        Optional<Submission> submission =
                new YamlReader(problems).read(file, file.toString()).flatMap(yaml -> of(new Fields(yaml, problems)));
        problems.throwIfAny();
        return submission.orElseThrow();
    }

    private static Optional<Submission> of(Fields fields) {
        String id = fields.text("id");
        if (!id.isEmpty() && (!PlainName.is(id) || id.equals(Cell.CONTROL) || id.contains("+"))) {
            fields.report(fields.at("id"), "id must be %s, without + and not \"none\"".formatted(PlainName.RULE));
        }
        String method = fields.text("method");
        String paper = fields.text("paper");
        String code = fields.text("code");
        String hardware = fields.text("hardware");
        double seconds = fields.number("seconds_per_photo");
        List<String> surrogates = fields.list("surrogates", item -> word(fields, item));
        String people = fields.text("people");
        fields.done();
        if (!fields.sound()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Submission(id, method, paper, code, hardware, seconds, surrogates, people));
        } catch (IllegalArgumentException e) {
            fields.report(fields.at("seconds_per_photo"), e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> word(Fields fields, Yaml item) {
        return fields.item("surrogates", item, String.class).map(String.class::cast);
    }
}
