package org.example;

import dev.visor.catalog.type.PluginTypes;
import dev.visor.catalog.type.TypeProvider;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import java.util.List;

/** Turns the values from a threshold on around, v into 255 - v, as in a photo that was exposed twice. */
public final class Solarize implements Defense {

    private final int threshold;

    /** @param threshold the lowest value that is turned around, 0..255 */
    public record Params(int threshold) {

        public Params {
            if (threshold < 0 || threshold > 255) {
                throw new IllegalArgumentException("threshold must lie in 0..255, got " + threshold);
            }
        }
    }

    /** Gives the type its word; named in {@code META-INF/services}. */
    public static final class Types implements TypeProvider {

        @Override
        public void addTo(PluginTypes types) {
            types.defenses("obfuscation").add("solarize", Params.class, Solarize::new);
        }
    }

    public Solarize(Params params) {
        this.threshold = params.threshold();
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        return originals.stream().map(this::solarized).toList();
    }

    private FaceImage solarized(FaceImage face) {
        float[] pixels = face.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = pixels[i] < threshold ? pixels[i] : 255 - pixels[i];
        }
        return new FaceImage(face.width(), face.height(), pixels);
    }
}
