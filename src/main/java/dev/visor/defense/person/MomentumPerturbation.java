package dev.visor.defense.person;

import dev.visor.core.Budget;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.LearnedEpoch;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One perturbation for all photos of a person, with what makes it carry over to other recognizers: OPOM with momentum and dropout.
 *
 * <p>Zhong and Deng, "OPOM: Customized Invisible Cloak towards Face Privacy Protection", TPAMI 2022, section 4.3; written after its code
 * (zhongyy/OPOM, MIT license), class {@code DFANet_MFIM}. In every round each photo's gradient, divided by the mean absolute gradient of its
 * column over all photos, channels and rows, is added to that photo's own sum of gradients; the photo makes a step by the sign of the sum; and the
 * mean of what was added to the photos, cut to the budget, is added to each anew.
 *
 * <p>There, dropout of 0.1 follows every convolution of the surrogate. Recognizers here come as they are, without any, and a dropout in a file's
 * graph could not be drawn from a photo's own seed; so values of the embeddings are dropped, of clean and of protected photos, anew in every round.
 */
public final class MomentumPerturbation implements PersonDefense {

    private final Params params;
    private final PersonPerturbation.Params shared;
    private final PersonPerturbation plain;

    /**
     * Settings.
     *
     * @param loss that is made smaller, one of OPOM's
     * @param epsilon how far a pixel may move, as a fraction of the range
     * @param step likewise, of one round
     * @param rounds over the person's photos, from 1
     * @param batch photos at a time, which changes nothing
     * @param dropout share of an embedding's values that a round leaves out, 0 to below 1
     */
    public record Params(FeatureLoss loss, double epsilon, double step, int rounds, int batch, double dropout) {

        public Params {
            if (loss == FeatureLoss.ANGLE || loss == FeatureLoss.COSINE || loss == FeatureLoss.VOLUME) {
                throw new IllegalArgumentException(
                        "loss must be one of OPOM's: squared-difference, all-pairs, center, affine-hull or convex-hull, got "
                                + loss.name().toLowerCase(Locale.ROOT));
            }
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("dropout must lie in [0, 1), got " + dropout);
            }
            shared(loss, epsilon, step, rounds, batch);
        }

        private static PersonPerturbation.Params shared(
                FeatureLoss loss, double epsilon, double step, int rounds, int batch) {
            return new PersonPerturbation.Params(
                    loss,
                    Update.SHARED,
                    epsilon,
                    step,
                    rounds,
                    batch,
                    Perceptibility.NONE,
                    0,
                    PersonPerturbation.Start.BUDGET,
                    PersonPerturbation.Area.ALIGNED,
                    PersonPerturbation.Whose.PERSON);
        }
    }

    public MomentumPerturbation(Params params) {
        this.params = params;
        this.shared = Params.shared(params.loss(), params.epsilon(), params.step(), params.rounds(), params.batch());
        this.plain = new PersonPerturbation(shared);
    }

    @Override
    public Perturbation learn(
            List<FaceImage> photos,
            List<PhotoFacts> facts,
            Surrogates surrogates,
            RandomGenerator random,
            Consumer<LearnedEpoch> watch) {
        Learning learning = new Learning(shared, photos, facts, surrogates);
        int width = photos.get(0).width();
        List<float[]> images = new ArrayList<>();
        List<float[]> sums = new ArrayList<>();
        for (int i = 0; i < learning.size(); i++) {
            float[] pixels = learning.photo(i).pixels();
            images.add(Update.sum(
                    pixels, Learning.uniform(pixels.length, shared.start().most(shared), random)));
            sums.add(new float[pixels.length]);
        }
        float[] perturbation = new float[images.get(0).length];
        for (int round = 0; round < params.rounds(); round++) {
            EpochMeans means = new EpochMeans(shared);
            List<float[]> slopes = slopes(learning, images, learning.kept(params.dropout(), random), round, means);
            watch.accept(means.epoch(round + 1));
            float[] columns = meanOfColumns(slopes, width);
            for (int i = 0; i < images.size(); i++) {
                step(images.get(i), sums.get(i), slopes.get(i), columns);
            }
            perturbation = withinBudget(Update.meanChange(images, learning));
            for (int i = 0; i < images.size(); i++) {
                images.set(i, Update.within(Update.sum(learning.photo(i).pixels(), perturbation)));
            }
        }
        return new Perturbation(width, photos.get(0).height(), perturbation);
    }

    private List<float[]> slopes(
            Learning learning, List<float[]> images, Learning.Kept kept, int round, EpochMeans means) {
        List<float[]> slopes = new ArrayList<>();
        for (List<Integer> batch : Learning.batches(learning.all(), params.batch())) {
            Learning.Slope slope =
                    learning.slope(batch, batch.stream().map(images::get).toList(), kept, round);
            slopes.addAll(List.of(slope.values()));
            means.add(slope);
        }
        return slopes;
    }

    /** The mean absolute slope of each column, over photos, channels and rows. */
    private static float[] meanOfColumns(List<float[]> slopes, int width) {
        double[] sums = new double[width];
        for (float[] slope : slopes) {
            for (int k = 0; k < slope.length; k++) {
                sums[k % width] += Math.abs(slope[k]);
            }
        }
        double counted = slopes.size() * (slopes.get(0).length / (double) width);
        float[] means = new float[width];
        for (int x = 0; x < width; x++) {
            means[x] = (float) (sums[x] / counted);
        }
        return means;
    }

    /** Adds a photo's slopes to their sum, and moves the photo against its sign; a column without any slope adds nothing. */
    private void step(float[] image, float[] sum, float[] slope, float[] columns) {
        float step = (float) (params.step() * 255);
        for (int k = 0; k < sum.length; k++) {
            float column = columns[k % columns.length];
            sum[k] += column > 0 ? slope[k] / column : 0;
            image[k] -= step * Math.signum(sum[k]);
        }
    }

    private float[] withinBudget(float[] values) {
        float budget = (float) (params.epsilon() * 255);
        for (int k = 0; k < values.length; k++) {
            values[k] = Math.max(-budget, Math.min(budget, values[k]));
        }
        return values;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return plain.protect(originals, context);
    }

    @Override
    public Optional<Budget> budget() {
        return plain.budget();
    }

    @Override
    public boolean needsSurrogates() {
        return true;
    }
}
