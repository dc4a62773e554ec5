package dev.visor.catalog;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.defense.Defense;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All types of defenses and attacks, by their kind: the folder below {@code defenses/} or {@code attacks/} in which their entries lie.
 *
 * @param defenses by folder
 * @param recognition attacks that ask a recognizer
 * @param countermeasures what is put before those attacks
 * @param inversion attacks on what was trained under a defense
 */
record PluginTypes(
        SortedMap<String, Registry<Defense>> defenses,
        Registry<RecognitionAttack> recognition,
        Registry<Countermeasure> countermeasures,
        Registry<TrainingSideAttack> inversion) {

    static final String RECOGNITION = "recognition";
    static final String COUNTERMEASURES = "countermeasures";
    static final String INVERSION = "inversion";

    PluginTypes {
        defenses = Collections.unmodifiableSortedMap(new TreeMap<>(defenses));
    }

    static PluginTypes builtIn() {
        return new PluginTypes(
                BuiltIns.defenses(),
                BuiltIns.recognitionAttacks(),
                BuiltIns.countermeasures(),
                BuiltIns.inversionAttacks());
    }

    /** The registries of attacks, by folder. */
    SortedMap<String, Registry<?>> attacks() {
        return new TreeMap<>(Map.of(RECOGNITION, recognition, COUNTERMEASURES, countermeasures, INVERSION, inversion));
    }

    /** The folder in which an entry of a type must lie, by the type's word. */
    static Map<String, String> folders(String top, Map<String, ? extends Registry<?>> kinds) {
        Map<String, String> folders = new TreeMap<>();
        kinds.forEach(
                (kind, registry) -> registry.types().keySet().forEach(type -> folders.put(type, top + "/" + kind)));
        return folders;
    }
}
