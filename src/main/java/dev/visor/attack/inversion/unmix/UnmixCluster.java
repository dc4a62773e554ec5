package dev.visor.attack.inversion.unmix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.LeakedData.Partners;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.Limits;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.attack.inversion.leak.LeakedEpochs;
import dev.visor.attack.inversion.network.Layers;
import dev.visor.core.AttackerAccess;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Finds out from the rows themselves which of them share a photo, and solves for the photos.
 *
 * <p>After Carlini et al., "Is private learning possible with instance encoding?", IEEE S&amp;P 2021: cluster the rows of several epochs by
 * the photo in them, then solve for what the clusters have in common. They learn a similarity of rows; here {@link PartnerClusters}
 * explains each row by few photos, which it learns at the same time, from fine detail: coarse shape and light are too much alike in all faces
 * to tell photos apart, and mixing leaves detail as exact as the rest. It starts from what
 * {@link UnmixAverage} finds: a row is known to be about its own photo; who else is in it and how much is not.
 *
 * <p>It applies to defenses that mix without flipping signs; for those that do not mix it gives the picture of what leaked.
 */
public final class UnmixCluster implements InversionAttack {

    /** More values tell rows apart no better, and cost as much more. */
    private static final int VALUES = 8192;

    /** Side of what counts as coarse, a power of 2. */
    private static final int BLOCK = 4;

    private final Params params;

    /**
     * @param epochs of training that have leaked
     * @param members of a row, at the most
     * @param rounds of explaining rows by photos and photos by rows
     */
    public record Params(int epochs, int members, int rounds) {

        public Params {
            Limits.above("epochs", epochs, 0);
            Limits.above("members", members, 0);
            Limits.above("rounds", rounds, 0);
        }
    }

    public UnmixCluster(Params params) {
        this.params = params;
    }

    @Override
    public AttackerAccess access() {
        return AttackerAccess.LEAKED_DATA;
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        return LeakedDataSupport.of(task).mixes()
                ? LeakedDataSupport.fixed(() -> unmix(task))
                : LeakedDataSupport.plain(task);
    }

    private List<Reconstruction> unmix(InversionTask task) {
        LeakedEpochs epochs = new LeakedEpochs(task, params.epochs());
        try (NDManager memory = task.compute().manager().newSubManager()) {
            List<List<Partners>> found = found(epochs, task);
            MixedRows rows = new MixedRows(epochs.photos(), epochs.values(), memory);
            epochs.each((epoch, leak, inputs) -> rows.add(found.get(epoch), inputs));
            return epochs.pictures(rows.solve(LeakedDataSupport.photos(task), memory));
        }
    }

    private List<List<Partners>> found(LeakedEpochs epochs, InversionTask task) {
        int[] places = places(epochs.values(), task.random().derive("places").generator());
        try (NDManager scope = task.compute().manager().newSubManager()) {
            List<NDArray> details = new ArrayList<>();
            epochs.each((epoch, leak, rows) -> {
                NDArray detail = scope.create(new Shape(epochs.photos(), places.length));
                for (int from = 0; from < epochs.photos(); from += LeakedDataSupport.AT_ONCE) {
                    int to = Math.min(epochs.photos(), from + LeakedDataSupport.AT_ONCE);
                    try (NDManager some = scope.newSubManager()) {
                        NDArray inputs = leak.inputs().get("{}:{}", from, to);
                        inputs.attach(some);
                        NDArray compared = detail(inputs)
                                .reshape(to - from, -1)
                                .transpose()
                                .get(LeakedDataSupport.rows(places, some))
                                .transpose();
                        detail.set(new NDIndex("{}:{}", from, to), compared);
                    }
                }
                details.add(detail);
            });
            PartnerClusters clusters = new PartnerClusters(details, params.members(), scope);
            double explained = 0;
            for (int round = 0; round < params.rounds(); round++) {
                explained = clusters.refine();
            }
            task.progress()
                    .accept(String.format(
                            Locale.ROOT, "unmix-cluster: photos found explain %.2f of the rows", explained));
            return clusters.partners();
        }
    }

    /** Draws the places of a representation at which rows are compared, at most so many. */
    private static int[] places(long values, RandomGenerator random) {
        List<Integer> all = new ArrayList<>(
                IntStream.range(0, Math.toIntExact(values)).boxed().toList());
        for (int i = all.size() - 1; i > 0; i--) {
            Collections.swap(all, i, random.nextInt(i + 1));
        }
        return all.stream().limit(VALUES).mapToInt(i -> i).toArray();
    }

    /** Returns inputs without what is alike in all faces, their coarse shape and light: less the mean of each block. */
    private static NDArray detail(NDArray inputs) {
        Shape block = new Shape(BLOCK, BLOCK);
        if (inputs.getShape().get(2) % BLOCK != 0) {
            return inputs;
        }
        NDArray coarse = Pool.avgPool2d(inputs, block, block, new Shape(0, 0), false, true);
        for (int grown = 1; grown < BLOCK; grown *= 2) {
            coarse = Layers.doubled(coarse);
        }
        return inputs.sub(coarse);
    }
}
