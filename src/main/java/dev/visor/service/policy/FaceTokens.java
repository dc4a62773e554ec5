package dev.visor.service.policy;

import dev.visor.service.Operation;
import dev.visor.service.ServiceKind;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens by which a service names faces, where its API wants them; nobody else needs to know them.
 *
 * <p>Handles die, and a face that is detected again has another. So nothing that was paid for hangs on one: questions and answers
 * speak of photos and of the entries of a collection; handles are put in just before a call, and taken out just after it.
 */
final class FaceTokens {

    private final ServiceKind kind;
    private final ResponseCache cache;

    /** Entries by handle, by collection. */
    private final Map<String, Map<String, String>> entries = new ConcurrentHashMap<>();

    FaceTokens(ServiceKind kind, ResponseCache cache) {
        this.kind = kind;
        this.cache = cache;
    }

    /** A question on its way to an answer. */
    @FunctionalInterface
    interface Asking {
        ServiceResponse ask(ServiceRequest question);
    }

    /**
     * Asks, by handles where the contract wants them. If the service has forgotten one before its time, it is asked for another,
     * and then once more; not a third time.
     *
     * @param detection asks about a face whose handle is not known, or too old
     * @param call asks, and makes calls for it
     */
    ServiceResponse ask(ServiceRequest question, Asking detection, Asking call) {
        if (!kind.byHandle(question.operation())) {
            return call.ask(question);
        }
        ServiceResponse answer = byHandle(question, detection, call);
        return answer.status() == Status.FORGOTTEN ? byHandle(question, detection, call) : answer;
    }

    private ServiceResponse byHandle(ServiceRequest question, Asking detection, Asking call) {
        List<ServiceRequest> detections =
                question.pictures().stream().map(ServiceRequest::detect).toList();
        List<String> handles = new ArrayList<>();
        for (ServiceRequest each : detections) {
            ServiceResponse detected = detection.ask(each);
            if (detected.status() != Status.OK) {
                return detected;
            }
            handles.add(detected.handle());
        }
        ServiceResponse answer = call.ask(question.by(handles));
        if (answer.status() == Status.FORGOTTEN) {
            // It does not say which: all of them are of the same kind, and about as old.
            for (int i = 0; i < handles.size(); i++) {
                cache.forgotten(detections.get(i), handles.get(i));
            }
        }
        boolean enrolled = question.operation() == Operation.ENROL && answer.status() == Status.OK;
        return enrolled ? ServiceResponse.handle(handles.get(0), answer.model()) : answer;
    }

    /** Learns from an answer who is enrolled under which handle. */
    void learn(ServiceRequest question, ServiceResponse answer) {
        if (kind.byHandle(Operation.ENROL) && question.operation() == Operation.ENROL && answer.status() == Status.OK) {
            // Of equal photos the first: so does the zoo order them.
            entries.computeIfAbsent(question.collection(), name -> new ConcurrentHashMap<>())
                    .merge(answer.handle(), question.entry(), (one, other) -> one.compareTo(other) < 0 ? one : other);
        }
    }

    /** The answer to a search with entries in the place of handles; whom nobody enrolled here keeps the handle. */
    ServiceResponse named(ServiceRequest question, ServiceResponse answer) {
        if (question.operation() != Operation.SEARCH || !kind.byHandle(Operation.ENROL)) {
            return answer;
        }
        Map<String, String> names = entries.getOrDefault(question.collection(), Map.of());
        return answer.naming(match -> names.getOrDefault(match, match));
    }
}
