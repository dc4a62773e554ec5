package dev.visor.core.measure;

import java.util.Locale;

/** The scale of a service's similarity scores. */
public enum ScoreScale {
    /** Percent: 0 to 100, higher is more alike. */
    PERCENT {
        @Override
        double unbounded(double raw) {
            return raw / 100;
        }
    },
    /** Share: 0 to 1, higher is more alike. */
    UNIT {
        @Override
        double unbounded(double raw) {
            return raw;
        }
    },
    /** Cosine similarity, -1 to 1, higher is more alike. */
    COSINE {
        @Override
        double unbounded(double raw) {
            return raw;
        }
    },
    /** One minus the cosine similarity: 0 to 2, lower is more alike. */
    COSINE_DISTANCE {
        @Override
        double unbounded(double raw) {
            return 1 - raw;
        }
    };

    abstract double unbounded(double raw);

    /**
     * The raw score as the records keep similarities: within [-1, 1], higher is more alike, in the service's own order.
     *
     * <p>No two services' similarities compare, and none compares with a recognizer's cosine: a threshold of the same service
     * has to go with it.
     */
    public double similarity(double raw) {
        return Math.max(-1, Math.min(1, unbounded(raw)));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
