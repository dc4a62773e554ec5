package dev.visor.selftest.bed;

import dev.visor.core.Digest;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.recognizer.FaceChoice;
import dev.visor.recognizer.FaceDetector;
import java.util.List;

/** Finds a generated face where eyes and mouth are darker than the nose between them. */
final class ContrastDetector implements FaceDetector {

    /** Least contrast of a face: half of what one has that nobody touched. */
    private static final double LEAST = 35;

    private static final int REACH = 2;

    @Override
    public String id() {
        return "contrast";
    }

    @Override
    public Digest digest() {
        return Digest.of("contrast of generated faces, 1");
    }

    @Override
    public List<DetectedFace> detect(Photo photo) {
        var face = GeneratedFaces.LANDMARKS;
        double dark = (grey(photo, face.leftEye())
                        + grey(photo, face.rightEye())
                        + grey(photo, face.leftMouth())
                        + grey(photo, face.rightMouth()))
                / 4;
        return grey(photo, face.nose()) - dark < LEAST
                ? List.of()
                : List.of(new DetectedFace(FaceChoice.boxAround(face), 1, face));
    }

    private static double grey(Photo photo, Point around) {
        double sum = 0;
        for (int y = -REACH; y <= REACH; y++) {
            for (int x = -REACH; x <= REACH; x++) {
                sum += photo.at((int) around.x() + x, (int) around.y() + y, 1);
            }
        }
        return sum / (2 * REACH + 1) / (2 * REACH + 1);
    }

    @Override
    public void close() {}
}
