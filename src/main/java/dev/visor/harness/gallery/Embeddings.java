package dev.visor.harness.gallery;

import dev.visor.core.InputError;
import dev.visor.core.file.NpyRows;
import java.util.List;
import java.util.Locale;

/**
 * The embeddings of a gallery, or of probes: a row each, read as they are asked for.
 *
 * <p>Threads may read at once.
 */
public interface Embeddings {

    /** Returns what to call them in messages. */
    String name();

    int rows();

    int dimension();

    /**
     * Reads rows as they are, unit or not.
     *
     * @param into at least {@code count * dimension()} values
     */
    void read(int first, int count, float[] into);

    /** Returns those of a file of float32, a row each. */
    static Embeddings of(NpyRows file, String name) {
        return new Embeddings() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int rows() {
                return file.rows();
            }

            @Override
            public int dimension() {
                return file.columns();
            }

            @Override
            public void read(int first, int count, float[] into) {
                file.read(first, count, into);
            }
        };
    }

    /** Returns those in memory, at least one, all of one length. */
    static Embeddings of(List<float[]> rows, String name) {
        List<float[]> kept = List.copyOf(rows);
        return new Embeddings() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int rows() {
                return kept.size();
            }

            @Override
            public int dimension() {
                return kept.get(0).length;
            }

            @Override
            public void read(int first, int count, float[] into) {
                for (int i = 0; i < count; i++) {
                    System.arraycopy(kept.get(first + i), 0, into, i * dimension(), dimension());
                }
            }
        };
    }

    /**
     * Returns the length of a vector, added up in the order of its values.
     *
     * @throws InputError if it is 0 or no number: such an embedding resembles nothing
     */
    default double length(float[] values, int offset, int row) {
        double sum = 0;
        for (int i = offset; i < offset + dimension(); i++) {
            sum += (double) values[i] * values[i];
        }
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "%s: row %d has the length %s; expected finite embeddings that are not zero",
                    name(),
                    row,
                    Double.toString(Math.sqrt(sum))));
        }
        return Math.sqrt(sum);
    }
}
