package dev.visor.catalog.yaml;

import java.util.Map;
import java.util.Optional;

/** Keys that files of an older Visor have, and what they are called now. */
public final class RenamedKeys {

    private static final Map<String, String> NOW = Map.of(
            "rungs", "countermeasures",
            "rung_defenses", "countermeasure_defenses",
            "rung_victims", "countermeasure_models",
            "countermeasure_victims", "countermeasure_models",
            "rung", "countermeasure",
            "victim", "model",
            "victims", "models",
            "access", "defense_access",
            "open", "auxiliary");

    private RenamedKeys() {}

    /** The present name of a key; empty if it was called nothing else. */
    public static Optional<String> of(String key) {
        return Optional.ofNullable(NOW.get(key));
    }
}
