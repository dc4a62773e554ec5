package dev.visor.catalog;

import dev.visor.core.InputError;
import java.util.ArrayList;
import java.util.List;

/** All that is wrong, collected, so that a user mends it in one go. */
final class Problems {

    private final List<String> sentences = new ArrayList<>();

    void add(Where where, String sentence) {
        String problem = where + ": " + sentence;
        if (!sentences.contains(problem)) {
            sentences.add(problem);
        }
    }

    int count() {
        return sentences.size();
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    /** @throws InputError with one line a problem, if there is any */
    void throwIfAny() {
        if (!sentences.isEmpty()) {
            throw InputError.of(List.copyOf(sentences));
        }
    }
}
