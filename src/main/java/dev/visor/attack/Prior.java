package dev.visor.attack;

import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Something that an attack learns from auxiliary photos, before it meets any target: a generator of faces, or what a teacher sees in them. */
public interface Prior {

    /**
     * Names all that decides the result beside what it is learned from: two attacks with equal keys share one prior.
     */
    String key();

    /** Whether it is learned from the teacher, too. */
    default boolean fromTeacher() {
        return false;
    }

    /**
     * Learns.
     *
     * @return what {@link InversionTask#prior} hands back
     */
    byte[] learn(Study study);

    /**
     * A prior's input: the photos that it is learned from, and what it may use beside them.
     *
     * @param photos of people whom no target knows, all of one side, 0..255
     * @param teacher as {@link InversionTask#teacher}
     * @param budget share of the full training, (0, 1]
     * @param seed where all that is drawn comes from
     * @param progress told in a line what has been reached
     */
    record Study(
            List<FaceImage> photos,
            Optional<DifferentiableRecognizer> teacher,
            double budget,
            Compute compute,
            Seed seed,
            Consumer<String> progress) {

        public Study {
            photos = List.copyOf(photos);
        }
    }
}
