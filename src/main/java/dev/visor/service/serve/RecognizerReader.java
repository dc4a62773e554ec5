package dev.visor.service.serve;

import dev.visor.core.Acquired;
import dev.visor.core.DetectedFace;
import dev.visor.core.Photo;
import dev.visor.recognizer.FaceChoice;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import java.util.List;
import java.util.Optional;

/** Reads faces as the zoo does: a detector's landmarks, the recognizer's own crop in 8 bit, one face at a time. */
public final class RecognizerReader implements FaceReader {

    private final Recognizer recognizer;
    private final FaceDetector detector;

    public RecognizerReader(Recognizer recognizer, FaceDetector detector) {
        this.recognizer = recognizer;
        this.detector = detector;
    }

    @Override
    public Acquired read(Photo photo) {
        Optional<DetectedFace> face = FaceChoice.main(detector.detect(photo), photo);
        if (face.isEmpty()) {
            return new Acquired.Missed(Acquired.Reason.NO_FACE);
        }
        var crop = FaceCropper.crop(
                        photo, face.get().landmarks(), recognizer.card().crop())
                .quantized();
        return new Acquired.Embedded(recognizer.embed(List.of(crop)).get(0));
    }
}
