package dev.visor.tensor;

import dev.visor.core.Seed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Tells whether convolutions come out right, forward and backward, against {@link PlainConvolution}.
 *
 * <p>Engines make their machine code for the processor and the sizes at hand, so this goes through the sizes that recognizers, their trainings
 * and generators of faces have: small and large batches, strides, filters of one pixel, as large as the image, and one for each channel. On
 * some processors such code is wrong only now and then, so each is computed several times.
 */
final class ConvolutionCheck {

    /** Error that rounding to single precision may cause, as a share of the largest value. */
    private static final double TOLERANCE = 1e-4;

    private static final Seed SEED = new Seed(20_260_101);

    private static final List<Convolver.Geometry> GEOMETRIES = List.of(
            new Convolver.Geometry(4, 3, 16, 24, 3, 1, 1, 1),
            new Convolver.Geometry(8, 16, 32, 12, 3, 2, 1, 1),
            new Convolver.Geometry(32, 8, 16, 8, 3, 1, 1, 1),
            new Convolver.Geometry(4, 16, 16, 12, 3, 1, 1, 1),
            new Convolver.Geometry(8, 32, 32, 4, 3, 1, 1, 1),
            new Convolver.Geometry(2, 64, 48, 5, 3, 1, 1, 1),
            new Convolver.Geometry(8, 32, 64, 8, 1, 1, 0, 1),
            new Convolver.Geometry(8, 16, 32, 16, 1, 2, 0, 1),
            new Convolver.Geometry(1, 3, 16, 56, 3, 2, 1, 1),
            new Convolver.Geometry(2, 3, 10, 24, 3, 1, 0, 1),
            new Convolver.Geometry(16, 8, 16, 16, 4, 2, 1, 1),
            new Convolver.Geometry(8, 32, 32, 16, 3, 1, 1, 32),
            new Convolver.Geometry(16, 16, 16, 14, 3, 2, 1, 16),
            new Convolver.Geometry(8, 32, 32, 7, 7, 1, 0, 32),
            new Convolver.Geometry(1, 64, 64, 8, 3, 1, 1, 8));

    private final List<Known> known;

    /** A convolution whose answer is known. */
    private record Known(Convolver.Geometry geometry, Convolver.Given given, Convolver.Answer answer) {}

    /** Computes what is to be known. */
    ConvolutionCheck() {
        Convolver plain = new PlainConvolution();
        this.known = GEOMETRIES.parallelStream()
                .map(geometry -> {
                    RandomGenerator random = SEED.derive(geometry.toString()).generator();
                    Convolver.Given given = new Convolver.Given(
                            drawn(random, geometry.inputs()),
                            drawn(random, geometry.filters()),
                            drawn(random, geometry.outputs()));
                    return new Known(geometry, given, plain.convolve(geometry, given));
                })
                .toList();
    }

    /** Returns the number of convolutions of a round. */
    static int size() {
        return GEOMETRIES.size();
    }

    /** The first difference that is no rounding, as a clause; empty if there is none in all these rounds. */
    Optional<String> fault(Convolver convolver, int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (Known one : known) {
                Convolver.Answer answer = convolver.convolve(one.geometry(), one.given());
                Optional<String> fault = differs(
                                "output", answer.output(), one.answer().output())
                        .or(() -> differs(
                                "gradient of the images",
                                answer.images(),
                                one.answer().images()))
                        .or(() -> differs(
                                "gradient of the filters",
                                answer.filters(),
                                one.answer().filters()));
                if (fault.isPresent()) {
                    return Optional.of("convolving %s, the %s".formatted(one.geometry(), fault.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> differs(String what, float[] got, float[] right) {
        if (got.length != right.length) {
            return Optional.of(
                    String.format(Locale.ROOT, "%s has %d values instead of %d", what, got.length, right.length));
        }
        double largest = 0;
        for (float value : right) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < right.length; i++) {
            // Said so that what is no number differs.
            if (!(Math.abs(got[i] - right[i]) <= TOLERANCE * largest)) {
                return Optional.of("%s is %s instead of %s".formatted(what, got[i], right[i]));
            }
        }
        return Optional.empty();
    }

    private static float[] drawn(RandomGenerator random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
