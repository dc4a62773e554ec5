package dev.visor.metric;

/** The table of a record that a metric is computed from. */
public sealed interface MetricOrigin {

    /** For tables, such as {@code trials.csv}. */
    String words();

    /**
     * Made of the trials of one cell and pairing.
     *
     * @param ofInversion whether of trials of an inversion run's pairings, otherwise of all others
     */
    record OfTrials(Metric metric, boolean ofInversion) implements MetricOrigin {

        @Override
        public String words() {
            return "trials.csv";
        }
    }

    /** Made of the trials of a cell and of the same cell of the control {@code none}. */
    record OfControl(NetRate rate) implements MetricOrigin {

        @Override
        public String words() {
            return "trials.csv, with those of none";
        }
    }

    /** Made by code of its own of what the record holds, such as {@code photos.csv}. */
    record OfRecord(String words) implements MetricOrigin {}

    /** Made of what no record holds, so that it cannot be made anew without a run. */
    record NotRecorded(String words) implements MetricOrigin {}
}
