package dev.visor.catalog.yaml;

import java.util.Map;
import java.util.Optional;

/** Keys that files of an older Visor have, and what they are called now. */
final class RenamedKeys {

    private static final Map<String, String> NOW = Map.of(
            "rungs", "countermeasures",
            "rung_defenses", "countermeasure_defenses",
            "rung_victims", "countermeasure_victims",
            "open", "auxiliary");

    private RenamedKeys() {}

    /** What a key is called now; empty if it was called nothing else. */
    static Optional<String> of(String key) {
        return Optional.ofNullable(NOW.get(key));
    }
}
