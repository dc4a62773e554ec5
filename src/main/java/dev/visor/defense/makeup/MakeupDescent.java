package dev.visor.defense.makeup;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Surrogates;
import dev.visor.defense.makeup.DfppStyle.Carrier;
import dev.visor.defense.makeup.DfppStyle.Terms;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import dev.visor.tensor.Scaled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The descent of one photo to its makeup: a warm start to the photo itself, then all terms of the loss. */
final class MakeupDescent {

    /** Below this a gradient leads nowhere, and no weight makes it count. */
    private static final double LEAST = 1e-12;

    private final DfppStyle.Params params;
    private final Surrogates surrogates;
    private final List<Float> warm = new ArrayList<>();
    private final List<Float> losses = new ArrayList<>();

    /** @param surrogates asked only where the identity counts */
    MakeupDescent(DfppStyle.Params params, Surrogates surrogates) {
        this.params = params;
        this.surrogates = surrogates;
    }

    /**
     * A photo that makeup is sought for, with its reference.
     *
     * @param target the photo with the reference's colors
     * @param features of photo and reference
     */
    record Task(FaceImage face, MakeupRegions regions, FaceImage target, float[] features, float[] condition) {

        /** Prepares a photo. */
        static Task of(
                FaceImage face,
                MakeupRegions regions,
                FaceImage reference,
                MakeupRegions references,
                Correspondence correspondence) {
            boolean apart = correspondence == Correspondence.REGIONS;
            float[] own = CosineBank.of(face);
            return new Task(
                    face,
                    regions,
                    HistogramMatching.of(
                            face,
                            apart ? regions : regions.merged(),
                            reference,
                            apart ? references : references.merged()),
                    own,
                    correspondence.warp(
                            own,
                            regions.cells(CosineBank.CELL),
                            CosineBank.of(reference),
                            references.cells(CosineBank.CELL)));
        }
    }

    /** Returns the loss at each step after the warm start, with the identity as weighted. */
    List<Float> losses() {
        return losses;
    }

    /** Returns the mean absolute difference from the photo at each step of the warm start, in units of 255. */
    List<Float> warm() {
        return warm;
    }

    /**
     * Seeks the makeup.
     *
     * @param targets whom the face is to be like; empty where it only is to be unlike itself
     * @return the face with it, 0..255, not rounded; outside the makeup it is as it was
     */
    FaceImage run(Task task, List<FaceImage> targets, RandomGenerator random) {
        return Gradients.recording(true, () -> {
            try (NDManager memory = surrogates.manager().newSubManager();
                    ImageModel model = model(task, random, memory)) {
                PriorLoss loss = new PriorLoss(task.face(), task.target(), task.regions(), memory);
                Optional<IdentityLoss> identity = params.terms() == Terms.MAKEUP_ALONE
                        ? Optional.empty()
                        : Optional.of(new IdentityLoss(
                                surrogates,
                                loss.photo(),
                                targets.stream()
                                        .map(target -> Faces.stack(memory, List.of(target)))
                                        .toList()));
                return descend(model, loss, identity, memory);
            }
        });
    }

    private ImageModel model(Task task, RandomGenerator random, NDManager memory) {
        if (params.carrier() == Carrier.PIXELS) {
            return new PixelImage(Faces.stack(memory, List.of(task.face())), memory);
        }
        Shape shape = new Shape(
                1,
                CosineBank.CHANNELS,
                task.face().height() / CosineBank.CELL,
                task.face().width() / CosineBank.CELL);
        return new DecoderImage(
                memory.create(task.features(), shape), memory.create(task.condition(), shape), random, memory);
    }

    private FaceImage descend(ImageModel model, PriorLoss loss, Optional<IdentityLoss> identity, NDManager memory) {
        for (int i = 0; i < params.warmSteps(); i++) {
            try (NDManager step = memory.newSubManager()) {
                NDArray image = model.image(step);
                NDArray leaf = Gradients.leaf(image.stopGradient());
                NDArray value = loss.difference(leaf);
                model.descend(image, Gradients.of(value, leaf, false), params.rate());
                warm.add(value.stopGradient().getFloat());
            }
        }
        double weight = identity.map(known -> weight(loss, known, memory)).orElse(0.);
        for (int i = 0; i < params.steps(); i++) {
            try (NDManager step = memory.newSubManager()) {
                NDArray image = model.image(step);
                NDArray leaf = Gradients.leaf(image.stopGradient());
                NDArray laid = loss.laid(leaf);
                NDArray value = Scaled.by(loss.outside(leaf), params.preserve())
                        .add(Scaled.by(loss.structure(laid), params.structure()));
                if (params.terms() != Terms.IDENTITY_ALONE) {
                    value = value.add(Scaled.by(loss.makeup(laid), params.makeup()));
                }
                if (identity.isPresent()) {
                    value = value.add(Scaled.by(identity.get().of(laid), weight));
                }
                model.descend(image, surrogates.gradient(value, leaf, false), params.rate());
                losses.add(value.stopGradient().getFloat());
            }
        }
        try (NDManager step = memory.newSubManager()) {
            return Faces.unstack(loss.laid(model.image(step)).stopGradient()).get(0);
        }
    }

    /**
     * Returns the weight by which the identity pulls at pixels as hard as makeup does, times its setting; whatever is left out or carries the image, it is the
     * same. Makeup is asked at the photo, where it pulls most, and identity at the photo in the wanted colors: at the photo itself it has no
     * slope.
     */
    private double weight(PriorLoss loss, IdentityLoss identity, NDManager memory) {
        try (NDManager step = memory.newSubManager()) {
            NDArray before = Gradients.leaf(loss.photo().duplicate());
            before.attach(step);
            NDArray makeup = Scaled.by(loss.makeup(loss.laid(before)), params.makeup());
            double wanted = norm(Gradients.of(makeup, before, false));
            NDArray painted = Gradients.leaf(loss.target().duplicate());
            painted.attach(step);
            double had = norm(surrogates.gradient(identity.of(loss.laid(painted)), painted, false));
            return had < LEAST ? 0 : params.identity() * wanted / had;
        }
    }

    private static double norm(NDArray gradient) {
        return Math.sqrt(gradient.square().sum().getFloat());
    }
}
