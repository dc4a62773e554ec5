package dev.visor.defense.makeup;

import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.ReferencedDefense;
import dev.visor.defense.RegionPixels;
import dev.visor.defense.RegionalDefense;
import dev.visor.external.LocalFiles;
import dev.visor.recognizer.mesh.FaceMesh;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makeup by an untrained network: for each photo a decoder's weights are sought, so that its image wears the reference's makeup and surrogates see
 * somebody else.
 *
 * <p>A reconstruction of DFPP (Shamshad et al., "Makeup-Guided Facial Privacy Protection via Untrained Neural Network Priors", arXiv
 * 2408.12387), of which abstract and one figure can be read, and no code. From there: an untrained decoder optimized per photo, correspondence by region, two
 * conditional layers that the reference's features modulate, losses of structure, makeup and identity. Ours: sizes, weights, steps, the fixed features
 * ({@link CosineBank}), regions from the mesh, and the reference: a photo, or the photo itself with a style painted on it, where corresponding cells
 * are next to the same ones. Photos are computed one by one, each on one thread: decoders of several photos as groups of one
 * convolution cost more than side by side, and so a photo's bytes depend neither on its batch nor on who else computes.
 */
public final class DfppStyle implements ReferencedDefense, RegionalDefense {

    private final Params params;
    private final List<Layer> layers;
    private final Optional<MeshedFace> shown;

    /** The numbers that are sought. */
    public enum Carrier {
        /** The weights of an untrained decoder. */
        DECODER,
        /** The pixels themselves, which shows what the decoder is good for. */
        PIXELS
    }

    /** The terms of the loss beside structure. */
    public enum Terms {
        /** Makeup and identity. */
        ALL,
        /** Makeup without identity: no recognizer is asked. */
        MAKEUP_ALONE,
        /** Identity without makeup. */
        IDENTITY_ALONE
    }

    /** The way that the identity is to go. */
    public enum Goal {
        /** Away from the clean face. */
        DODGING,
        /** Away from the clean face, and to the suite's target that is likest from the start. */
        IMPERSONATION
    }

    /**
     * The parameters.
     *
     * @param layers of the style that is the reference, as those of {@code makeup}; where a photo is, they name the regions and how soft their edges are
     * @param reference a photo beside the entry's file whose face wears the makeup; none for the style
     * @param warmSteps of Adam that bring the decoder to the photo itself
     * @param steps of Adam with all terms
     * @param rate of Adam; for pixels in shares of the pixel range
     * @param preserve weight of the mean absolute difference outside the makeup
     * @param structure weight of 1 - SSIM of luminance
     * @param makeup weight of the squared distance from matched histograms
     * @param identity how hard the identity pulls at pixels as the first of {@code steps} begins, in units of what makeup and structure do
     */
    public record Params(
            List<String> layers,
            LocalFiles reference,
            Carrier carrier,
            Correspondence correspondence,
            Terms terms,
            Goal goal,
            int warmSteps,
            int steps,
            double rate,
            double preserve,
            double structure,
            double makeup,
            double identity) {

        public Params {
            layers = List.copyOf(layers);
            Layer.of(layers);
            References.atMostOne(reference);
            if (warmSteps < 0) {
                throw new IllegalArgumentException("warm_steps must not be negative, got " + warmSteps);
            }
            if (carrier == Carrier.DECODER && warmSteps == 0) {
                throw new IllegalArgumentException(
                        "warm_steps must be at least 1 with a decoder: without them its image is no face");
            }
            if (steps < 1) {
                throw new IllegalArgumentException("steps must be at least 1, got " + steps);
            }
            if (!(rate > 0 && rate <= 1)) {
                throw new IllegalArgumentException("rate must lie in (0, 1], got " + rate);
            }
            weight("preserve", preserve);
            weight("structure", structure);
            weight("makeup", makeup);
            weight("identity", identity);
            if (makeup + structure == 0) {
                throw new IllegalArgumentException("makeup and structure must not both be 0");
            }
        }

        private static void weight(String name, double value) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(name + " must be a weight of at least 0, got " + value);
            }
        }
    }

    public DfppStyle(Params params) {
        this(params, Optional.empty());
    }

    private DfppStyle(Params params, Optional<MeshedFace> shown) {
        this.params = params;
        this.layers = Layer.of(params.layers());
        this.shown = shown;
    }

    @Override
    public Optional<Path> reference() {
        return References.path(params.reference());
    }

    @Override
    public DfppStyle shown(FaceImage face, FaceMesh mesh) {
        return new DfppStyle(params, Optional.of(new MeshedFace(face, mesh)));
    }

    @Override
    public boolean needsSurrogates() {
        return params.terms() != Terms.MAKEUP_ALONE;
    }

    @Override
    public boolean needsTargets() {
        return needsSurrogates() && params.goal() == Goal.IMPERSONATION;
    }

    @Override
    public boolean needsMesh() {
        return true;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        int lanes = context.surrogates().lanes();
        // With as many pieces as lanes at least, so that one photo, too, is computed on a lane's one thread.
        List<List<FaceImage>> shares = context.surrogates().share(lanes, Math.max(lanes, originals.size()), own -> {
            List<FaceImage> made = new ArrayList<>();
            own.stream().filter(i -> i < originals.size()).forEach(i -> made.add(made(originals.get(i), i, context)));
            return made;
        });
        return shares.stream().flatMap(List::stream).toList();
    }

    private FaceImage made(FaceImage face, int i, DefenseContext context) {
        Optional<FaceMesh> mesh = context.facts().get(i).mesh();
        if (mesh.isEmpty()) {
            return face;
        }
        if (face.width() % CosineBank.BLOCK != 0 || face.height() % CosineBank.BLOCK != 0) {
            throw new InputError("dfpp-style wants faces whose sides are multiples of %d pixels, got %d x %d"
                    .formatted(CosineBank.BLOCK, face.width(), face.height()));
        }
        MakeupRegions regions = MakeupRegions.on(face, mesh.get(), layers);
        return new MakeupDescent(params, context.surrogates())
                .run(
                        task(face, mesh.get(), regions),
                        needsTargets() ? context.targets() : List.of(),
                        context.randoms().get(i));
    }

    private MakeupDescent.Task task(FaceImage face, FaceMesh mesh, MakeupRegions regions) {
        MeshedFace other = reference(face, mesh);
        return MakeupDescent.Task.of(
                face,
                regions,
                other.face(),
                MakeupRegions.on(other.face(), other.mesh(), layers),
                params.correspondence());
    }

    /** Returns the face whose makeup is taken over: a photo's, or the face itself with the style painted on it. */
    private MeshedFace reference(FaceImage face, FaceMesh mesh) {
        return reference().isEmpty()
                ? new MeshedFace(new Painting(face, mesh, layers).painted(Painting.numbers(layers)), mesh)
                : References.of(params.reference(), shown);
    }

    @Override
    public List<String> regionWords() {
        return MakeupRegions.words(layers);
    }

    @Override
    public Optional<List<RegionPixels>> regions(FaceImage original, PhotoFacts facts) {
        return facts.mesh().map(mesh -> {
            MakeupRegions regions = MakeupRegions.on(original, mesh, layers);
            MeshedFace other = reference(original, mesh);
            return regions.told(other.face(), MakeupRegions.on(other.face(), other.mesh(), layers));
        });
    }

    @Override
    public Optional<boolean[]> area(FaceImage original, PhotoFacts facts) {
        return Optional.of(Painting.area(original, facts.mesh(), layers));
    }
}
