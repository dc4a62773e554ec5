package dev.visor.recognizer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.visor.core.ContractViolation;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks a recognizer about known pictures before anything depends on it: a wrong card, or a net whose answer depends on more
 * than the face, fails here, not as a bad number.
 */
public final class LoadCheck {

    /** Version of what is asked here; a verdict holds for it alone. */
    public static final int VERSION = 1;

    /** Number of values that a card tells. */
    public static final int VALUES = 8;

    /** Devices and thread counts differ in the fifth place; a wrong crop, order or scale in the first. */
    private static final double TOLERANCE = 5e-3;

    /** Another size of batch is added up in another order: on CPUs that moves values by 3e-7. */
    private static final double ROUNDING = 1e-4;

    /** Most by which the same arithmetic may differ: again it gives the same bits on CPUs, and nearly so on GPUs. */
    private static final double CHANCE = 1e-5;

    /** Difference between two pictures that look nothing alike. */
    private static final double DIFFERENT = 1e-4;

    private static final String EVAL = "; export it in evaluation mode, after eval()";

    private final Recognizer recognizer;
    private final FaceImage picture;
    private final List<FaceImage> others;

    private LoadCheck(Recognizer recognizer) {
        int side = recognizer.card().crop().side();
        this.recognizer = recognizer;
        this.picture = SyntheticFace.of(side);
        this.others = List.of(SyntheticFace.dark(side), SyntheticFace.bright(side));
    }

    /**
     * Throws unless the recognizer is the one that its card describes, and a function of the face alone.
     *
     * @throws InputError if it does not take the card's crop, has another dimension, answers otherwise than its card says, or
     *     answers one face differently another time, in company, or after gradients; or all faces alike
     */
    public static void of(Recognizer recognizer, Compute compute) {
        LoadCheck check = new LoadCheck(recognizer);
        Embedding alone = check.embed(List.of(check.picture)).get(0);
        check.requireAsCarded(alone);
        check.requireSame(
                alone,
                check.embed(List.of(check.picture)).get(0),
                CHANCE,
                "asked again, ",
                "on chance, as dropout in training mode does, or on state that it changes");
        check.requireFaceAlone(alone);
        check.requireUntouched(compute);
        if (recognizer instanceof DifferentiableRecognizer differentiable) {
            check.requireSame(
                    alone,
                    check.recorded(differentiable, compute),
                    ROUNDING,
                    "with its gradient recorded, ",
                    "on whether one is wanted");
        }
        check.requireSame(
                alone,
                check.embed(List.of(check.picture)).get(0),
                CHANCE,
                "after other faces, ",
                "on state that it changes");
    }

    /**
     * Throws unless a defense can follow the recognizer's gradient.
     *
     * @throws InputError if there is none, or it is zero or no number
     */
    public static void gradientOf(DifferentiableRecognizer surrogate, Compute compute) {
        LoadCheck check = new LoadCheck(surrogate);
        String why;
        try (NDManager scope = compute.manager().newSubManager()) {
            NDArray faces = Gradients.leaf(Faces.stack(scope, List.of(check.picture, check.others.get(1))));
            NDArray rows = surrogate.embedForGradient(faces);
            NDArray loss = rows.get(0).mul(rows.get(1).stopGradient()).sum();
            NDArray gradient = Gradients.of(loss, faces, false);
            // One that is zero is a finding of the run, which counts such gradients and warns of them.
            if (Float.isFinite(gradient.abs().sum().getFloat())) {
                return;
            }
            why = "is no finite number";
        } catch (EngineException e) {
            why = "cannot be had ("
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")";
        }
        throw check.refused(
                "the gradient of its embedding %s, so no defense can use it as a surrogate; judge with it, or export it with an embedding that can be differentiated"
                        .formatted(why));
    }

    /** The first values of the unit embedding of the check picture, as a card states them. */
    public static List<Double> values(Recognizer recognizer) {
        LoadCheck check = new LoadCheck(recognizer);
        return first(check.embed(List.of(check.picture)).get(0));
    }

    /** The picture whose embedding cards state, in a crop. */
    public static FaceImage picture(Crop crop) {
        return SyntheticFace.of(crop.side());
    }

