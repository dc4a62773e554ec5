package dev.visor.defense.makeup;

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
 * Puts the colors of a reference photo onto a face, region by region: histograms are matched, and laid on as far as a layer covers.
 *
 * <p>It asks no recognizer: what makeup alone does to recognition. Ours; it is also what {@code dfpp-style} is pulled to.
 */
public final class PhotoMakeup implements ReferencedDefense, RegionalDefense {

    private final Params params;
    private final List<Layer> layers;
    private final Optional<MeshedFace> shown;

    /**
     * The parameters.
     *
     * @param reference one photo beside the entry's file, whose face wears the makeup
     * @param layers that name the regions and how soft their edges are, as those of {@code makeup}; their colors and opacities do not count
     */
    public record Params(LocalFiles reference, List<String> layers) {

        public Params {
            layers = List.copyOf(layers);
            Layer.of(layers);
            if (reference.sha256().size() != 1) {
                throw new IllegalArgumentException("reference must name one photo, got "
                        + reference.sha256().size());
            }
        }
    }

    public PhotoMakeup(Params params) {
        this(params, Optional.empty());
    }

    private PhotoMakeup(Params params, Optional<MeshedFace> shown) {
        this.params = params;
        this.layers = Layer.of(params.layers());
        this.shown = shown;
    }

    @Override
    public Optional<Path> reference() {
        return References.path(params.reference());
    }

    @Override
    public PhotoMakeup shown(FaceImage face, FaceMesh mesh) {
        return new PhotoMakeup(params, Optional.of(new MeshedFace(face, mesh)));
    }

    @Override
    public boolean needsMesh() {
        return true;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        List<FaceImage> made = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            FaceImage face = originals.get(i);
            made.add(context.facts()
                    .get(i)
                    .mesh()
                    .map(mesh -> painted(face, mesh))
                    .orElse(face));
        }
        return made;
    }

    private FaceImage painted(FaceImage face, FaceMesh mesh) {
        MeshedFace other = References.of(params.reference(), shown);
        MakeupRegions regions = MakeupRegions.on(face, mesh, layers);
        FaceImage matched =
                HistogramMatching.of(face, regions, other.face(), MakeupRegions.on(other.face(), other.mesh(), layers));
        float[] pixels = face.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] += regions.cover()[i % regions.cover().length] * (matched.pixels()[i] - pixels[i]);
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }

    @Override
    public List<String> regionWords() {
        return MakeupRegions.words(layers);
    }

    @Override
    public Optional<List<RegionPixels>> regions(FaceImage original, PhotoFacts facts) {
        MeshedFace other = References.of(params.reference(), shown);
        return facts.mesh()
                .map(mesh -> MakeupRegions.on(original, mesh, layers)
                        .told(other.face(), MakeupRegions.on(other.face(), other.mesh(), layers)));
    }

    @Override
    public Optional<boolean[]> area(FaceImage original, PhotoFacts facts) {
        return Optional.of(Painting.area(original, facts.mesh(), layers));
    }
}
