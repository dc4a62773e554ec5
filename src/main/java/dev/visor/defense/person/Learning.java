package dev.visor.defense.person;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.recognizer.mesh.TextureWarp;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The photos of a person and their clean embeddings, while a perturbation is learned. */
final class Learning {

    /** Keeps the length of an embedding from being 0 where none of its values is kept. */
    private static final double LEAST_SQUARE = 1e-12;

    private final PersonPerturbation.Params params;
    private final Surrogates surrogates;

    /** One for each photo; none where recognizers see the crop itself. */
    private final List<PhotoRoundTrip> trips;

    /** One for each photo, of a texture; none where what is learned is added to the crop itself. */
    private final List<TextureWarp> warps;

    private final List<FaceImage> photos;

    /** The photos as recognizers see them unprotected. */
    private final List<FaceImage> clean;

    /** Unit embeddings, by surrogate, by photo. */
    private final List<float[][]> embeddings = new ArrayList<>();

    Learning(PersonPerturbation.Params params, List<FaceImage> photos, List<PhotoFacts> facts, Surrogates surrogates) {
        this.params = params;
        this.surrogates = surrogates;
        this.photos = photos;
        this.trips = params.area() == PersonPerturbation.Area.LOOSE_BOX
                ? facts.stream()
                        .map(known -> PhotoRoundTrip.of(known, photos.get(0).height()))
                        .toList()
                : List.of();
        this.warps = params.area() == PersonPerturbation.Area.MESH
                ? IntStream.range(0, photos.size())
                        .mapToObj(
                                i -> PersonPerturbation.warp(facts.get(i).mesh().orElseThrow(), photos.get(i)))
                        .toList()
                : List.of();
        this.clean = trips.isEmpty() ? photos : cleanRoundTrips();
        for (DifferentiableRecognizer surrogate : surrogates.recognizers()) {
            embeddings.add(embed(surrogate));
        }
    }

    private List<FaceImage> cleanRoundTrips() {
        List<FaceImage> all = new ArrayList<>();
        for (List<Integer> batch : batches(all(), params.batch())) {
            try (NDManager memory = surrogates.manager().newSubManager()) {
                all.addAll(Faces.unstack(
                        PhotoRoundTrip.clean(select(trips, batch), Faces.stack(memory, select(photos, batch)))));
            }
        }
        return all;
    }

    private float[][] embed(DifferentiableRecognizer surrogate) {
        float[][] rows = new float[clean.size()][];
        for (List<Integer> batch : batches(all(), params.batch())) {
            try (NDManager memory = surrogates.manager().newSubManager()) {
                NDArray embedded = surrogate.embed(Faces.stack(memory, select(clean, batch)));
                for (int i = 0; i < batch.size(); i++) {
                    rows[batch.get(i)] = embedded.get(i).toFloatArray();
                }
            }
        }
        return rows;
    }

    int size() {
        return photos.size();
    }

    FaceImage photo(int i) {
        return photos.get(i);
    }

    /** Returns what a perturbation adds to the pixels of a photo. */
    float[] onto(int photo, float[] perturbation) {
        return warps.isEmpty() ? perturbation : warps.get(photo).apply(perturbation);
    }

    /** Returns the slopes by a perturbation, of those by what it adds to the pixels of a photo. */
    float[] back(int photo, float[] slopes) {
        return warps.isEmpty() ? slopes : warps.get(photo).back(slopes);
    }

    List<Integer> all() {
        return IntStream.range(0, photos.size()).boxed().toList();
    }

