package dev.visor.defense.person;

import dev.visor.core.Budget;
import dev.visor.core.InputError;
import dev.visor.core.image.Box;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.LearnedEpoch;
import dev.visor.defense.PersonDefense;
import dev.visor.defense.Perturbation;
import dev.visor.defense.PhotoFacts;
import dev.visor.defense.Surrogates;
import dev.visor.recognizer.mesh.FaceMesh;
import dev.visor.recognizer.mesh.TextureWarp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One perturbation for all photos of a person: P3-Mask, OPOM and its FI-UAP, and Protego on flat faces or on a mesh, by their settings.
 *
 * <p>Chow et al., "Personalized Privacy Protection Mask Against Unauthorized Facial Recognition" (Chameleon), ECCV 2024; Zhong and Deng, "OPOM:
 * Customized Invisible Cloak towards Face Privacy Protection", TPAMI 2022; Protego, CVPR 2026. Written from descriptions of their code.
 */
public final class PersonPerturbation implements PersonDefense {

    private final Params params;

    /** The perturbation before the first step. */
    public enum Start {
        /** Evenly drawn, up to a step. */
        STEP,
        /** Evenly drawn, up to the budget. */
        BUDGET;

        /** Returns the largest value that is drawn, in pixel values. */
        double most(Params params) {
            return 255 * (this == STEP ? params.step() : params.epsilon());
        }
    }

    /** The part of a photo that is perturbed. */
    public enum Area {
        /** The face as the surrogates take it, cut and turned upright. */
        ALIGNED,
        /** The box of the face, in a square with a margin, not turned, seen as resized to the photo and back. */
        LOOSE_BOX,
        /** The surface of the face: a texture as large as the aligned face, drawn onto each photo by the mesh of the face there. */
        MESH
    }

    /** The people who share a perturbation. */
    public enum Whose {
        PERSON,
        /** One for all people, learned from the photos of all. */
        EVERYBODY
    }

    /**
     * Settings.
     *
     * @param loss that is made smaller
     * @param update from gradients to a perturbation
     * @param epsilon how far a pixel may move, as a fraction of the range
     * @param step likewise, of one update
     * @param rounds epochs over the person's photos, from 1
     * @param batch photos of a mini-batch; where the update is {@code shared}, photos at a time, which changes nothing
     * @param perceptibility what is to limit how much is seen, beside the budget
     * @param limit of what the perceptibility term measures, 0..1; 0 where there is none
     * @param start of the perturbation
     * @param area that is perturbed
     * @param whose perturbation it is
     */
    public record Params(
            FeatureLoss loss,
            Update update,
            double epsilon,
            double step,
            int rounds,
            int batch,
            Perceptibility perceptibility,
            double limit,
            Start start,
            Area area,
            Whose whose) {

        public Params {
            new Budget(epsilon);
            if (!(step > 0 && step <= 1)) {
                throw new IllegalArgumentException("step must lie in (0, 1], got " + step + ": write 1/255, not 1");
            }
            if (rounds < 1) {
                throw new IllegalArgumentException("rounds must be at least 1, got " + rounds);
            }
            if (batch < 1) {
                throw new IllegalArgumentException("batch must be at least 1, got " + batch);
            }
            if (!(limit >= 0 && limit < 1) || (limit == 0) != (perceptibility == Perceptibility.NONE)) {
                throw new IllegalArgumentException(
                        "limit must lie in (0, 1), and be 0 where perceptibility is none, got " + limit);
            }
            if (update == Update.SHARED
                    && (perceptibility != Perceptibility.NONE || area != Area.ALIGNED || loss == FeatureLoss.VOLUME)) {
                throw new IllegalArgumentException(
                        "update shared goes with perceptibility none, area aligned and a loss of single photos");
            }
        }
    }

    public PersonPerturbation(Params params) {
        this.params = params;
    }

    @Override
    public Perturbation learn(
            List<FaceImage> photos,
            List<PhotoFacts> facts,
            Surrogates surrogates,
            RandomGenerator random,
            Consumer<LearnedEpoch> watch) {
        int side = photos.get(0).height();
        surrogates.recognizers().stream()
                .filter(surrogate -> params.area() == Area.LOOSE_BOX
                        && surrogate.card().crop().side() != side)
                .findFirst()
                .ifPresent(surrogate -> {
                    throw new InputError(
                            "%s takes faces of %d pixels, and area loose-box has %d; take another surrogate"
                                    .formatted(
                                            surrogate.card().id(),
                                            surrogate.card().crop().side(),
                                            side));
                });
        FaceImage first = photos.get(0);
        return new Perturbation(
                first.width(),
                first.height(),
                params.update().learn(params, new Learning(params, photos, facts, surrogates), random, watch));
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        List<FaceImage> faces = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            faces.add(protect(originals.get(i), context.facts().get(i)));
        }
        return faces;
    }

    /** Protects one; where no mesh is found or nothing was learned, the photo stays as it is, and the harness tells so. */
    private FaceImage protect(FaceImage original, PhotoFacts facts) {
        if (facts.learned().isEmpty()) {
            return original;
        }
        Perturbation learned = facts.learned().get();
        return switch (params.area()) {
            case ALIGNED -> learned.addedTo(original);
            case LOOSE_BOX -> within(Crop.UprightBox.around(facts.landmarks()), original, learned.addedTo(original));
            case MESH ->
                facts.mesh()
                        .map(mesh -> new Perturbation(
                                        original.width(),
                                        original.height(),
                                        warp(mesh, original).apply(learned.values()))
                                .addedTo(original))
                        .orElse(original);
        };
    }

    /** The way of a texture onto a face, as large as the face. */
    static TextureWarp warp(FaceMesh mesh, FaceImage face) {
        return new TextureWarp(mesh, face.width(), face.height(), face.height());
    }

    /** Takes the pixels within a box from one face, those around it from another. */
    private static FaceImage within(Box box, FaceImage around, FaceImage inside) {
        float[] pixels = around.pixels().clone();
        for (int y = 0; y < around.height(); y++) {
            for (int x = 0; x < around.width(); x++) {
                if (x >= box.left() && x < box.right() && y >= box.top() && y < box.bottom()) {
                    for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                        int at = (channel * around.height() + y) * around.width() + x;
                        pixels[at] = inside.pixels()[at];
                    }
                }
            }
        }
        return new FaceImage(around.width(), around.height(), pixels);
    }

    @Override
    public Optional<Budget> budget() {
        return Optional.of(new Budget(params.epsilon()));
    }

    @Override
    public boolean needsSurrogates() {
        return true;
    }

    @Override
    public boolean needsMesh() {
        return params.area() == Area.MESH;
    }

    @Override
    public boolean ofEverybody() {
        return params.whose() == Whose.EVERYBODY;
    }

    @Override
    public Crop crop(Crop usual) {
        return params.area() == Area.LOOSE_BOX ? Crop.LooseBox.of(usual.side()) : usual;
    }
}
