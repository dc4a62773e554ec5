package dev.visor.audit.verify;

import dev.visor.core.measure.MetricValue;
import java.util.List;
import java.util.Map;

/** The metrics of a run, made again from its other tables. */
interface Recomputation {

    static Recomputation of(Evidence evidence) {
        return evidence.plan().inverts()
                ? new InversionRecomputation(evidence)
                : new RecognitionRecomputation(evidence);
    }

    /** Computes what follows from {@code trials.csv}, to the last digit. */
    List<MetricValue> ofTrials();

    /**
     * Computes what follows from {@code photos.csv} and {@code timings.csv}, with the slack that a record of an older
     * Visor needs.
     */
    Map<MetricValue, Double> ofTables();

    /** Metrics that follow from nothing in the record. */
    List<String> elsewhere();

    /** Names the tables that the values follow from. */
    String needs();
}
