package dev.visor.recognizer;

import dev.visor.core.ContractViolation;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks a recognizer about one known picture before anything depends on it: a wrong card fails here, not as a bad number. */
public final class LoadCheck {

    /** How many values a card tells. */
    public static final int VALUES = 8;

    /** Devices and thread counts differ in the fifth place; a wrong crop, order or scale in the first. */
    private static final double TOLERANCE = 5e-3;

    private LoadCheck() {}

    /**
     * Throws unless the recognizer is the one that its card describes.
     *
     * @throws InputError if it does not take the card's crop, has another dimension, or answers otherwise than its card says
     */
    public static void of(Recognizer recognizer) {
        RecognizerCard card = recognizer.card();
        List<Double> expected = card.check();
        List<Double> found = values(recognizer);
        for (int i = 0; i < expected.size(); i++) {
            if (Math.abs(expected.get(i) - found.get(i)) > TOLERANCE) {
                throw new InputError(
                        "recognizer %s: it answers [%s] to the check picture in crop %s, its card says [%s]; correct the card's crop or params, or its check if the file is right"
                                .formatted(card.id(), text(found), card.crop().name(), text(expected)));
            }
        }
    }

    /** The first values of the unit embedding of the check picture, as a card states them. */
    public static List<Double> values(Recognizer recognizer) {
        RecognizerCard card = recognizer.card();
        int side = card.crop().side();
        try {
            Embedding embedding =
                    recognizer.embed(List.of(SyntheticFace.of(side))).get(0);
            float[] first = Arrays.copyOf(embedding.values(), VALUES);
            return IntStream.range(0, first.length)
                    .mapToObj(i -> (double) first[i])
                    .toList();
        } catch (InputError | ContractViolation e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InputError(
                    "recognizer %s: its file does not take a %d x %d face, which crop %s of its card makes; correct the crop"
                            .formatted(card.id(), side, side, card.crop().name()),
                    e);
        }
    }

    static String text(List<Double> values) {
        return values.stream().map(v -> String.format(Locale.ROOT, "%.4f", v)).collect(Collectors.joining(", "));
    }
}
