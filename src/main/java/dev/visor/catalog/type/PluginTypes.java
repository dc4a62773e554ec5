package dev.visor.catalog.type;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.catalog.yaml.NearestWord;
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
public record PluginTypes(
        SortedMap<String, Registry<Defense>> defenses,
        Registry<RecognitionAttack> recognition,
        Registry<Countermeasure> countermeasures,
        Registry<TrainingSideAttack> inversion) {

    public static final String RECOGNITION = "recognition";
    public static final String COUNTERMEASURES = "countermeasures";
    public static final String INVERSION = "inversion";

    public PluginTypes {
        defenses = Collections.unmodifiableSortedMap(new TreeMap<>(defenses));
    }

    /**
     * The types of one kind of defenses.
     *
     * @param kind {@code control}, {@code obfuscation}, {@code perturbation}, {@code masking} or {@code external}
     * @throws IllegalArgumentException if there is no such kind
     */
    public Registry<Defense> defenses(String kind) {
        if (!defenses.containsKey(kind)) {
            throw new IllegalArgumentException(NearestWord.unknown("kind of defenses", kind, defenses.keySet()));
        }
        return defenses.get(kind);
    }

    /** The registries of attacks, by folder. */
    public SortedMap<String, Registry<?>> attacks() {
        return new TreeMap<>(Map.of(RECOGNITION, recognition, COUNTERMEASURES, countermeasures, INVERSION, inversion));
    }

    /** The folder in which an entry of a type must lie, by the type's word. */
    public static Map<String, String> folders(String top, Map<String, ? extends Registry<?>> kinds) {
        Map<String, String> folders = new TreeMap<>();
        kinds.forEach(
                (kind, registry) -> registry.types().keySet().forEach(type -> folders.put(type, top + "/" + kind)));
        return folders;
    }
}
