package dev.visor.service;

import java.util.Optional;
import java.util.Set;

/**
 * A recognition service that is asked one question at a time; many threads may ask.
 *
 * <p>A plain client asks once and tells what came of it, whatever that is, and where its contract goes by handles it has to be
 * given them; {@code service.policy} adds face tokens, the cap, the rate, the retries and the cache.
 */
public interface RecognitionService extends AutoCloseable {

    ServiceCard card();

    /** Asks. What goes wrong is an answer, too. */
    ServiceResponse ask(ServiceRequest question);

    /** Returns what it answered before, even if that holds no longer; empty unless it remembers. */
    default Optional<ServiceResponse> recall(ServiceRequest question) {
        return Optional.empty();
    }

    @Override
    void close();

    default Set<Capability> capabilities() {
        return card().kind().capabilities();
    }

    /** Returns how alike two photos are. */
    default Score compare(Picture one, Picture other) {
        return Score.of(ask(ServiceRequest.compare(one, other)), card().kind().scale());
    }

    /**
     * Puts a photo into a collection.
     *
     * @return its handle, or {@code entry} if the service goes by the names that it is given
     */
    default ServiceResponse enrol(String collection, String entry, Picture picture) {
        ServiceResponse answer = ask(ServiceRequest.enrol(collection, entry, picture));
        return answer.status() == Status.OK && answer.handle().isEmpty()
                ? ServiceResponse.handle(entry, answer.model())
                : answer;
    }

    /** The most alike of a collection, as many as the service gives. */
    default ServiceResponse search(String collection, Picture picture) {
        return ask(ServiceRequest.search(collection, picture, card().limits().results()));
    }

    /** The embedding of the photo's face. */
    default ServiceResponse embed(Picture picture) {
        return ask(ServiceRequest.embed(picture));
    }
}
