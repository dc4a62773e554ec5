package dev.visor.harness;

import dev.visor.core.CountedByValue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A stage of a run whose results are stored, with the class that makes them: its code and all that this refers to is part of every key. What
 * is handed to it behind an interface, such as a defense or a recognizer, stands in the key beside it.
 */
@CountedByValue("it only makes keys")
enum Stage {
    DETECTION("detection", Photographs.class),
    PROTECTION("protection", Protector.class),
    COUNTERMEASURE("countermeasure", Purifier.class),
    ENLARGEMENT("enlargement", Enlargement.class),
    EMBEDDING("embedding", Embedder.class),
    ADAPTIVE_TRAINING("adaptive-training", Adaptation.class),
    TARGET_TRAINING("target-training", TargetTraining.class),
    INVERSION("inversion", Inversions.class);

    private final String word;
    private final Class<?> maker;

    Stage(String word, Class<?> maker) {
        this.word = word;
        this.maker = maker;
    }

    String word() {
        return word;
    }

    Implementation implementation() {
        return Implementation.of(maker);
    }

    /** The digests of all stages' code, by word. */
    static SortedMap<String, String> implementations() {
        SortedMap<String, String> digests = new TreeMap<>();
        for (Stage stage : values()) {
            digests.put(stage.word(), stage.implementation().digest().hex());
        }
        return digests;
    }
}
