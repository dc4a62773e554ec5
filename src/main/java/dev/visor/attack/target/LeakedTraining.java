package dev.visor.attack.target;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.LeakedData;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.training.Masking;
import dev.visor.recognizer.training.TrainingBatch;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The private photos as their defense masked them, in the tracker's hands. Used by one thread; maskings belong to whoever made them.
 */
public final class LeakedTraining implements LeakedData {

    private final Compute compute;
    private final Masking masking;
    private final Masking guess;
    private final boolean mixes;
    private final List<FaceImage> faces;
    private final int[] people;
    private final int classes;
    private final int batch;
    private final Seed seed;

    /**
     * @param masking with the defense's own secrets, and all that was learned
     * @param guess the same mechanism with other secrets
     * @param mixes whether the defense mixes photos
     * @param faces the private photos that recognizers learned from, 0..255; none of those that told when to stop
     * @param people who is on each, 0..classes - 1
     * @param batch photos that are masked together
     * @param seed of what the defense draws: not that of the training
     */
    public LeakedTraining(
            Compute compute,
            Masking masking,
            Masking guess,
            boolean mixes,
            List<FaceImage> faces,
            int[] people,
            int classes,
            int batch,
            Seed seed) {
        this.compute = compute;
        this.masking = masking;
        this.guess = guess;
        this.mixes = mixes;
        this.faces = List.copyOf(faces);
        this.people = people.clone();
        this.classes = classes;
        this.batch = batch;
        this.seed = seed;
    }

    @Override
    public int channels() {
        return masking.channels();
    }

    @Override
    public boolean isRandomized() {
        return masking.isRandomized();
    }

    @Override
    public boolean mixes() {
        return mixes;
    }

    @Override
    public NDArray mask(NDArray own, boolean knowsSecret, RandomGenerator random) {
        return Gradients.recording(false, () -> (knowsSecret ? masking : guess).maskForQuery(own, random));
    }

    @Override
    public NDArray visualize(NDArray inputs) {
        return Gradients.recording(false, () -> masking.visualize(inputs));
    }

    @Override
    public int photos() {
        return faces.size();
    }

    @Override
    public NDArray shown(List<Integer> photos, int draw, NDManager memory) {
        return Gradients.recording(false, () -> {
            NDList rows = new NDList();
            for (int photo : photos) {
                try (NDManager scope = memory.newSubManager()) {
                    // One by one, so that no photo's draw depends on which others were asked for.
                    NDArray row = masking.maskForQuery(
                            Faces.stack(scope, List.of(faces.get(photo))),
                            seed.derive(String.format(Locale.ROOT, "shown/%d/%d", photo, draw))
                                    .generator());
                    row.attach(memory);
                    rows.add(row);
                }
            }
            return NDArrays.concat(rows, 0);
        });
    }

    @Override
    public Leak training(int epoch, NDManager memory) {
        return Gradients.recording(false, () -> {
            Seed drawn = seed.derive("training/" + epoch);
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, faces.size()).boxed().toList());
            RandomGenerator shuffle = drawn.derive("order").generator();
            for (int i = order.size() - 1; i > 0; i--) {
                Collections.swap(order, i, shuffle.nextInt(i + 1));
            }
            int side = faces.get(0).width();
            // Written to where they belong: an epoch is large enough without a second copy of it.
            NDArray rows = memory.create(new Shape(faces.size(), masking.channels(), side, side));
            Partners[] partners = new Partners[faces.size()];
            for (int start = 0; start < order.size(); start += batch) {
                List<Integer> members = order.subList(start, Math.min(start + batch, order.size()));
                try (NDManager scope = memory.newSubManager()) {
                    TrainingBatch trainingBatch = masking.maskForTraining(
                            Faces.stack(scope, members.stream().map(faces::get).toList()),
                            members.stream().mapToInt(photo -> people[photo]).toArray(),
                            classes,
                            drawn.derive("batch/" + start).generator());
                    for (int i = 0; i < members.size(); i++) {
                        rows.set(
                                new NDIndex("{}", members.get(i)),
                                trainingBatch.inputs().get(i));
                        int[] mixed = trainingBatch.mixes().get(i).members();
                        partners[members.get(i)] = new Partners(
                                Arrays.stream(mixed).map(members::get).toArray(),
                                trainingBatch.mixes().get(i).shares());
                    }
                }
            }
            return new Leak(rows, List.of(partners));
        });
    }

    @Override
    public List<FaceImage> pictures(List<Integer> photos, int draw) {
        List<FaceImage> pictures = new ArrayList<>();
        for (int photo : photos) {
            try (NDManager scope = compute.manager().newSubManager()) {
                pictures.addAll(Faces.unstack(visualize(shown(List.of(photo), draw, scope))));
            }
        }
        return pictures;
    }
}
