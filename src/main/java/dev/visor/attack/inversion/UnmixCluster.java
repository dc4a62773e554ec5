package dev.visor.attack.inversion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.Masked;
import dev.visor.attack.Masked.Partners;
import dev.visor.attack.Reach;
import dev.visor.attack.Reconstruction;
import dev.visor.core.Knowledge;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out from the rows themselves which of them share a photo, and solves for the photos.
 *
 * <p>After Carlini et al., "Is private learning possible with instance encoding?", IEEE S&amp;P 2021: cluster the rows of several epochs by
 * the photo in them, then solve for what the clusters have in common. They learn a similarity of rows; here {@link PartnerClusters}
 * explains each row by few photos, which it learns at the same time. The first epoch's rows say which cluster is which photo; of later
 * epochs neither order nor members nor shares are known to it.
 *
 * <p>It applies to defenses that mix without flipping signs; for those that do not mix it gives the picture of what leaked.
 */
public final class UnmixCluster implements InversionAttack {

    /** More values tell rows apart no better, and cost as much more. */
    private static final int VALUES = 16384;

    private final Params params;

    /**
     * @param epochs of training that have leaked
     * @param members of a row, at the most
     * @param rounds of explaining rows by photos and photos by rows
     */
    public record Params(int epochs, int members, int rounds) {

        public Params {
            Checks.positive("epochs", epochs);
            Checks.positive("members", members);
            Checks.positive("rounds", rounds);
        }
    }

    public UnmixCluster(Params params) {
        this.params = params;
    }

    @Override
    public Knowledge knowledge() {
        return Knowledge.ADAPTIVE;
    }

    @Override
    public Reach reach() {
        return Reach.DATA;
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        return Leaked.of(task).mixes() ? Leaked.fixed(() -> unmix(task)) : Leaked.plain(task);
    }

    private List<Reconstruction> unmix(InversionTask task) {
        Epochs epochs = new Epochs(task, params.epochs());
        try (NDManager memory = task.compute().manager().newSubManager()) {
            List<List<Partners>> found = found(epochs, Leaked.of(task), task);
            MixedRows rows = new MixedRows(epochs.photos(), epochs.values(), memory);
            epochs.each((epoch, leak, inputs) -> rows.add(found.get(epoch), inputs));
            return epochs.pictures(rows.solve(Leaked.photos(task), memory));
        }
    }

    private List<List<Partners>> found(Epochs epochs, Masked masked, InversionTask task) {
        try (NDManager scope = task.compute().manager().newSubManager()) {
            List<NDArray> small = new ArrayList<>();
            epochs.each((epoch, leak, rows) -> {
                NDArray shrunk = shrunk(leak.inputs(), masked.channels());
                shrunk.attach(scope);
                small.add(shrunk);
            });
            PartnerClusters clusters = new PartnerClusters(small, params.members(), scope);
            double explained = 0;
            for (int round = 0; round < params.rounds(); round++) {
                explained = clusters.refine();
            }
            task.progress().accept("unmix-cluster: photos found explain %.2f of the rows".formatted(explained));
            return clusters.partners();
        }
    }

    /** Rows at a resolution that leaves no more values than needed: [N, values]. */
    private static NDArray shrunk(NDArray inputs, int channels) {
        long side = inputs.getShape().get(2);
        int block = 1;
        while (channels * (side / block) * (side / block) > VALUES && side % (2 * block) == 0) {
            block *= 2;
        }
        Shape square = new Shape(block, block);
        NDArray pooled =
                block == 1 ? inputs.duplicate() : Pool.avgPool2d(inputs, square, square, new Shape(0, 0), false, true);
        return pooled.reshape(pooled.getShape().get(0), -1);
    }
}
