package dev.visor.service.manners;

import dev.visor.service.Answer;
import dev.visor.service.Operation;
import dev.visor.service.Question;
import dev.visor.service.ServiceKind;
import dev.visor.service.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a service calls faces, where its contract wants them called so, and what nobody else needs to know.
 *
 * <p>Handles die, and a face that is detected again has another. So nothing that was paid for hangs on one: questions and answers
 * speak of photos and of the entries of a collection; handles are put in just before a call, and taken out just after it.
 */
final class Handles {

    private final ServiceKind kind;
    private final Answers cache;

    /** Entries by handle, by collection. */
    private final Map<String, Map<String, String>> entries = new ConcurrentHashMap<>();

    Handles(ServiceKind kind, Answers cache) {
        this.kind = kind;
        this.cache = cache;
    }

    /** A question on its way to an answer. */
    @FunctionalInterface
    interface Asking {
        Answer ask(Question question);
    }

    /**
     * Asks, by handles where the contract wants them. If the service has forgotten one before its time, it is asked for another,
     * and then once more; not a third time.
     *
     * @param detection asks about a face whose handle is not known, or too old
     * @param call asks, and makes calls for it
     */
    Answer ask(Question question, Asking detection, Asking call) {
        if (!kind.byHandle(question.operation())) {
            return call.ask(question);
        }
        Answer answer = byHandle(question, detection, call);
        return answer.status() == Status.FORGOTTEN ? byHandle(question, detection, call) : answer;
    }

    private Answer byHandle(Question question, Asking detection, Asking call) {
        List<Question> detections =
                question.pictures().stream().map(Question::detect).toList();
        List<String> handles = new ArrayList<>();
        for (Question each : detections) {
            Answer detected = detection.ask(each);
            if (detected.status() != Status.OK) {
                return detected;
            }
            handles.add(detected.handle());
        }
        Answer answer = call.ask(question.by(handles));
        if (answer.status() == Status.FORGOTTEN) {
            // It does not say which: all of them are of the same kind, and about as old.
            for (int i = 0; i < handles.size(); i++) {
                cache.forgotten(detections.get(i), handles.get(i));
            }
        }
        boolean enrolled = question.operation() == Operation.ENROL && answer.status() == Status.OK;
        return enrolled ? Answer.handle(handles.get(0), answer.model()) : answer;
    }

    /** Learns from an answer who is enrolled under which handle. */
    void learn(Question question, Answer answer) {
        if (kind.byHandle(Operation.ENROL) && question.operation() == Operation.ENROL && answer.status() == Status.OK) {
            // Of equal photos the first: so does the zoo order them.
            entries.computeIfAbsent(question.collection(), name -> new ConcurrentHashMap<>())
                    .merge(answer.handle(), question.entry(), (one, other) -> one.compareTo(other) < 0 ? one : other);
        }
    }

    /** The answer to a search with entries in the place of handles; whom nobody enrolled here keeps the handle. */
    Answer named(Question question, Answer answer) {
        if (question.operation() != Operation.SEARCH || !kind.byHandle(Operation.ENROL)) {
            return answer;
        }
        Map<String, String> names = entries.getOrDefault(question.collection(), Map.of());
        return answer.naming(match -> names.getOrDefault(match, match));
    }
}
