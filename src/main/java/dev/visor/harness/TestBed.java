package dev.visor.harness;

import dev.visor.core.InputError;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
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
}
