package dev.visor.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.InputError;
import dev.visor.core.Printable;
import dev.visor.core.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code run.json}: keys in the order of {@link RunInfo}, in snake case, one value a line. */
final class RunJson {

    static final String FILE = "run.json";

    private static final List<String> COUNTED_LATER = List.of(
            "peak_memory_mib", "trainings_computed", "trainings_reused", "inversions_computed", "inversions_reused");

    private static final String FILES = "files";
    private static final String ARITHMETIC = "arithmetic";
    private static final String IMPLEMENTATION = "implementation";

    /** A hundred times the largest that we know of. */
    private static final int MOST_BYTES = 8 << 20;

    /** What no record of ours comes near: a stranger's may hold a million brackets, or a number of a million digits. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(40)
                    .maxNameLength(1_000)
                    .maxStringLength(100_000)
                    .build())
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addMixIn(RunInfo.class, Ended.class)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader())
                    .addSerializer(RunInfo.Status.class, new StatusWriter())
                    .addDeserializer(RunInfo.Status.class, new StatusReader()))
            .build();

    private RunJson() {}

    static void write(Path directory, RunInfo info) {
        // The printer's own indenters follow the machine's line ending; the record's bytes must not.
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indent);
        printer.indentArraysWith(indent);
        WholeFile.write(directory.resolve(FILE), out -> {
            out.write(MAPPER.writer(printer).writeValueAsString(info));
            out.write("\n");
        });
    }

    static RunInfo read(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            String text = text(new RecordFolder(directory).bytes(MOST_BYTES, FILE));
            JsonNode root = MAPPER.readTree(text);
            checkVersion(file, root);
            // Only a record that lacks a key is read from the tree: from the text, an error knows its line.
            RunInfo info =
                    completed(root) ? MAPPER.treeToValue(root, RunInfo.class) : MAPPER.readValue(text, RunInfo.class);
            new RunChecks(file).of(root);
            return info;
        } catch (NoSuchFileException e) {
            throw new InputError(
                    "%s is missing: %s is no run record; give the folder of a run".formatted(file, directory), e);
        } catch (JsonProcessingException e) {
            throw new InputError("%s%s: %s".formatted(file, place(e), e.getOriginalMessage()), e);
        } catch (CharacterCodingException e) {
            throw new InputError("%s holds bytes that are no UTF-8".formatted(file), e);
        } catch (IOException e) {
            throw new InputError("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String text(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    private static void checkVersion(Path file, JsonNode root) {
        JsonNode version = root.path("format_version");
        if (!version.isInt() || version.intValue() != RunInfo.FORMAT_VERSION) {
            throw new InputError("%s: format_version is %s, this Visor reads %d; read it with the Visor that wrote it"
                    .formatted(
                            file,
                            version.isMissingNode() ? "missing" : Printable.brief(version.toString()),
                            RunInfo.FORMAT_VERSION));
        }
    }

    /** Adds what older records did not count or take the digest of; whether anything was missing. */
    private static boolean completed(JsonNode root) {
        boolean older = false;
        for (JsonNode ledger : root.path("ledgers")) {
            if (ledger instanceof ObjectNode object && !object.has("zero_gradients") && !object.has("draws")) {
                object.put("zero_gradients", 0).put("draws", false);
                older = true;
            }
        }
        if (root instanceof ObjectNode object && !object.has(FILES)) {
            object.putObject(FILES);
            older = true;
        }
        if (root.path("environment") instanceof ObjectNode on && !on.has(ARITHMETIC)) {
            on.put(ARITHMETIC, "");
            older = true;
        }
        if (root.path("dataset") instanceof ObjectNode data && !data.has("contents") && !data.has("left_out")) {
            data.put("contents", RunInfo.Data.UNKNOWN_CONTENTS).putObject("left_out");
            older = true;
        }
        for (String entries : List.of("defenses", "attacks", "recognizers")) {
            for (JsonNode entry : root.path(entries)) {
                if (entry instanceof ObjectNode object && !object.has(IMPLEMENTATION)) {
                    object.put(IMPLEMENTATION, RunInfo.UNTOLD);
                    older = true;
                }
            }
        }
        if (root.path("counts") instanceof ObjectNode counts) {
            for (String added : COUNTED_LATER) {
                if (!counts.has(added)) {
                    counts.put(added, 0);
                    older = true;
                }
            }
        }
        return older;
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where =
                at == null ? "" : String.format(Locale.ROOT, " line %d column %d", at.getLineNr(), at.getColumnNr());
        if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return where;
        }
        return where + " at "
                + mapping.getPath().stream()
                        .map(r -> r.getFieldName() == null ? Integer.toString(r.getIndex()) : r.getFieldName())
                        .collect(Collectors.joining("."));
    }

    /** Keeps Jackson's annotations out of the record. */
    private interface Ended {
        @JsonSerialize(using = FinishedWriter.class)
        @JsonDeserialize(using = FinishedReader.class)
        @JsonFormat
        Optional<Instant> finished();
    }

    private static final class InstantWriter extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return instant(in, context);
        }
    }

    private static final class FinishedWriter extends JsonSerializer<Optional<Instant>> {
        @Override
        public void serialize(Optional<Instant> value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(value.map(Instant::toString).orElse(CsvWriter.NOT_APPLICABLE));
        }
    }

    private static final class FinishedReader extends JsonDeserializer<Optional<Instant>> {
        @Override
        public Optional<Instant> deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return in.getText().equals(CsvWriter.NOT_APPLICABLE) ? Optional.empty() : Optional.of(instant(in, context));
        }
    }

    private static final class StatusWriter extends JsonSerializer<RunInfo.Status> {
        @Override
        public void serialize(RunInfo.Status value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.word());
        }
    }

    private static final class StatusReader extends JsonDeserializer<RunInfo.Status> {
        @Override
        public RunInfo.Status deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String word = in.getText();
            for (RunInfo.Status status : RunInfo.Status.values()) {
                if (status.word().equals(word)) {
                    return status;
                }
            }
            String words = Arrays.stream(RunInfo.Status.values())
                    .map(RunInfo.Status::word)
                    .collect(Collectors.joining(", "));
            throw context.weirdStringException(word, RunInfo.Status.class, "expected one of " + words);
        }
    }

    private static Instant instant(JsonParser in, DeserializationContext context) throws IOException {
        try {
            return Instant.parse(in.getText());
        } catch (DateTimeException e) {
            throw context.weirdStringException(
                    in.getText(), Instant.class, "expected a time like 2026-01-31T12:00:00Z");
        }
    }
}
