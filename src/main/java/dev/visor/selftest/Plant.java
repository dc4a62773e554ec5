package dev.visor.selftest;

import dev.visor.attack.Attack;
import dev.visor.attack.zoo.Verification;
import dev.visor.core.Source;
import dev.visor.defense.Defense;
import dev.visor.harness.Entry;
import dev.visor.harness.Guard;
import dev.visor.harness.Guards;
import dev.visor.harness.ResolvedSuite;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A defense or an attack with a known answer.
 *
 * @param planted what it does, in words
 * @param guard without which nothing catches it; empty if more than one does, or none that can be taken away
 */
public record Plant(
        String id, String planted, Optional<Guard> guard, Defense defense, Optional<Attack> attack, Judge judge) {

    /** Compares what was seen with the known answer. */
    interface Judge {
        Verdict of(Seen seen, Bed bed);
    }

    /** Whether it is the known answer, and what was seen in words. */
    record Verdict(boolean caught, String seen) {}

    /** An entry of a type of its own, equal to no other in any store. */
    public static <P> Entry<P> entry(String id, P plugin) {
        return new Entry<>(
                id, "planted", 1, "planted", new Source("none", "control"), new TreeMap<>(Map.of("id", id)), plugin);
    }

    ResolvedSuite suite(Bed bed, Guards guards) {
        Attack asked = attack.orElseGet(() -> new Verification(new Verification.Params(0)));
        String surrogate = id.equals(Plants.MASKED) ? bed.masked().orElseThrow() : bed.surrogate();
        return bed.suite(entry(id, defense), surrogate, List.of(entry("verification", asked)), guards);
    }
}
