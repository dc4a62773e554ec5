package dev.visor.service.policy;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.service.FoundLines;
import dev.visor.service.GrowingFile;
import dev.visor.service.Operation;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Responses of a service by the digest of the request: a cache that nobody pays for twice, or a cassette to replay.
 *
 * <p>Photos are in it by digest only, keys not at all: an {@link ServiceResponse} has no place for either.
 */
public final class ResponseCache implements AutoCloseable {

    /** Version of what lines mean; those of another form are another service's. */
    public static final int FORM = 2;

    /** Share of a handle's life in which it is used: a question waits, is tried again, and clocks differ. */
    private static final double SAFE = .75;

    private final Optional<Duration> handleLife;

    /** File of new answers; none of a cassette that is replayed. */
    private final Optional<GrowingFile> file;

    private final Map<Digest, ServiceResponse> answers = new HashMap<>();

    /**
     * Times at which handles were given, by the question that they answer; none for those that the service has
     * forgotten.
     */
    private final Map<Digest, Instant> given = new HashMap<>();

    /** Questions that changed a collection, by its name, as long as it is there. */
    private final Map<String, Set<Digest>> live = new HashMap<>();

    /**
     * Opens them, to be added to.
     *
     * @throws InputError if the file holds another service's answers, or is none of this kind; then it stays as it is
     */
    public ResponseCache(Path path, ServiceCard card) {
        this(card, Optional.of(GrowingFile.open(path)));
        GrowingFile growing = file.orElseThrow();
        try {
            if (growing.found().isEmpty()) {
                growing.add(ResponseLine.head(card));
            } else {
                read(path, card, growing.found());
            }
        } catch (RuntimeException e) {
            growing.close();
            throw e;
        }
    }

    private ResponseCache(ServiceCard card, Optional<GrowingFile> file) {
        this.handleLife = card.kind().handleLife();
        this.file = file;
    }

    /**
     * Reads the answers of a cassette, every line of it checked; its file is read and left alone.
     *
     * @throws InputError if the file holds another service's answers, or anything but whole answers
     */
    public static ResponseCache replayed(Path path, ServiceCard card) {
        FoundLines lines = FoundLines.read(path);
        if (lines.cut() || lines.whole().isEmpty()) {
            throw new InputError(
                    "%s line %d is cut off: its recording was not finished; finish it, or name another folder"
                            .formatted(path, lines.whole().size() + 1));
        }
        ResponseCache answers = new ResponseCache(card, Optional.empty());
        answers.read(path, card, lines.whole());
        return answers;
    }

    private void read(Path path, ServiceCard card, List<String> lines) {
        if (!lines.get(0).equals(ResponseLine.head(card))) {
            throw new InputError(
                    "%s holds answers of another service, or of this one before its card %s was changed; name another folder"
                            .formatted(path, card.id()));
        }
        for (int i = 1; i < lines.size(); i++) {
            ResponseLine line = ResponseLine.read(path, i + 1, lines.get(i));
            if (line instanceof ResponseLine.Closed closed) {
                live.remove(closed.collection());
            } else if (line instanceof ResponseLine.Forgotten forgotten) {
                given.remove(forgotten.question());
            } else if (line instanceof ResponseLine.Answered answered) {
                answers.put(answered.question(), answered.answer());
                answered.given().ifPresent(time -> given.put(answered.question(), time));
                touched(answered.collection(), answered.question());
            }
        }
    }

    private void add(String line) {
        file.ifPresent(growing -> growing.add(line));
    }

    private void touched(String collection, Digest question) {
        live.computeIfAbsent(collection, name -> new HashSet<>()).add(question);
    }

    /**
     * Finds an answer, if it still holds: a collection that was closed has to be filled again, a face whose handle is
     * old or forgotten has to be found again.
     */
    synchronized Optional<ServiceResponse> find(ServiceRequest question, Instant now) {
        boolean holds = question.operation().pure()
                ? lives(question, now)
                : live.getOrDefault(question.collection(), Set.of()).contains(question.digest());
        return holds ? recall(question) : Optional.empty();
    }

    /** Whether the answer is no handle, or one that can be used still. One that was given in the future is of no known age. */
    private boolean lives(ServiceRequest question, Instant now) {
        boolean handle = question.operation() == Operation.DETECT
                && !recall(question).map(ServiceResponse::handle).orElse("").isEmpty();
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

    /** Finds an answer, whether or not it still holds. */
    public synchronized Optional<ServiceResponse> recall(ServiceRequest question) {
        return Optional.ofNullable(answers.get(question.digest()));
    }

    /** The service has forgotten the collection. */
    synchronized void closed(String collection) {
        if (live.remove(collection) != null) {
            add(ResponseLine.closed(collection));
        }
    }

    /** The service does not know the handle any longer; nothing to do if the face has another by now. */
    synchronized void forgotten(ServiceRequest detection, String handle) {
        boolean current = recall(detection)
                .filter(answer -> answer.handle().equals(handle))
                .isPresent();
        if (current && given.remove(detection.digest()) != null) {
            add(ResponseLine.forgotten(detection.digest()));
        }
    }

    /** Keeps an answer for a cassette, which knows no time; a later one to the same question takes its place. */
    public void put(ServiceRequest question, ServiceResponse answer) {
        put(question, answer, Optional.empty());
    }

    /**
     * Keeps an answer; a later one to the same question takes its place.
     *
     * @param when it was asked for; kept with handles alone, as other answers do not age
     */
    public synchronized void put(ServiceRequest question, ServiceResponse answer, Optional<Instant> when) {
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
        add(ResponseLine.answered(question, answer, birth));
    }

    @Override
    public void close() {
        file.ifPresent(GrowingFile::close);
    }
}
