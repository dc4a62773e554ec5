package dev.visor.dataset;

import dev.visor.core.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The parts into which the photos of a protected person are divided, so that none is in two of them. Somebody with more photos has some left over,
 * which nobody sees.
 *
 * <p>They may be divided several times, in splits. Each photo is looked up in one split at most, so that a trial counts once; those that are looked
 * up in one split are learned from or enrolled in others.
 *
 * @param learning photos from which a defense may learn a perturbation for the person
 * @param probes photos that are looked up
 * @param gallery further photos, which may be enrolled
 * @param splits how often they are divided; 1 for once
 */
public record PhotosEach(int learning, int probes, int gallery, int splits) {

    /** Someone with more photos would fill a gallery alone. */
    public static final int MOST = 20;

    public PhotosEach {
        if (learning < 0) {
            throw new IllegalArgumentException("learning must not be negative, got " + learning);
        }
        if (probes < 1) {
            throw new IllegalArgumentException("probes must be at least 1, got " + probes);
        }
        if (gallery < 1 || learning + probes + gallery > MOST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "gallery must be at least 1, and all parts together at most %d, got %d beside %d and %d",
                    MOST,
                    gallery,
                    learning,
                    probes));
        }
        if (splits < 1 || splits * (long) probes > MOST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "splits must be from 1 to %d with probes %d, as each of a person's photos, %d at most, is looked up once at most, got %d",
                    MOST / probes,
                    probes,
                    MOST,
                    splits));
        }
    }

    /** Divides photos once. */
    public PhotosEach(int learning, int probes, int gallery) {
        this(learning, probes, gallery, 1);
    }

    /** Returns the same parts in so many splits. */
    public PhotosEach inSplits(int count) {
        return new PhotosEach(learning, probes, gallery, count);
    }

    /** Returns the number of photos that a person must have. */
    int least() {
        return Math.max(learning + probes + gallery, splits * probes);
    }

    /** Returns what stands in digests: suites that divide once keep those that they had before there were splits. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "PhotosEach[learning=%d, probes=%d, gallery=%d%s]",
                learning,
                probes,
                gallery,
                splits == 1 ? "" : ", splits=" + splits);
    }

    /**
     * Photos of one person by their part.
     *
     * @param probes looked up
     * @param learning learned from
     * @param gallery enrolled
     */
    record Parts(List<FacePhoto> probes, List<FacePhoto> learning, List<FacePhoto> gallery) {}

    /**
     * Divides a person's photos, in an order that the seed alone fixes and that the next split begins with its own probes: those of the last one
     * come last.
     *
     * @param split from 0
     */
    Parts divide(List<FacePhoto> photos, Seed seed, int split) {
        List<FacePhoto> shuffled = new ArrayList<>(photos);
        RandomGenerator random = seed.generator();
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        Collections.rotate(shuffled, -split * probes);
        int learned = probes + learning;
        return new Parts(
                List.copyOf(shuffled.subList(0, probes)),
                List.copyOf(shuffled.subList(probes, learned)),
                List.copyOf(shuffled.subList(learned, learned + gallery)));
    }
}
