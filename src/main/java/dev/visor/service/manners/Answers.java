package dev.visor.service.manners;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.service.Answer;
import dev.visor.service.Answer.Match;
import dev.visor.service.GrowingFile;
import dev.visor.service.Operation;
import dev.visor.service.Question;
import dev.visor.service.ServiceCard;
import dev.visor.service.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a service has answered, by the digest of the question: a cache that nobody pays for twice, or a cassette to replay.
 *
 * <p>Photos are in it by digest only, keys not at all: an {@link Answer} has no place for either.
 */
public final class Answers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What lines mean; those of another form are another service's. */
    public static final int FORM = 2;

    /** Of a handle's life, the share in which it is used: a question waits, is tried again, and clocks differ. */
    private static final double SAFE = .75;

    private final Path path;
    private final Optional<Duration> handleLife;
    private final GrowingFile file;
    private final Map<Digest, Answer> answers = new HashMap<>();

    /** When handles were given, by the question that they answer; none for those that the service has forgotten. */
    private final Map<Digest, Instant> given = new HashMap<>();

    /** What was done to a collection, as long as the collection is there. */
    private final Map<String, Set<Digest>> live = new HashMap<>();

    /**
     * Opens them.
     *
     * @throws InputError if the file holds another service's answers, or is none of this kind
     */
    public Answers(Path path, ServiceCard card) {
        this.path = path;
        this.handleLife = card.kind().handleLife();
        this.file = GrowingFile.open(path);
        String head = head(card);
        if (file.found().isEmpty()) {
            file.add(head);
            return;
        }
        if (!file.found().get(0).equals(head)) {
            file.close();
            throw new InputError(
                    "%s holds answers of another service, or of this one before its card %s was changed; name another folder"
                            .formatted(path, card.id()));
        }
        for (String line : file.found().subList(1, file.found().size())) {
            JsonNode row = parsed(line);
            if (row.has("closed")) {
                live.remove(row.at("/closed").asText());
                continue;
            }
            if (row.has("forgotten")) {
                given.remove(new Digest(row.at("/forgotten").asText()));
                continue;
            }
            Digest question = new Digest(row.at("/question").asText());
            answers.put(question, answer(row));
            if (row.has("given")) {
                given.put(question, instant(row.at("/given").asText()));
            }
            touched(row.at("/collection").asText(), question);
        }
    }

    private static String head(ServiceCard card) {
        return JSON.createObjectNode()
                .put("form", FORM)
                .put("service", card.id())
                .put("kind", card.kind().word())
                .put("card", card.digest().hex())
                .toString();
    }

    private void touched(String collection, Digest question) {
        live.computeIfAbsent(collection, name -> new HashSet<>()).add(question);
    }

    /**
     * What was answered, if that still holds: a collection that was closed has to be filled again, a face whose handle is old or
     * forgotten has to be found again.
     */
    synchronized Optional<Answer> find(Question question, Instant now) {
        boolean holds = question.operation().pure()
                ? lives(question, now)
                : live.getOrDefault(question.collection(), Set.of()).contains(question.digest());
        return holds ? recall(question) : Optional.empty();
    }

    /** Whether the answer is no handle, or one that can be used still. One that was given in the future is of no known age. */
    private boolean lives(Question question, Instant now) {
        boolean handle = question.operation() == Operation.DETECT
                && !recall(question).map(Answer::handle).orElse("").isEmpty();
        if (!handle) {
            return true;
        }
        Instant since = given.get(question.digest());
        if (since == null) {
            return false;
        }
        return handleLife
                .map(life -> {
                    Duration age = Duration.between(since, now);
                    return !age.isNegative() && age.toMillis() < SAFE * life.toMillis();
                })
                .orElse(true);
    }

    /** What was answered, whether or not it still holds. */
    synchronized Optional<Answer> recall(Question question) {
        return Optional.ofNullable(answers.get(question.digest()));
    }

    /** The service has forgotten the collection. */
    synchronized void closed(String collection) {
        if (live.remove(collection) != null) {
            file.add(JSON.createObjectNode().put("closed", collection).toString());
        }
    }

    /** The service does not know the handle any longer; nothing to do if the face has another by now. */
    synchronized void forgotten(Question detection, String handle) {
        boolean current = recall(detection)
                .filter(answer -> answer.handle().equals(handle))
                .isPresent();
        if (current && given.remove(detection.digest()) != null) {
            file.add(JSON.createObjectNode()
                    .put("forgotten", detection.digest().hex())
                    .toString());
        }
    }

    /** Keeps an answer for a cassette, which knows no time; a later one to the same question takes its place. */
    void put(Question question, Answer answer) {
        put(question, answer, Optional.empty());
    }

    /**
     * Keeps an answer; a later one to the same question takes its place.
     *
     * @param when it was asked for; kept with handles alone, as other answers do not age
     */
    synchronized void put(Question question, Answer answer, Optional<Instant> when) {
        Optional<Instant> birth = when.filter(time ->
                question.operation() == Operation.DETECT && !answer.handle().isEmpty());
        boolean same = answer.equals(answers.put(question.digest(), answer))
                && birth.equals(Optional.ofNullable(given.get(question.digest())));
        boolean held = live.getOrDefault(question.collection(), Set.of()).contains(question.digest());
        if (same && held) {
            return;
        }
        birth.ifPresent(time -> given.put(question.digest(), time));
        touched(question.collection(), question.digest());
        ObjectNode row = JSON.createObjectNode();
        row.put("question", question.digest().hex());
        row.put("operation", question.operation().word());
        row.put("collection", question.collection());
        row.put("asked_about", question.subjects());
        row.put("status", answer.status().word());
        row.put("detail", answer.detail());
        row.put("model", answer.model());
        row.put("handle", answer.handle());
        birth.ifPresent(time -> row.put("given", time.toString()));
        ArrayNode matches = row.putArray("matches");
        answer.matches()
                .forEach(
                        match -> matches.addObject().put("entry", match.entry()).put("raw", match.raw()));
        ObjectNode thresholds = row.putObject("thresholds");
        answer.thresholds().forEach(thresholds::put);
        ArrayNode embedding = row.putArray("embedding");
        answer.embedding().forEach(embedding::add);
        file.add(row.toString());
    }

    private JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new InputError("%s is damaged; delete it, or name another folder".formatted(path), e);
        }
    }

    private Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InputError("%s is damaged; delete it, or name another folder".formatted(path), e);
        }
    }

    private Answer answer(JsonNode row) {
        List<Match> matches = new ArrayList<>();
        row.at("/matches")
                .forEach(match -> matches.add(
                        new Match(match.at("/entry").asText(), match.at("/raw").asDouble())));
        TreeMap<String, Double> thresholds = new TreeMap<>();
        row.at("/thresholds")
                .properties()
                .forEach(
                        entry -> thresholds.put(entry.getKey(), entry.getValue().asDouble()));
        List<Double> embedding = new ArrayList<>();
        row.at("/embedding").forEach(value -> embedding.add(value.asDouble()));
        try {
            return new Answer(
                    Status.of(row.at("/status").asText()),
                    row.at("/detail").asText(),
                    matches,
                    thresholds,
                    row.at("/model").asText(),
                    row.at("/handle").asText(),
                    embedding);
        } catch (IllegalArgumentException e) {
            throw new InputError("%s is damaged; delete it, or name another folder".formatted(path), e);
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
