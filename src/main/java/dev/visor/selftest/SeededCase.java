package dev.visor.selftest;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.purification.Untouched;
import dev.visor.attack.zoo.Verification;
import dev.visor.core.Citation;
import dev.visor.defense.Defense;
import dev.visor.harness.Guard;
import dev.visor.harness.Guards;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A defense or an attack with a known answer.
 *
 * @param behavior what it does, in words
 * @param attack that judges it
 * @param countermeasure above {@code none}, if it must be tried on one
 * @param guard without which nothing catches it; empty if more than one does, or none that can be taken away
 */
public record SeededCase(
        String id,
        String behavior,
        Optional<Guard> guard,
        Defense defense,
        RecognitionAttack attack,
        Optional<Countermeasure> countermeasure,
        Judge judge) {

    /** The id of the countermeasure that a seeded case brings along. */
    static final String COUNTERMEASURE = "higher";

    /** The attack that honest seeded cases meet. */
    static final RecognitionAttack VERIFICATION = new Verification(new Verification.Params(0));

    /** Compares what was seen with the known answer. */
    interface Judge {
        Verdict of(RunOutcome seen);
    }

    /** Whether it is the known answer, and what was seen in words. */
    record Verdict(boolean caught, String seen) {}

    /** An entry of a type of its own, equal to no other in any store. */
    public static <P, T extends P> Entry<P> entry(String id, T plugin) {
        return new Entry<>(
                id, "planted", "planted", new Citation("none", "control"), new TreeMap<>(Map.of("id", id)), plugin);
    }

    ResolvedSuite suite(SelfTestBed bed, Guards guards) {
        List<Entry<Countermeasure>> countermeasures = new ArrayList<>();
        countermeasures.add(entry("none", new Untouched()));
        countermeasure.ifPresent(higher -> countermeasures.add(entry(COUNTERMEASURE, higher)));
        String surrogate = id.equals(SeededDefenses.MASKED) ? bed.masked().orElseThrow() : bed.surrogate();
        return bed.suite(new SelfTestBed.Setting(
                entry(id, defense), surrogate, entry("verification", attack), countermeasures, guards));
    }
}
