package dev.visor.recognizer.djl;

import dev.visor.core.InputError;
import dev.visor.recognizer.RecognizerCard;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the output of a model that is the embedding: the only one that holds the card's dimension for each face.
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
     * @throws InputError if none is the embedding, or several may be
     */
    static int of(RecognizerCard card, long faces, List<long[]> shapes) {
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
                    "recognizer %s: its file returns %d outputs, %s, and which of them is the embedding cannot be told; export it with the embedding alone"
                            .formatted(card.id(), shapes.size(), returned));
        }
        throw new InputError(
                shapes.size() == 1 && faces > 1 && holds(shapes.get(0), 1, card.dimension())
                        ? "recognizer %s: its file returns %s for %d faces: it takes one face at a time; export it with a batch that may vary"
                                .formatted(card.id(), returned, faces)
                        : "recognizer %s: its file returns %s for %d face%s, its card says dimension %d; correct the card's dimension, or export the file with the embedding as its output"
                                .formatted(card.id(), returned, faces, faces == 1 ? "" : "s", card.dimension()));
    }

    private static boolean holds(long[] shape, long faces, long dimension) {
        return Arrays.equals(without1(shape), without1(faces, dimension));
    }

    private static long[] without1(long... sides) {
        return Arrays.stream(sides).filter(side -> side != 1).toArray();
    }
}
