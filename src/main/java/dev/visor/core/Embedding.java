package dev.visor.core;

/** A face as a recognizer sees it: a point on the unit sphere. */
public record Embedding(float[] values) {

    /** @throws ContractViolation if a value is no finite number: it would be no likeness, and spread */
    public Embedding {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new ContractViolation("a recognizer returned an embedding with a value that is " + value);
            }
        }
    }

    /** Scales a raw output to unit length. */
    public static Embedding normalized(float[] raw) {
        double squares = 0;
        for (float v : raw) {
            squares += (double) v * v;
        }
        if (!(squares > 0) || Double.isInfinite(squares)) {
            throw new ContractViolation("a recognizer returned an embedding of length " + Math.sqrt(squares));
        }
        double norm = Math.sqrt(squares);
        float[] unit = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            unit[i] = (float) (raw[i] / norm);
        }
        return new Embedding(unit);
    }

    public int dimension() {
        return values.length;
    }

    /** Cosine similarity in [-1, 1]; higher is more alike. */
    public double similarity(Embedding other) {
        double dot = 0;
        for (int i = 0; i < values.length; i++) {
            dot += (double) values[i] * other.values[i];
        }
        return Math.max(-1, Math.min(1, dot));
    }
}
