package dev.visor.service;

import java.util.Optional;
import java.util.Set;

/**
 * A recognition service that is asked one question at a time; many threads may ask.
 *
 * <p>A plain client asks once and tells what came of it, whatever that is; {@code service.manners} adds the cap, the rate, the
 * retries and the memory.
 */
public interface RecognitionService extends AutoCloseable {

    ServiceCard card();

    /** Asks. What goes wrong is an answer, too. */
    Answer ask(Question question);

    /** What it answered before, even if that holds no longer; empty unless it remembers. */
    default Optional<Answer> recall(Question question) {
        return Optional.empty();
    }

    @Override
    void close();

    default Set<Capability> capabilities() {
        return card().kind().capabilities();
    }

    /** How alike two photos are. */
    default Score compare(Picture one, Picture other) {
        if (!card().kind().detectsFirst()) {
            return Score.of(ask(Question.compare(one, other)), card().kind().scale());
        }
        Answer first = ask(Question.detect(one));
        if (first.status() != Status.OK) {
            return Score.of(first, card().kind().scale());
        }
        Answer second = ask(Question.detect(other));
        return Score.of(
                second.status() == Status.OK ? ask(Question.compare(first.handle(), second.handle())) : second,
                card().kind().scale());
    }

    /**
     * Puts a photo into a collection.
     *
     * @return its handle, or {@code entry} if the service goes by the names that it is given
     */
    default Answer enrol(String collection, String entry, Picture picture) {
        if (!card().kind().enrolsHandles()) {
            Answer answer = ask(Question.enrol(collection, entry, picture));
            return answer.status() == Status.OK && answer.handle().isEmpty()
                    ? Answer.handle(entry, answer.model())
                    : answer;
        }
        Answer detected = ask(Question.detect(picture));
        if (detected.status() != Status.OK) {
            return detected;
        }
        Answer enrolled = ask(Question.enrol(collection, entry, detected.handle()));
        return enrolled.status() == Status.OK ? Answer.handle(detected.handle(), detected.model()) : enrolled;
    }

    /** The most alike of a collection, as many as the service gives. */
    default Answer search(String collection, Picture picture) {
        return ask(Question.search(collection, picture, card().limits().results()));
    }

    /** The embedding of the photo's face. */
    default Answer embed(Picture picture) {
        return ask(Question.embed(picture));
    }
}
