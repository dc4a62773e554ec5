package dev.visor.harness;

import dev.visor.core.InputError;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.mesh.MeshFinder;
import dev.visor.tensor.Compute;
import java.util.Optional;

/** Turns cards into the things that they describe. */
public interface TestBed {

    /** @throws InputError if the file is missing, has another digest, or is not what the card says */
    Recognizer recognizer(RecognizerCard card, Compute compute);

    /** @throws InputError if the photos are missing or not laid out as the card's type wants them */
    DataSet dataSet(DataSetCard card);

    /**
     * A detector by its word in the suite.
     *
     * @return empty for {@code landmarks}: only photos whose data set tells the landmarks can be cut
     */
    Optional<FaceDetector> detector(String word, Compute compute);

    /**
     * Opens what lays meshes over faces.
     *
     * @throws InputError if it is missing
     */
    default MeshFinder meshFinder(Compute compute) {
        throw new InputError("this test bed has nothing that lays meshes over faces; leave out defenses that need one");
    }

    /** The class whose code, with all that it refers to, computes a recognizer's embeddings. */
    default Class<?> code(RecognizerCard card) {
        return getClass();
    }

    /** The class whose code, with all that it refers to, finds faces; empty for {@code landmarks}. */
    default Optional<Class<?>> detectorCode(String word) {
        return word.equals("landmarks") ? Optional.empty() : Optional.of(getClass());
    }
}