    /** Cuts a list into parts of at most that size, in order. */
    static <T> List<List<T>> batches(List<T> items, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size) {
            parts.add(items.subList(from, Math.min(items.size(), from + size)));
        }
        return parts;
    }

    /**
     * A gradient at a batch.
     *
     * @param values of each photo, planar; those of the mean over the batch, times the number of photos
     * @param loss of the features, in the mean over the batch
     * @param unlike what the perceptibility term measured in the mean; 0 where there is none
     */
    record Slope(float[][] values, double loss, double unlike) {}

    /**
     * The values of embeddings that a dropout keeps, 1 each, the others 0; by surrogate, by photo.
     *
     * @param clean of unprotected photos
     * @param seen of protected ones
     */
    record Kept(List<float[][]> clean, List<float[][]> seen) {}

    /** Draws anew what is kept, surrogate by surrogate: of the clean photos first, value by value, then of the protected ones. */
    Kept kept(double dropout, RandomGenerator random) {
        List<float[][]> clean = new ArrayList<>();
        List<float[][]> seen = new ArrayList<>();
        for (float[][] rows : embeddings) {
            clean.add(kept(rows, dropout, random));
            seen.add(kept(rows, dropout, random));
        }
        return new Kept(clean, seen);
    }

    private static float[][] kept(float[][] rows, double dropout, RandomGenerator random) {
        float[][] kept = new float[rows.length][rows[0].length];
        for (float[] row : kept) {
            for (int k = 0; k < row.length; k++) {
                row[k] = random.nextDouble() < dropout ? 0 : 1;
            }
        }
        return kept;
    }

    /**
     * The gradient of the loss with respect to the pixels that are given, or to what is added to them.
     *
     * @param batch numbers of photos
     * @param images of each, what is differentiated at: a protected face, or what is added to one
     * @param added whether {@code images} is added to the photos, and the sum kept within 0..255
     * @param weight of the perceptibility term
     */
    Slope slope(List<Integer> batch, List<float[]> images, boolean added, double weight, int round) {
        return slope(batch, images, added, weight, round, Optional.empty());
    }

    /** Returns the gradient where embeddings lose values, and are brought back to unit length. */
    Slope slope(List<Integer> batch, List<float[]> images, Kept kept, int round) {
        return slope(batch, images, false, 0, round, Optional.of(kept));
    }

    private Slope slope(
            List<Integer> batch, List<float[]> images, boolean added, double weight, int round, Optional<Kept> kept) {
        try (NDManager memory = surrogates.manager().newSubManager()) {
            Shape shape = new Shape(
                    batch.size(),
                    FaceImage.CHANNELS,
                    photos.get(0).height(),
                    photos.get(0).width());
            NDArray leaf = Gradients.leaf(memory.create(joined(images), shape));
            NDArray seen = added ? seen(memory, batch, leaf) : leaf;
            NDArray loss = params.loss()
                    .of(
                            embedded(memory, batch, seen, kept),
                            rows(memory, batch, kept),
                            rows(memory, all(), kept),
                            round);
            double features = number(loss.stopGradient());
            double unlike = 0;
            if (params.perceptibility() != Perceptibility.NONE) {
                NDArray measured = params.perceptibility().measure(seen, Faces.stack(memory, select(clean, batch)));
                loss = loss.add(
                        Scaled.by(measured.sub(params.limit()).clip(0, 2).mean(), weight));
                unlike = number(measured.stopGradient().mean());
            }
            // The mean of what each photo gains by itself, so that a photo's own gradient is this times their number.
            float[] values = surrogates
                    .gradient(Scaled.by(loss, batch.size()), leaf, false)
                    .toFloatArray();
            int length = values.length / batch.size();
            float[][] each = new float[batch.size()][length];
            for (int i = 0; i < each.length; i++) {
                System.arraycopy(values, i * length, each[i], 0, length);
            }
            return new Slope(each, features, unlike);
        }
    }

    private NDArray seen(NDManager memory, List<Integer> batch, NDArray perturbation) {
        NDArray originals = Faces.stack(memory, select(photos, batch));
        NDArray changed = perturbation.add(originals).clip(0, 255);
        return trips.isEmpty()
                ? changed
                : PhotoRoundTrip.changed(
                        select(trips, batch), changed.sub(originals), Faces.stack(memory, select(clean, batch)));
    }

    private static double number(NDArray scalar) {
        return scalar.toType(DataType.FLOAT64, true).getDouble();
    }

    /** The embeddings of what is seen, by surrogate. */
    private List<NDArray> embedded(NDManager memory, List<Integer> batch, NDArray seen, Optional<Kept> kept) {
        List<NDArray> all = new ArrayList<>();
        for (int s = 0; s < embeddings.size(); s++) {
            NDArray unit = surrogates.recognizers().get(s).embedForGradient(seen);
            if (kept.isPresent()) {
                NDArray some = unit.mul(
                        stacked(memory, kept.get().seen().get(s), batch).toType(unit.getDataType(), false));
                unit = some.div(
                        some.square().sum(new int[] {1}, true).add(LEAST_SQUARE).sqrt());
            }
            all.add(unit);
        }
        return all;
    }

    /** The clean embeddings of a batch, by surrogate. */
    private List<NDArray> rows(NDManager memory, List<Integer> batch, Optional<Kept> kept) {
        return IntStream.range(0, embeddings.size())
                .mapToObj(s -> stacked(
                        memory,
                        kept.map(some -> without(embeddings.get(s), some.clean().get(s)))
                                .orElse(embeddings.get(s)),
                        batch))
                .toList();
    }

    /** Returns unit rows without the values that are not kept, at unit length again. */
    private static float[][] without(float[][] rows, float[][] kept) {
        float[][] less = new float[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            double squares = LEAST_SQUARE;
            for (int k = 0; k < rows[i].length; k++) {
                squares += kept[i][k] * rows[i][k] * rows[i][k];
            }
            for (int k = 0; k < rows[i].length; k++) {
                less[i][k] = (float) (kept[i][k] * rows[i][k] / Math.sqrt(squares));
            }
        }
        return less;
    }

    private static NDArray stacked(NDManager memory, float[][] rows, List<Integer> batch) {
        return memory.create(
                joined(batch.stream().map(i -> rows[i]).toList()), new Shape(batch.size(), rows[0].length));
    }

    private static float[] joined(List<float[]> rows) {
        int length = rows.get(0).length;
        float[] all = new float[rows.size() * length];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * length, length);
        }
        return all;
    }

    private static <T> List<T> select(List<T> items, List<Integer> numbers) {
        return numbers.stream().map(items::get).toList();
    }

    /** Draws values evenly from -most to most. */
    static float[] uniform(int length, double most, RandomGenerator random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) ((2 * random.nextDouble() - 1) * most);
        }
        return values;
    }
}
