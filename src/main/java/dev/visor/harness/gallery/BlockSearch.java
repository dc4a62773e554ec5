package dev.visor.harness.gallery;

import dev.visor.core.InputError;
import dev.visor.harness.Progress;
import dev.visor.tensor.Compute;
import dev.visor.tensor.RowProducts;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The search of a gallery of any size for the k rows that resemble each probe most, exact and in memory that does not grow with the gallery.
 *
 * <p>Blocks of the gallery are multiplied with all probes in float32, and a row is kept that comes within a margin of the k-th best; what is
 * kept is scored again in double, in a fixed order. The margin is wider than what float32 can be wrong by, so the result depends neither on
 * the block's size nor on threads, kernels or the order of blocks. Equal scores go by the row's number.
 */
public final class BlockSearch {

    /** Rows of a block. From 256 to 4096 none was faster than another by more than measurements differ, and larger ones take memory. */
    public static final int BLOCK = 4096;

    /** Twice what the product of two unit vectors can be wrong by in float32, for each dimension: 2^-24 on either side, and rounding to unit length. */
    private static final double ERROR = 4 * Math.pow(2, -24);

    private static final double LEAST_MARGIN = 2e-4;

    /**
     * A row of the gallery that was found.
     *
     * @param row from 0
     * @param similarity cosine, [-1, 1]
     */
    public record Match(int row, double similarity) {

        private static final Comparator<Match> BEST =
                Comparator.comparingDouble(Match::similarity).reversed().thenComparingInt(Match::row);
    }

    private final Compute compute;
    private final Progress progress;
    private final int block;

    /** @param block rows of the gallery that are compared at once, at least 1 */
    public BlockSearch(Compute compute, Progress progress, int block) {
        this.compute = compute;
        this.progress = progress;
        this.block = block;
    }

    /**
     * Finds the k best of each probe.
     *
     * @return by probe, the best first; all of the gallery if it has no more than k
     * @throws InputError if the dimensions differ, or an embedding is zero or no number
     */
    public List<List<Match>> best(Embeddings probes, Embeddings gallery, int k) {
        if (probes.dimension() != gallery.dimension()) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "%s has embeddings of %d values and %s of %d; give embeddings of one recognizer",
                    probes.name(),
                    probes.dimension(),
                    gallery.name(),
                    gallery.dimension()));
        }
        if (k < 1) {
            throw new InputError("the number of candidates must be at least 1, got " + k);
        }
        float[] asked = unit(probes, 0, probes.rows());
        int lanes = compute.lanes();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        List<List<Kept>> kept;
        try (RowProducts products = new RowProducts(compute, asked, probes.dimension())) {
            kept = compute.sideBySide(
                    lanes, Collections.nCopies(lanes, () -> searched(products, probes, gallery, k, next, done)));
        }
        return IntStream.range(0, probes.rows())
                .parallel()
                .mapToObj(i -> {
                    Kept all = kept.get(0).get(i);
                    kept.stream().skip(1).forEach(lane -> all.add(lane.get(i)));
                    return all.matches(exact(probes, i), gallery);
                })
                .toList();
    }

    /**
     * Takes blocks until none is left, and keeps by probe what comes near its best in them. A lane does all that a block needs, so that no core
     * waits while another reads or sifts.
     */
    private List<Kept> searched(
            RowProducts products,
            Embeddings probes,
            Embeddings gallery,
            int k,
            AtomicInteger next,
            AtomicInteger done) {
        List<Kept> kept = IntStream.range(0, probes.rows())
                .mapToObj(i -> new Kept(k, Math.max(LEAST_MARGIN, ERROR * probes.dimension())))
                .toList();
        int blocks = (gallery.rows() - 1) / block + 1;
        for (int taken = next.getAndIncrement(); taken < blocks; taken = next.getAndIncrement()) {
            int first = taken * block;
            int count = Math.min(block, gallery.rows() - first);
            products.with(unit(gallery, first, count), scores -> {
                for (int i = 0; i < kept.size(); i++) {
                    kept.get(i).offer(scores, i * count, count, first);
                }
            });
            progress.advance("searching the gallery", done.addAndGet(count), gallery.rows());
        }
        return kept;
    }

    /** Reads rows and divides each by its length. */
    private static float[] unit(Embeddings embeddings, int first, int count) {
        int dimension = embeddings.dimension();
        float[] values = new float[Math.multiplyExact(count, dimension)];
        embeddings.read(first, count, values);
        for (int row = 0; row < count; row++) {
            double scale = 1 / embeddings.length(values, row * dimension, first + row);
            for (int i = row * dimension; i < (row + 1) * dimension; i++) {
                values[i] = (float) (values[i] * scale);
            }
        }
        return values;
    }

    private static float[] exact(Embeddings embeddings, int row) {
        float[] values = new float[embeddings.dimension()];
        embeddings.read(row, 1, values);
        return values;
    }

    /**
     * Returns the cosine of two embeddings as they were given, added up in the order of their values.
     *
     * @param row of {@code embeddings}
     */
    private static double cosine(float[] probe, double length, Embeddings embeddings, int row) {
        float[] other = exact(embeddings, row);
        double sum = 0;
        for (int i = 0; i < probe.length; i++) {
            sum += (double) probe[i] * other[i];
        }
        return sum / (length * embeddings.length(other, 0, row));
    }

    /** The rows that may be among a probe's k best, so far. */
    private static final class Kept {

        private final int k;
        private final double margin;
        private int[] rows;
        private float[] scores;
        private int size;

        /** Below this, a row cannot be among the k best. */
        private float least = Float.NEGATIVE_INFINITY;

        Kept(int k, double margin) {
            this.k = k;
            this.margin = margin;
            this.rows = new int[4 * k + 64];
            this.scores = new float[rows.length];
        }

        void offer(FloatBuffer all, int from, int count, int first) {
            for (int i = 0; i < count; i++) {
                float score = all.get(from + i);
                if (score >= least) {
                    add(first + i, score);
                }
            }
        }

        void add(Kept other) {
            for (int i = 0; i < other.size; i++) {
                add(other.rows[i], other.scores[i]);
            }
        }

        private void add(int row, float score) {
            if (size == rows.length) {
                narrow();
            }
            rows[size] = row;
            scores[size++] = score;
        }

        /** Throws away what the k-th best so far leaves no chance; makes room if that is nothing. */
        private void narrow() {
            float[] sorted = Arrays.copyOf(scores, size);
            Arrays.sort(sorted);
            least = (float) (sorted[size - k] - margin);
            int left = 0;
            for (int i = 0; i < size; i++) {
                if (scores[i] >= least) {
                    rows[left] = rows[i];
                    scores[left++] = scores[i];
                }
            }
            size = left;
            if (size > rows.length / 2) {
                rows = Arrays.copyOf(rows, 2 * rows.length);
                scores = Arrays.copyOf(scores, rows.length);
            }
        }

        List<Match> matches(float[] probe, Embeddings gallery) {
            if (size > k) {
                narrow();
            }
            double length = 0;
            for (float value : probe) {
                length += (double) value * value;
            }
            List<Match> matches = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                matches.add(new Match(rows[i], cosine(probe, Math.sqrt(length), gallery, rows[i])));
            }
            matches.sort(Match.BEST);
            return List.copyOf(matches.subList(0, Math.min(k, matches.size())));
        }
    }
}
