package dev.visor.result.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every resolved setting of a suite, overrides included: one record for each kind of suite. */
public sealed interface Settings permits RecognitionSettings, InversionSettings {

    /** The shard of a record that holds the whole plan. */
    String WHOLE = "-";

    /** Ids of the attacks, in the suite's order. */
    List<String> attacks();

    /** False accept rates that are asked for, each between 0 and 1. */
    List<Double> fars();

    /** Digest of each part that the suite's digest is made of; empty in older records. */
    Map<String, String> madeOf();

    /** Digest of the code of each stage of the run, and of each detector; empty in older records. */
    Map<String, String> code();

    /** Returns what was set on the command line, as it was written. */
    List<String> overrides();

    /** Returns the slice of the plan that the record holds, such as {@code 2/3}; {@value #WHOLE} for all of it. */
    String shard();

    /** Returns the same settings of another slice of the plan. */
    Settings withShard(String other);

    /** Returns the slice of the plan that the record holds; empty for all of it. */
    default Optional<String> slice() {
        return Optional.of(shard()).filter(word -> !word.equals(WHOLE));
    }
}
