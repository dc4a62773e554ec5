package dev.visor.harness.plan;

import dev.visor.attack.Countermeasure;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.recognizer.RecognizerCard;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The defenses of whose pairs a tracker learns who does not learn from the defense that he attacks, whether or not the suite measures them.
 *
 * @param entries by the name under which countermeasures know them
 */
public record PairDefenses(SortedMap<String, Entry<Defense>> entries) {

    /** None: trackers learn from what they attack. */
    public static final PairDefenses NONE = new PairDefenses(Collections.emptySortedMap());

    public PairDefenses {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /**
     * Returns what makes the pairs of a countermeasure that names defenses, in its order. One that needs surrogates gets those of the attacked
     * protection; where that has none, the suite's first.
     */
    public static List<Protection> of(ResolvedSuite suite, Entry<Countermeasure> countermeasure, Protection attacked) {
        return countermeasure.plugin().pairsOf().stream()
                .map(suite.pairDefenses().entries()::get)
                .map(defense -> new Protection(defense, surrogates(suite, defense, attacked)))
                .toList();
    }

    /** Returns the attacked protection as a tracker runs it who has only the tool: on surrogates of his own, if it needs any. */
    public static Protection withTool(ResolvedSuite suite, Entry<Countermeasure> countermeasure, Protection attacked) {
        return new Protection(
                attacked.defense(),
                attacked.defense().plugin().needsSurrogates()
                        ? countermeasure.plugin().toolSurrogates().stream()
                                .map(suite.recognizers()::get)
                                .toList()
                        : List.of());
    }

    private static List<RecognizerCard> surrogates(ResolvedSuite suite, Entry<Defense> defense, Protection attacked) {
        if (!defense.plugin().needsSurrogates()) {
            return List.of();
        }
        return attacked.surrogates().isEmpty()
                ? suite.suite().surrogates().get(0).stream()
                        .map(suite.recognizers()::get)
                        .toList()
                : attacked.surrogates();
    }
}
