package dev.visor.catalog.yaml;

import dev.visor.core.InputError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** All that is wrong, collected, so that a user mends it in one go. */
public final class ValidationErrors {

    /** Nobody mends more at once. */
    private static final int MOST_TOLD = 100;

    private static final int MOST_CHARACTERS = 2_000;

    private final Set<String> sentences = new LinkedHashSet<>();

    public void add(SourceLocation where, String sentence) {
        String problem = where + ": " + sentence;
        sentences.add(problem.length() > MOST_CHARACTERS ? problem.substring(0, MOST_CHARACTERS) + "..." : problem);
    }

    /** Whether nothing is wrong yet. */
    public boolean isEmpty() {
        return sentences.isEmpty();
    }

    int count() {
        return sentences.size();
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }

    /** @throws InputError with one line a problem, if there is any */
    public void throwIfAny() {
        if (!sentences.isEmpty()) {
            List<String> told =
                    new ArrayList<>(sentences.stream().limit(MOST_TOLD).toList());
            if (told.size() < sentences.size()) {
                told.add(String.format(Locale.ROOT, "and %d more problems", sentences.size() - told.size()));
            }
            throw InputError.of(told);
        }
    }
}
