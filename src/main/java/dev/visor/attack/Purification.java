package dev.visor.attack;

import dev.visor.core.Knowledge;
import dev.visor.core.image.FaceImage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/** A countermeasure that changes the face, which the tracker has found and cut. */
public interface Purification extends Countermeasure {

    /** A purification that knows nothing of the defense, unless it says so. */
    @Override
    default Knowledge knowledge() {
        return Knowledge.OBLIVIOUS;
    }

    /**
     * Returns what the tracker makes of a face before it is embedded.
     *
     * @param face whole numbers, 0..255
     * @param random for a countermeasure that draws: one generator a face, the same whatever the order
     * @return of the same shape; the harness rounds it to 8 bit
     */
    FaceImage purify(FaceImage face, RandomGenerator random);

    /**
     * Purifies several faces.
     *
     * @param randoms one generator for each
     * @return one face for each, in order
     */
    default List<FaceImage> purify(List<FaceImage> faces, List<RandomGenerator> randoms) {
        List<FaceImage> purified = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            purified.add(purify(faces.get(i), randoms.get(i)));
        }
        return purified;
    }

    /** Returns the number of faces that it wants at once, where each start is costly; empty where it takes them one by one. */
    default OptionalInt batch() {
        return OptionalInt.empty();
    }
}
