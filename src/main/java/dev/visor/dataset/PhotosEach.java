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
 * @param learning photos from which a defense may learn a perturbation for the person
 * @param probes photos that are looked up
 * @param gallery further photos, which may be enrolled
 */
public record PhotosEach(int learning, int probes, int gallery) {

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
    }

    /** Returns the number of photos that a person must have. */
    int least() {
        return learning + probes + gallery;
    }

    /**
     * Photos of one person by their part.
     *
     * @param probes looked up
     * @param learning learned from
     * @param gallery enrolled
     */
    record Parts(List<FacePhoto> probes, List<FacePhoto> learning, List<FacePhoto> gallery) {}

    /** Divides a person's photos, in an order that the seed alone fixes. */
    Parts divide(List<FacePhoto> photos, Seed seed) {
        List<FacePhoto> shuffled = new ArrayList<>(photos);
        RandomGenerator random = seed.generator();
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        int learned = probes + learning;
        return new Parts(
                List.copyOf(shuffled.subList(0, probes)),
                List.copyOf(shuffled.subList(probes, learned)),
                List.copyOf(shuffled.subList(learned, least())));
    }
}
