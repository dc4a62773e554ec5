package dev.visor.diagnosis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The names of data sets in what a card tells of its training: words with a digit or two capitals, such as {@code MS1M},
 * {@code VGGFace2} or {@code LFW}.
 */
final class TrainingSets {

    private TrainingSets() {}

    /** The names that both texts hold, joined by {@code and}; empty if none. */
    static Optional<String> shared(String one, String other) {
        Set<String> both = names(one);
        both.retainAll(names(other));
        return both.isEmpty() ? Optional.empty() : Optional.of(String.join(" and ", both));
    }

    /** Returns the names in a text, in lower case. A data set's id is a name whatever its spelling. */
    private static Set<String> names(String text) {
        String[] words = text.split("[\\s,;()+&/]+");
        return Arrays.stream(words)
                .filter(word -> words.length == 1 || isName(word))
                .map(TrainingSets::plain)
                .filter(word -> !word.equals("unknown") && !word.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isName(String word) {
        return word.chars().anyMatch(Character::isDigit)
                || word.chars().filter(Character::isUpperCase).count() > 1;
    }

    /** Cleaned versions of a set hold its people, and so does what is said to be of its type. */
    private static String plain(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replaceFirst("-type$", "");
        return lower.startsWith("ms1m") || lower.startsWith("ms-celeb-1m") ? "ms1m" : lower;
    }
}
