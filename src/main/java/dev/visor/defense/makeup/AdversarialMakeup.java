package dev.visor.defense.makeup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.RegionPixels;
import dev.visor.defense.RegionalDefense;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Paints makeup whose colors and opacities are sought so that surrogates see somebody else: four numbers a layer, as a person
 * could wear it.
 *
 * <p>Adam (Kingma and Ba 2015) descends the mean cosine between the painted face and the clean one over the surrogates, from a style; of
 * all rounds the best is kept. Covers stay as the style has them. Ours, after the idea of adversarial makeup: how far does a
 * defense come that may only choose colors?
 */
public final class AdversarialMakeup implements RegionalDefense {

    private final Params params;
    private final List<Layer> layers;

    /**
     * The parameters.
     *
     * @param layers of the style to start from, as those of {@code makeup}
     * @param rounds steps of Adam
     * @param rate its step, in shares of the range of a number
     * @param mostOpacity that a layer may have, 0..1; those of the style lie below it
     */
    public record Params(List<String> layers, int rounds, double rate, double mostOpacity) {

        public Params {
            layers = List.copyOf(layers);
            if (rounds < 1) {
                throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
            }
            if (!(rate > 0 && rate <= 1)) {
                throw new IllegalArgumentException("rate must lie in (0, 1], got " + rate);
            }
            if (!(mostOpacity > 0 && mostOpacity <= 1)) {
                throw new IllegalArgumentException("mostOpacity must lie in (0, 1], got " + mostOpacity);
            }
            for (Layer layer : Layer.of(layers)) {
                if (layer.opacity() > mostOpacity) {
                    throw new IllegalArgumentException("layers have an opacity of %s, and most_opacity is %s"
                            .formatted(layer.opacity(), mostOpacity));
                }
            }
        }
    }

    public AdversarialMakeup(Params params) {
        this.params = params;
        this.layers = Layer.of(params.layers());
    }

    @Override
    public boolean needsSurrogates() {
        return true;
    }

    @Override
    public boolean needsMesh() {
        return true;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        List<FaceImage> painted = new ArrayList<>(originals);
        List<Integer> found = new ArrayList<>();
        List<FaceImage> faces = new ArrayList<>();
        List<Search> searches = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            FaceImage face = originals.get(i);
            if (context.facts().get(i).mesh().isPresent()) {
                found.add(i);
                faces.add(face);
                searches.add(new Search(
                        new Painting(face, context.facts().get(i).mesh().get(), layers), layers, params));
            }
        }
        if (!found.isEmpty()) {
            descend(faces, searches, context.surrogates());
        }
        for (int i = 0; i < found.size(); i++) {
            painted.set(found.get(i), searches.get(i).best());
        }
        return painted;
    }

    @Override
    public List<String> regionWords() {
        return MakeupRegions.words(layers);
    }

    @Override
    public Optional<List<RegionPixels>> regions(FaceImage original, PhotoFacts facts) {
        return facts.mesh().map(mesh -> MakeupRegions.on(original, mesh, layers).told());
    }

    @Override
    public Optional<boolean[]> area(FaceImage original, PhotoFacts facts) {
        return Optional.of(Painting.area(original, facts.mesh(), layers));
    }

    private void descend(List<FaceImage> faces, List<Search> searches, Surrogates surrogates) {
        try (NDManager memory = surrogates.manager().newSubManager()) {
            NDArray clean = Faces.stack(memory, faces);
            List<NDArray> known = surrogates.recognizers().stream()
                    .map(one -> one.embed(clean))
                    .toList();
            for (int round = 0; round <= params.rounds(); round++) {
                try (NDManager step = memory.newSubManager()) {
                    step(step, known, searches, surrogates, round < params.rounds());
                }
            }
        }
    }

    /** Looks at the painted faces; unless it is the last time, goes on from there. */
    private void step(
            NDManager memory, List<NDArray> known, List<Search> searches, Surrogates surrogates, boolean goOn) {
        NDArray leaf = Gradients.leaf(
                Faces.stack(memory, searches.stream().map(Search::painted).toList()));
        NDArray cosines = null;
        for (int i = 0; i < known.size(); i++) {
            DifferentiableRecognizer surrogate = surrogates.recognizers().get(i);
            NDArray each = surrogate.embedForGradient(leaf).mul(known.get(i)).sum(new int[] {1});
            cosines = cosines == null ? each : cosines.add(each);
        }
        NDArray mean = Scaled.by(cosines, 1. / known.size());
        float[] losses = mean.stopGradient().toFloatArray();
        // A photo's own slope does not depend on the others in the batch.
        float[] slopes = goOn ? surrogates.gradient(mean.sum(), leaf, false).toFloatArray() : new float[0];
        int length = slopes.length / searches.size();
        for (int i = 0; i < searches.size(); i++) {
            float[] own = new float[length];
            System.arraycopy(slopes, i * length, own, 0, length);
            searches.get(i).seen(losses[i], own);
        }
    }
}
