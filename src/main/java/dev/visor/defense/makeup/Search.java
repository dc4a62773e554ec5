package dev.visor.defense.makeup;

import dev.visor.core.image.FaceImage;
import java.util.List;

/** The descent of one face's numbers by Adam, and the best that it has met. */
final class Search {

    private static final double MOMENTUM = 0.9;
    private static final double SQUARES = 0.999;
    private static final double TINY = 1e-8;

    private final Painting painting;
    private final AdversarialMakeup.Params params;

    /** The greatest value of each number; the least is 0. */
    private final double[] ranges;

    private final double[] mean;
    private final double[] square;
    private double[] numbers;
    private double[] bestNumbers;
    private float best = Float.POSITIVE_INFINITY;
    private int steps;

    Search(Painting painting, List<Layer> layers, AdversarialMakeup.Params params) {
        this.painting = painting;
        this.params = params;
        this.numbers = Painting.numbers(layers);
        this.bestNumbers = numbers;
        this.mean = new double[numbers.length];
        this.square = new double[numbers.length];
        this.ranges = new double[numbers.length];
        for (int i = 0; i < ranges.length; i++) {
            ranges[i] = (i + 1) % Painting.NUMBERS == 0 ? params.mostOpacity() : 255;
        }
    }

    FaceImage painted() {
        return painting.painted(numbers);
    }

    FaceImage best() {
        return painting.painted(bestNumbers);
    }

    /**
     * Takes note of the painted face's loss, and goes a step.
     *
     * @param slopes of the loss by its pixels; none at the end
     */
    void seen(float loss, float[] slopes) {
        if (loss < best) {
            best = loss;
            bestNumbers = numbers;
        }
        if (slopes.length > 0) {
            step(painting.slopes(numbers, slopes));
        }
    }

    private void step(double[] slopes) {
        steps++;
        double[] next = new double[numbers.length];
        for (int i = 0; i < next.length; i++) {
            double slope = slopes[i] * ranges[i];
            mean[i] = MOMENTUM * mean[i] + (1 - MOMENTUM) * slope;
            square[i] = SQUARES * square[i] + (1 - SQUARES) * slope * slope;
            double along = mean[i] / (1 - Math.pow(MOMENTUM, steps));
            double size = Math.sqrt(square[i] / (1 - Math.pow(SQUARES, steps)));
            double moved = numbers[i] - ranges[i] * params.rate() * along / (size + TINY);
            next[i] = Math.max(0, Math.min(ranges[i], moved));
        }
        numbers = next;
    }
}
