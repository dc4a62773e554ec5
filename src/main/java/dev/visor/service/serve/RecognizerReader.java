package dev.visor.service.serve;

import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Photo;
import dev.visor.recognizer.FaceChoice;
import dev.visor.recognizer.FaceCropper;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.service.serve.dialect.FaceReader;
import dev.visor.service.serve.dialect.FaceReading;
import java.util.Comparator;
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
    public Optional<FaceReading> read(Photo photo) {
        List<DetectedFace> all = detector.detect(photo);
        return FaceChoice.main(all, photo).map(face -> {
            var crop = FaceCropper.crop(
                            photo, face.landmarks(), recognizer.card().crop())
                    .quantized();
            List<DetectedFace> largestFirst = all.stream()
                    .sorted(Comparator.comparingDouble(
                            (DetectedFace each) -> -each.box().area()))
                    .toList();
            return new FaceReading(recognizer.embed(List.of(crop)).get(0), face, largestFirst);
        });
    }
}
