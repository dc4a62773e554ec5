package dev.visor.service.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.service.Operation;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.ServiceResponse.Match;
import dev.visor.service.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * A line of a file of answers, and how it is written; every field of a line is checked when it is read.
 *
 * <p>A line ends with a checksum, so that a changed digit is no other score. Lines of an older Visor have none.
 */
sealed interface ResponseLine {

    ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** The end of a line: the checksum of the line without it. */
    Pattern CHECKED = Pattern.compile("(.*),\"check\":\"([0-9a-f]{8})\"\\}");

    /** A collection was closed. */
    record Closed(String collection) implements ResponseLine {}

    /** The service does not know the handle that answered the question any longer. */
    record Forgotten(Digest question) implements ResponseLine {}

    /** A question was answered; {@code given} is when, of a handle. */
    record Answered(Digest question, String collection, ServiceResponse answer, Optional<Instant> given)
            implements ResponseLine {}

    /** The first line of every file. */
    static String head(ServiceCard card) {
        return JSON.createObjectNode()
                .put("form", ResponseCache.FORM)
                .put("service", card.id())
                .put("kind", card.kind().word())
                .put("card", card.digest().hex())
                .toString();
    }

    static String closed(String collection) {
        return checked(JSON.createObjectNode().put("closed", collection));
    }

    static String forgotten(Digest question) {
        return checked(JSON.createObjectNode().put("forgotten", question.hex()));
    }

    static String answered(ServiceRequest question, ServiceResponse answer, Optional<Instant> given) {
        ObjectNode row = JSON.createObjectNode();
        row.put("question", question.digest().hex());
        row.put("operation", question.operation().word());
        row.put("collection", question.collection());
        row.put("asked_about", question.subjects());
        row.put("status", answer.status().word());
        row.put("detail", answer.detail());
        row.put("model", answer.model());
        row.put("handle", answer.handle());
        given.ifPresent(time -> row.put("given", time.toString()));
        ArrayNode matches = row.putArray("matches");
        answer.matches()
                .forEach(
                        match -> matches.addObject().put("entry", match.entry()).put("raw", match.raw()));
        ObjectNode thresholds = row.putObject("thresholds");
        answer.thresholds().forEach(thresholds::put);
        ArrayNode embedding = row.putArray("embedding");
        answer.embedding().forEach(embedding::add);
        return checked(row);
    }

    private static String checked(ObjectNode row) {
        String line = row.toString();
        return "%s,\"check\":\"%s\"}".formatted(line.substring(0, line.length() - 1), checksum(line));
    }

    private static String checksum(String line) {
        CRC32 crc = new CRC32();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /** The line as it was before its checksum was added. */
    private static String unchecked(String line) {
        Matcher checked = CHECKED.matcher(line);
        if (!checked.matches()) {
            return line;
        }
        String before = checked.group(1) + "}";
        if (!checksum(before).equals(checked.group(2))) {
            throw new IllegalArgumentException("its checksum is another");
        }
        return before;
    }

    /**
     * Reads a line.
     *
     * @param number of the line, from 1
     * @throws InputError naming file, line and field if it is not as it was written
     */
    static ResponseLine read(Path path, int number, String line) {
        try {
            JsonNode row = JSON.readTree(unchecked(line));
            if (row == null || !row.isObject() || row.has("check")) {
                throw new IllegalArgumentException("it is no JSON object");
            }
            Set<String> fields =
                    row.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
            if (fields.equals(Set.of("closed"))) {
                return new Closed(text(row, "closed"));
            }
            if (fields.equals(Set.of("forgotten"))) {
                return new Forgotten(digest(row, "forgotten"));
            }
            return answered(row);
        } catch (JsonProcessingException e) {
            throw damaged(path, number, "it is no JSON", e);
        } catch (IllegalArgumentException e) {
            throw damaged(path, number, e.getMessage(), e);
        }
    }

    private static InputError damaged(Path path, int number, String how, Exception e) {
        return new InputError(
                "%s line %d is damaged: %s; delete the file, or name another folder".formatted(path, number, how), e);
    }

    private static Answered answered(JsonNode row) {
        String operation = text(row, "operation");
        if (Arrays.stream(Operation.values()).noneMatch(o -> o.word().equals(operation))) {
            throw new IllegalArgumentException("\"operation\" is none that is known");
        }
        text(row, "asked_about");
        List<Match> matches = new ArrayList<>();
        for (JsonNode match : list(row, "matches")) {
            matches.add(new Match(text(match, "entry"), number(match.path("raw"), "matches.raw")));
        }
        if (!row.path("thresholds").isObject()) {
            throw new IllegalArgumentException("\"thresholds\" is missing");
        }
        TreeMap<String, Double> thresholds = new TreeMap<>();
        row.path("thresholds")
                .properties()
                .forEach(entry -> thresholds.put(entry.getKey(), number(entry.getValue(), "thresholds")));
        List<Double> embedding = new ArrayList<>();
        list(row, "embedding").forEach(value -> embedding.add(number(value, "embedding")));
        ServiceResponse answer = new ServiceResponse(
                status(text(row, "status")),
                text(row, "detail"),
                matches,
                thresholds,
                text(row, "model"),
                text(row, "handle"),
                embedding);
        Optional<Instant> given = row.has("given") ? Optional.of(instant(text(row, "given"))) : Optional.empty();
        return new Answered(digest(row, "question"), text(row, "collection"), answer, given);
    }

    private static String text(JsonNode row, String field) {
        if (!row.path(field).isTextual()) {
            throw new IllegalArgumentException("\"%s\" is missing, or no text".formatted(field));
        }
        return row.path(field).asText();
    }

    private static JsonNode list(JsonNode row, String field) {
        if (!row.path(field).isArray()) {
            throw new IllegalArgumentException("\"%s\" is missing, or no list".formatted(field));
        }
        return row.path(field);
    }

    private static double number(JsonNode value, String field) {
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new IllegalArgumentException("\"%s\" holds what is no number".formatted(field));
        }
        return value.asDouble();
    }

    private static Digest digest(JsonNode row, String field) {
        String hex = text(row, field);
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("\"%s\" is no digest".formatted(field));
        }
        return new Digest(hex);
    }

    private static Status status(String word) {
        return Arrays.stream(Status.values())
                .filter(status -> status.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"status\" is none that is known"));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"given\" is no time", e);
        }
    }
}
