package dev.visor.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.visor.core.Trust;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.settings.InversionSettings;
import dev.visor.result.settings.InversionSizes;
import dev.visor.result.settings.ProtocolSizes;
import dev.visor.result.settings.RecognitionSettings;
import dev.visor.result.settings.RecognitionSizes;
import dev.visor.result.settings.Settings;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Maps {@code run.json} to {@link RunInfo}: keys in snake case, nothing coerced, nothing unknown, nothing missing. */
public final class RunMapper {

    /**
     * Parses with bounds that no record of ours comes near: a stranger's may hold a million brackets, or a number of a
     * million digits.
     */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(40)
                    .maxNameLength(1_000)
                    .maxStringLength(100_000)
                    .build())
            .build();

    public static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addMixIn(RunInfo.class, Whole.class)
            .addMixIn(Trust.class, TrustWord.class)
            .addMixIn(Settings.class, SettingsOfKind.class)
            .addMixIn(ProtocolSizes.class, SizesOfKind.class)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader())
                    .addSerializer(RunInfo.Status.class, new StatusWriter())
                    .addDeserializer(RunInfo.Status.class, new StatusReader()))
            .build();

    private RunMapper() {}

    /** Keeps Jackson's annotations out of the record. */
    @JsonIgnoreProperties(RunDigest.KEY)
    private interface Whole {
        @JsonSerialize(using = FinishedWriter.class)
        @JsonDeserialize(using = FinishedReader.class)
        @JsonFormat
        Optional<Instant> finished();
    }

    private interface TrustWord {
        @JsonValue
        String word();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = RecognitionSettings.class, name = "recognition"),
        @JsonSubTypes.Type(value = InversionSettings.class, name = "inversion")
    })
    private interface SettingsOfKind {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = RecognitionSizes.class, name = "recognition"),
        @JsonSubTypes.Type(value = InversionSizes.class, name = "inversion")
    })
    private interface SizesOfKind {}

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
