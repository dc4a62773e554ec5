package dev.visor.harness;

import dev.visor.core.Budget;
import dev.visor.core.ContractViolation;
import dev.visor.core.FaceImage;
import dev.visor.defense.Defense;
import java.util.List;

/** Believes a defense nothing: count, size, range and budget of what it returns, then 8 bits. */
final class Contract {

    /** Float rounding may exceed range and budget by this much, in pixel values. */
    private static final double SLACK = 1e-3;

    private final String id;
    private final Defense defense;

    Contract(Entry<Defense> entry) {
        this.id = entry.id();
        this.defense = entry.plugin();
    }

    /** @throws ContractViolation if the faces are not what a defense may make of the originals */
    void check(List<FaceImage> originals, List<FaceImage> faces) {
        if (faces.size() != originals.size()) {
            throw new ContractViolation(
                    "%s returned %d images for %d originals".formatted(id, faces.size(), originals.size()));
        }
        for (int i = 0; i < faces.size(); i++) {
            check(originals.get(i), faces.get(i));
        }
    }

    private void check(FaceImage original, FaceImage face) {
        if (!face.sameShapeAs(original)) {
            throw new ContractViolation("%s returned a face of %d x %d for one of %d x %d"
                    .formatted(id, face.width(), face.height(), original.width(), original.height()));
        }
        double allowed = defense.budget().map(Budget::inPixels).orElse(255.) + SLACK;
        for (int k = 0; k < face.pixels().length; k++) {
            float value = face.pixels()[k];
            if (!(value >= -SLACK && value <= 255 + SLACK)) {
                throw new ContractViolation("%s returned a pixel of %s; pixels lie in 0..255".formatted(id, value));
            }
            double moved = Math.abs(value - original.pixels()[k]);
            if (moved > allowed) {
                throw new ContractViolation(
                        "%s moved a pixel by %.3f; its budget is %.3f".formatted(id, moved, allowed - SLACK));
            }
        }
    }

    /** Rounds half to even, then back into the budget where rounding left it. */
    FaceImage round(FaceImage original, FaceImage face) {
        float[] pixels = face.quantized().pixels();
        defense.budget().ifPresent(budget -> {
            float epsilon = (float) Math.floor(budget.inPixels() + SLACK);
            for (int i = 0; i < pixels.length; i++) {
                float from = original.pixels()[i];
                pixels[i] = Math.max(from - epsilon, Math.min(from + epsilon, pixels[i]));
            }
        });
        return new FaceImage(face.width(), face.height(), pixels);
    }
}
