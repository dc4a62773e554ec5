package dev.visor.attack.inversion.unmix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.LeakedData;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.Limits;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.attack.inversion.leak.LeakedEpochs;
import dev.visor.core.AttackerAccess;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Faces;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Averages many draws of the same photo, until what was drawn at random has gone.
 *
 * <p>Where the defense mixes, a photo's rows of several training epochs are averaged: partners change, the photo stays, and the partners
 * tend to the mean of all photos, from which the photo is then drawn away as far as it has been drawn in. How far, the rows tell: they vary
 * among photos by the share of the own photo times what the tracker's own masked photos vary. Where the defense does not mix but draws at
 * every query, what leaked of the photo is averaged over draws: k draws leave a k-th of the noise's variance.
 *
 * <p>Pixels whose signs are flipped at random average to nothing; where they do, magnitudes are averaged, with the signs of the public
 * photos' mean face. For defenses that neither mix nor draw it gives the picture of what leaked.
 */
public final class UnmixAverage implements InversionAttack {

    /** The own photo's share is not taken for less: an average of so little would only be noise made larger. */
    private static final double LEAST = .1;

    /** Averages of n draws without any mean keep an n-th of the draws' energy; with less than twice that, there was no mean. */
    private static final double NOTHING = 2;

    /** Fewest epochs by which it can be told that there was no mean. */
    private static final int ENOUGH = 8;

    /** Photos of his own by which the tracker knows how representations vary. */
    private static final int KNOWN = 64;

    private final Params params;

    /** @param draws of each photo, or epochs of training, that have leaked */
    public record Params(int draws) {

        public Params {
            Limits.above("draws", draws, 0);
        }
    }

    public UnmixAverage(Params params) {
        this.params = params;
    }

    @Override
    public AttackerAccess access() {
        return AttackerAccess.LEAKED_DATA;
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        LeakedData leaked = LeakedDataSupport.of(task);
        if (leaked.mixes()) {
            return LeakedDataSupport.fixed(() -> averagedRows(task));
        }
        return leaked.isRandomized() ? averagedDraws(task) : LeakedDataSupport.plain(task);
    }

    private List<Reconstruction> averagedDraws(InversionTask task) {
        int draws = task.share(params.draws());
        LeakedData leaked = LeakedDataSupport.of(task);
        return LeakedDataSupport.reconstructed(task, (some, scope) -> {
            NDArray sum = leaked.shown(some, 0, scope).duplicate();
            for (int draw = 1; draw < draws; draw++) {
                try (NDManager one = scope.newSubManager()) {
                    sum.addi(leaked.shown(some, draw, one));
                }
            }
            return leaked.visualize(sum.div(draws));
        });
    }

    private List<Reconstruction> averagedRows(InversionTask task) {
        LeakedEpochs epochs = new LeakedEpochs(task, params.draws());
        boolean pixels = LeakedDataSupport.of(task).channels() == FlippedRows.CHANNELS;
        try (NDManager memory = task.compute().manager().newSubManager()) {
            NDArray sum = memory.zeros(new Shape(epochs.photos(), epochs.values()));
            NDArray magnitudes = memory.zeros(pixels ? sum.getShape() : new Shape(1));
            double[] squares = new double[1];
            epochs.each((epoch, leak, rows) -> {
                sum.addi(rows);
                try (NDArray squared = rows.square()) {
                    squares[0] += squared.sum().getFloat();
                }
                if (pixels) {
                    try (NDArray absolute = rows.abs()) {
                        magnitudes.addi(absolute);
                    }
                }
            });
            NDArray average = sum.divi(epochs.count());
            double kept = epochs.count() * average.square().sum().getFloat() / squares[0];
            NDIndex wanted = LeakedDataSupport.rows(LeakedDataSupport.photos(task), memory);
            if (pixels && epochs.count() >= ENOUGH && kept < NOTHING / epochs.count()) {
                task.progress().accept("unmix-average: signs are flipped, averages magnitudes");
                NDArray signs = FlippedRows.meanFace(task.auxiliary(), memory).sign();
                return epochs.pixels(magnitudes.get(wanted).div(epochs.count()).mul(signs));
            }
            NDArray mean = average.mean(new int[] {0}, true);
            double share = share(average, mean, squares[0], epochs, task);
            task.progress().accept(String.format(Locale.ROOT, "unmix-average: a row is %.2f its own photo", share));
            return epochs.pictures(average.get(wanted).sub(mean).div(share).add(mean));
        }
    }

    /** The own photo's mean share of a row, from how much rows vary among photos. */
    private static double share(
            NDArray average, NDArray mean, double squares, LeakedEpochs epochs, InversionTask task) {
        int n = epochs.count();
        double rows = epochs.photos();
        double values = epochs.values();
        double averages = average.square().sum().getFloat();
        double within = n == 1 ? 0 : (squares - n * averages) / (rows * (n - 1) * values);
        double between = (averages - rows * mean.square().sum().getFloat()) / ((rows - 1) * values) - within / n;
        double share = Math.sqrt(Math.max(0, between) / variance(task));
        return Math.max(LEAST, Math.min(1, share));
    }

    /** Returns the variance of the tracker's own photos' representations, about their mean. */
    private static double variance(InversionTask task) {
        LeakedData leaked = LeakedDataSupport.of(task);
        RandomGenerator random = task.random().derive("known").generator();
        List<FaceImage> some = LeakedDataSupport.some(task.auxiliary(), KNOWN);
        try (NDManager scope = task.compute().manager().newSubManager()) {
            NDArray known = leaked.mask(Faces.stack(scope, some), true, random);
            NDArray away = known.sub(known.mean(new int[] {0}, true));
            return away.square().sum().getFloat() / ((some.size() - 1.) * known.size() / some.size());
        }
    }
}
