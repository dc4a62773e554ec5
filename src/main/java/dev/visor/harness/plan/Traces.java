package dev.visor.harness.plan;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Purification;
import dev.visor.attack.TrainedPurifier;
import dev.visor.defense.CompositeDefense;
import dev.visor.defense.CompositeDefense.Part;
import dev.visor.defense.Defense;
import dev.visor.defense.TracedDefense;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The defenses whose photos carry names, and the countermeasures after which these are read: those that change the face, and none. */
public final class Traces {

    private Traces() {}

    /** Returns what reads the names: the defense, or the part of a composed one that is the last to write any. */
    public static Optional<TracedDefense> reader(Defense defense) {
        if (defense instanceof TracedDefense traced) {
            return Optional.of(traced);
        }
        return defense instanceof CompositeDefense composed
                ? composed.parts().stream()
                        .map(Part::defense)
                        .flatMap(part -> reader(part).stream())
                        .reduce((first, last) -> last)
                : Optional.empty();
    }

    /** Whether names are read after a countermeasure: one that exchanges the recognizer leaves the face as it is. */
    public static boolean readAfter(Entry<Countermeasure> countermeasure) {
        return countermeasure.id().equals(Countermeasure.NONE)
                || countermeasure.plugin() instanceof Purification
                || countermeasure.plugin() instanceof TrainedPurifier;
    }

    /** Returns the countermeasures after which the names of each defense are read; nothing of defenses that write none. */
    public static Map<String, List<String>> of(ResolvedSuite suite) {
        Map<String, List<String>> traces = new TreeMap<>();
        suite.protections().stream()
                .filter(protection -> reader(protection.defense().plugin()).isPresent())
                .forEach(protection -> traces.put(
                        protection.defense().id(),
                        suite.countermeasures(protection).stream()
                                .filter(Traces::readAfter)
                                .map(Entry::id)
                                .toList()));
        return traces;
    }
}
