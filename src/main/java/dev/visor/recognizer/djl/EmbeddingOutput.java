package dev.visor.recognizer.djl;

import dev.visor.core.InputError;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.RecognizerCard;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the embedding among a model's outputs: the one that the card tells, or else the only one that holds the card's dimension
 * for each face.
 *
 * <p>Sides of 1 do not count: [N, d], [N, d, 1, 1] and, for a single face, [d] are the same values. A norm or a quality beside
 * the embedding is passed over; two outputs that could be it are refused, for nobody can tell which is meant.
 */
final class EmbeddingOutput {

    private EmbeddingOutput() {}

    /**
     * The output's place in the list.
     *
     * @param faces how many were asked about
     * @param shapes of all outputs
     * @param names of all outputs; empty where they have none
     * @throws InputError if none is the embedding, or several may be
     */
    static int of(RecognizerCard card, long faces, List<long[]> shapes, List<String> names) {
        if (!card.output().name().isEmpty()) {
            return told(card, faces, shapes, names.indexOf(card.output().name()), names);
        }
        if (card.output().index() != EmbeddingChoice.ONLY) {
            return told(card, faces, shapes, card.output().index(), names);
        }
        List<Integer> found = IntStream.range(0, shapes.size())
                .filter(i -> holds(shapes.get(i), faces, card.dimension()))
                .boxed()
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String returned = shapes.stream().map(Arrays::toString).collect(Collectors.joining(" and "));
        if (found.size() > 1) {
            throw new InputError(
                    "recognizer %s: its file returns %d outputs, %s, and which of them is the embedding cannot be told; write output: {index: ...} on its card"
                            .formatted(card.id(), shapes.size(), returned));
        }
        throw new InputError(
                shapes.size() == 1 && faces > 1 && holds(shapes.get(0), 1, card.dimension())
                        ? "recognizer %s: its file returns %s for %d faces: it takes one face at a time; export it with a batch that may vary"
                                .formatted(card.id(), returned, faces)
                        : "recognizer %s: its file returns %s for %d face%s, its card says dimension %d; correct the card's dimension, or export the file with the embedding as its output"
                                .formatted(card.id(), returned, faces, faces == 1 ? "" : "s", card.dimension()));
    }

    private static int told(RecognizerCard card, long faces, List<long[]> shapes, int which, List<String> names) {
        boolean byName = !card.output().name().isEmpty();
        String told = byName
                ? "output.name \"" + card.output().name() + "\""
                : "output.index " + card.output().index();
        if (which < 0 || which >= shapes.size()) {
            throw new InputError("recognizer %s: its card says %s, but its file returns %s; correct the card"
                    .formatted(
                            card.id(),
                            told,
                            names.isEmpty()
                                    ? shapes.size() + " outputs without names, counted from 0"
                                    : String.join(", ", names)));
        }
        if (!holds(shapes.get(which), faces, card.dimension())) {
            throw new InputError(
                    "recognizer %s: its card says %s, which holds %s for %d face%s, and dimension %d; correct one of them"
                            .formatted(
                                    card.id(),
                                    told,
                                    Arrays.toString(shapes.get(which)),
                                    faces,
                                    faces == 1 ? "" : "s",
                                    card.dimension()));
        }
        return which;
    }

    private static boolean holds(long[] shape, long faces, long dimension) {
        return Arrays.equals(without1(shape), without1(faces, dimension));
    }

    private static long[] without1(long... sides) {
        return Arrays.stream(sides).filter(side -> side != 1).toArray();
    }
}
