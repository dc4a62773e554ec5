package dev.visor.harness.plan;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.KeyedRemoval;
import dev.visor.attack.KeyedRemoval.Key;
import dev.visor.defense.PersonDefense;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The countermeasures that take a protection back with a key, and the defenses that have one. */
public final class Removals {

    private Removals() {}

    /** Whether a countermeasure is an owner's, who has a key. */
    static boolean has(Entry<Countermeasure> countermeasure) {
        return countermeasure.plugin() instanceof KeyedRemoval;
    }

    /** Whether an owner takes anything back in that suite. */
    public static boolean in(ResolvedSuite suite) {
        return suite.countermeasures().stream().anyMatch(Removals::has);
    }

    /** Whether a protection meets a countermeasure, as far as keys go. A perturbation for everybody is nobody's own: another person's is the same. */
    static boolean meets(Entry<Countermeasure> countermeasure, Protection protection) {
        return !(countermeasure.plugin() instanceof KeyedRemoval removal)
                || protection.defense().plugin() instanceof PersonDefense person
                        && (removal.key() == Key.OWN || !person.ofEverybody());
    }

    /** Returns the defenses that each such countermeasure of a suite takes back. */
    public static Map<String, List<String>> of(ResolvedSuite suite) {
        Map<String, List<String>> keys = new TreeMap<>();
        suite.countermeasures().stream()
                .filter(Removals::has)
                .forEach(countermeasure -> keys.put(
                        countermeasure.id(),
                        suite.protections().stream()
                                .filter(protection ->
                                        suite.countermeasures(protection).contains(countermeasure))
                                .map(protection -> protection.defense().id())
                                .distinct()
                                .toList()));
        return keys;
    }
}