    /** The part of an embedding that cards state. */
    public static List<Double> first(Embedding embedding) {
        float[] first = Arrays.copyOf(embedding.values(), VALUES);
        return IntStream.range(0, first.length).mapToObj(i -> (double) first[i]).toList();
    }

    private void requireAsCarded(Embedding embedding) {
        List<Double> expected = recognizer.card().check();
        List<Double> found = first(embedding);
        for (int i = 0; i < expected.size(); i++) {
            // Not the other way round: NaN is no match.
            if (!(Math.abs(expected.get(i) - found.get(i)) <= TOLERANCE)) {
                throw refused(
                        "it answers [%s] to the check picture in crop %s, its card says [%s]; correct the card's crop or params, or its check if the file is right"
                                .formatted(text(found), recognizer.card().crop().name(), text(expected)));
            }
        }
    }

    private void requireFaceAlone(Embedding alone) {
        List<Embedding> rows = embed(company());
        for (int place : List.of(1, 3)) {
            requireSame(
                    alone,
                    rows.get(place),
                    ROUNDING,
                    "beside other faces, ",
                    "on the rest of its batch, as batch normalization in training mode does");
        }
        if (difference(rows.get(0), alone) < DIFFERENT && difference(rows.get(2), alone) < DIFFERENT) {
            throw refused("it gives different faces one and the same embedding; get a sound file");
        }
    }

    private void requireUntouched(Compute compute) {
        sound(() -> {
            try (NDManager scope = compute.manager().newSubManager()) {
                NDArray faces = Faces.stack(scope, List.of(picture));
                recognizer.embed(faces);
                if (!Arrays.equals(faces.toFloatArray(), picture.pixels())) {
                    throw refused("it changes the face that it is given; export it without operations in place");
                }
                return faces;
            }
        });
    }

    /** The picture at two places, among others. */
    private List<FaceImage> company() {
        return List.of(others.get(0), picture, others.get(1), picture);
    }

    private Embedding recorded(DifferentiableRecognizer differentiable, Compute compute) {
        return sound(() -> {
            try (NDManager scope = compute.manager().newSubManager()) {
                NDArray faces = Gradients.leaf(Faces.stack(scope, List.of(picture)));
                return new Embedding(differentiable
                        .embedForGradient(faces)
                        .stopGradient()
                        .toType(DataType.FLOAT32, false)
                        .toFloatArray());
            }
        });
    }

    private void requireSame(Embedding alone, Embedding again, double most, String when, String on) {
        double difference = difference(alone, again);
        if (!(difference <= most)) {
            throw refused(String.format(
                    Locale.ROOT,
                    "%sit gives the same face another embedding (off by %.2g): it depends %s%s",
                    when,
                    difference,
                    on,
                    EVAL));
        }
    }

    /** The largest of a value; NaN if one of them is. */
    private static double difference(Embedding one, Embedding other) {
        double most = 0;
        for (int i = 0; i < one.values().length; i++) {
            most = Math.max(most, Math.abs((double) one.values()[i] - other.values()[i]));
        }
        return most;
    }

    private List<Embedding> embed(List<FaceImage> faces) {
        return sound(() -> recognizer.embed(faces));
    }

    /**
     * Runs a question to the model: what says for itself what is wrong passes; anything else is a file that takes no
     * such faces.
     */
    private <T> T sound(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (InputError | ContractViolation e) {
            throw e;
        } catch (RuntimeException e) {
            int side = picture.width();
            throw new InputError(
                    "recognizer %s: its file does not take a %d x %d face, which crop %s of its card makes; correct the crop"
                            .formatted(
                                    recognizer.card().id(),
                                    side,
                                    side,
                                    recognizer.card().crop().name()),
                    e);
        }
    }

    private InputError refused(String why) {
        return new InputError("recognizer %s: %s".formatted(recognizer.card().id(), why));
    }

    private static String text(List<Double> values) {
        return values.stream().map(v -> String.format(Locale.ROOT, "%.4f", v)).collect(Collectors.joining(", "));
    }
}
