package dev.visor.metric;

/** The table of a record that a metric is computed from. */
public sealed interface MetricOrigin {

    /** Returns the words for tables, such as {@code trials.csv}. */
    String words();

    /**
     * Trials of one cell and pairing as the origin.
     *
     * @param ofInversion whether of trials of an inversion run's pairings, otherwise of all others
     */
    record OfTrials(Metric metric, boolean ofInversion) implements MetricOrigin {

        @Override
        public String words() {
            return "trials.csv";
        }
    }

    /** Trials of a cell and of the same cell of the control {@code none} as the origin. */
    record OfControl(NetRate rate) implements MetricOrigin {

        @Override
        public String words() {
            return "trials.csv, with those of none";
        }
    }

    /** Contents of the record, such as {@code photos.csv}, as the origin, computed by code of its own. */
    record OfRecord(String words) implements MetricOrigin {}

    /** An origin that no record holds, so that the metric cannot be made anew without a run. */
    record NotRecorded(String words) implements MetricOrigin {}
}
