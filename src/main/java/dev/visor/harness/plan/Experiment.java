package dev.visor.harness.plan;

import dev.visor.core.Cell;
import dev.visor.core.CountedByValue;
import dev.visor.core.Digest;
import dev.visor.defense.Defense;
import dev.visor.harness.Guards;
import dev.visor.recognizer.RecognizerCard;
import java.util.List;
import java.util.SortedMap;

/** A suite with every word replaced by what it names: what can be run. */
@CountedByValue("a plan: what it says stands in keys")
public sealed interface Experiment permits ResolvedSuite, ResolvedInversion {

    /** Returns the id of the suite. */
    String id();

    String summary();

    /** Returns what a run of it cannot prove, in one line; empty if nothing special. */
    String caveat();

    /** All that decides the run's trials: the digest of the suite's text, and of everything that it names. */
    SortedMap<String, String> parts();

    /** Stands for all of {@link #parts}. */
    default Digest digest() {
        Digest.Builder digest = Digest.builder("resolved suite");
        parts().forEach(digest::add);
        return digest.build();
    }

    List<Entry<Defense>> defenses();

    /** All that the record lists as attacks: evaluations and countermeasures included. */
    List<Entry<?>> evaluated();

    /** Their cards, by id. */
    SortedMap<String, RecognizerCard> recognizers();

    List<Long> seeds();

    /** Returns the guards that a run works under: all, but in the self-test. */
    Guards guards();

    /** Whether the assets folder may be used; packages only, otherwise. */
    boolean mayUseAssets();

    /** Whether anything of it lies in the assets folder. */
    boolean needsAssets();

    /** Every judgment, in the order of the plan. */
    List<Cell> cells();
}
