package dev.visor.defense.makeup;

import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.RegionPixels;
import dev.visor.defense.RegionalDefense;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Paints a style of makeup: the same colors on everybody's lips, eyes, brows, cheeks and skin.
 *
 * <p>It asks no recognizer: what makeup alone does to recognition. Ours; regions come from the mesh.
 */
public final class Makeup implements RegionalDefense {

    private final List<Layer> layers;

    /** @param layers from the lowest, such as {@code lips a01828 opacity 0.7 softness 0.03}: region, color, opacity 0..1, softness of the edge in distances between the eyes, 0..0.5 */
    public record Params(List<String> layers) {

        public Params {
            layers = List.copyOf(layers);
            Layer.of(layers);
        }
    }

    public Makeup(Params params) {
        this.layers = Layer.of(params.layers());
    }

    @Override
    public boolean needsMesh() {
        return true;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        List<FaceImage> painted = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            FaceImage face = originals.get(i);
            painted.add(context.facts()
                    .get(i)
                    .mesh()
                    .map(mesh -> new Painting(face, mesh, layers).painted(Painting.numbers(layers)))
                    .orElse(face));
        }
        return painted;
    }

    @Override
    public List<String> regionWords() {
        return MakeupRegions.words(layers);
    }

    @Override
    public Optional<List<RegionPixels>> regions(FaceImage original, PhotoFacts facts) {
        return facts.mesh().map(mesh -> {
            MakeupRegions regions = MakeupRegions.on(original, mesh, layers);
            return regions.told(new Painting(original, mesh, layers).painted(Painting.numbers(layers)), regions);
        });
    }

    @Override
    public Optional<boolean[]> area(FaceImage original, PhotoFacts facts) {
        return Optional.of(Painting.area(original, facts.mesh(), layers));
    }
}
