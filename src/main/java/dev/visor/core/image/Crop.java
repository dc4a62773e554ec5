package dev.visor.core.image;

import dev.visor.core.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The crop that a recognizer expects: a size, and where the landmarks lie in it. */
public sealed interface Crop {

    String name();

    /** Pixels of the (square) crop's side. */
    int side();

    /** The transform from photo pixels to crop pixels. */
    SimilarityTransform fit(Landmarks landmarks);

    /** InsightFace's five points, the commonest crop. */
    Crop ARCFACE112 = new FivePoint(
            "arcface112",
            112,
            points(38.2946, 51.6963, 73.5318, 51.5014, 56.0252, 71.7366, 41.5493, 92.3655, 70.7299, 92.2041));

    /** The ArcFace crop at 64 pixels, the size of most published inversion attacks. */
    Crop ARCFACE64 = new FivePoint(
            "arcface64",
            64,
            ((FivePoint) ARCFACE112)
                    .targets().stream()
                            .map(p -> new Point(p.x() * 64 / 112, p.y() * 64 / 112))
                            .toList());

    /** Open Model Zoo's face-reidentification-retail-0095. */
    Crop OPENVINO128 = new FivePoint(
            "openvino128",
            128,
            points(
                    30.2946 / 96 * 128,
                    51.6963 / 112 * 128,
                    65.5318 / 96 * 128,
                    51.5014 / 112 * 128,
                    48.0252 / 96 * 128,
                    71.7366 / 112 * 128,
                    33.5493 / 96 * 128,
                    92.3655 / 112 * 128,
                    62.7299 / 96 * 128,
                    92.2041 / 112 * 128));

    /** A wide crop, 1.7 times arcface112's pixels for the same face. */
    Crop WIDE224 = new FivePoint(
            "wide224",
            224,
            ((FivePoint) ARCFACE112)
                    .targets().stream()
                            .map(p -> new Point((p.x() - 56) * 1.7 + 112, (p.y() - 60) * 1.7 + 122))
                            .toList());

    /** The square of dlib's face recognition model, in face-api's proportions. */
    Crop DLIB150 = new EyesMouthSquare("dlib150", 150, .5, .43, .45);

    /** Stands for the size and the geometry in keys. */
    Digest digest();

    /** The crop of that name. */
    static Optional<Crop> named(String name) {
        return Optional.ofNullable(all().get(name));
    }

    static Map<String, Crop> all() {
        Map<String, Crop> crops = new TreeMap<>();
        for (Crop crop : List.of(ARCFACE112, ARCFACE64, OPENVINO128, WIDE224, DLIB150)) {
            crops.put(crop.name(), crop);
        }
        return crops;
    }

    private static List<Point> points(double... xy) {
        return IntStream.range(0, xy.length / 2)
                .mapToObj(i -> new Point(xy[2 * i], xy[2 * i + 1]))
                .toList();
    }

    /** Aligned by five points, least squares, turned upright. */
    record FivePoint(String name, int side, List<Point> targets) implements Crop {

        public FivePoint {
            targets = List.copyOf(targets);
            if (targets.size() != 5) {
                throw new IllegalArgumentException("crop " + name + " needs five points, got " + targets.size());
            }
        }

        @Override
        public SimilarityTransform fit(Landmarks landmarks) {
            return SimilarityTransform.fit(landmarks.points(), targets);
        }

        @Override
        public Digest digest() {
            Digest.Builder digest = Digest.builder("five-point crop").add("side", side);
            targets.forEach(point -> digest.add("x", point.x()).add("y", point.y()));
            return digest.build();
        }
    }

    /**
     * A square around the center of eyes and mouth, turned until the eyes are level.
     *
     * <p>face-api does not turn it. dlib's model was trained on turned faces, and misses tilted ones in unturned squares: on its
     * own demo photos no mate of a tilted face came first without the turn, every one did with it.
     *
     * @param relX where the center lies in the square, 0..1 from the left
     * @param relY likewise from the top
     * @param relScale mean distance from an eye to the mouth, as a share of the square's side
     */
    record EyesMouthSquare(String name, int side, double relX, double relY, double relScale) implements Crop {

        @Override
        public SimilarityTransform fit(Landmarks face) {
            Point left = face.leftEye();
            Point right = face.rightEye();
            Point mouth = new Point(
                    (face.leftMouth().x() + face.rightMouth().x()) / 2,
                    (face.leftMouth().y() + face.rightMouth().y()) / 2);
            double square = (mouth.distanceTo(left) + mouth.distanceTo(right)) / 2 / relScale;
            double cx = (left.x() + right.x() + mouth.x()) / 3;
            double cy = (left.y() + right.y() + mouth.y()) / 3;
            double tilt = Math.atan2(right.y() - left.y(), right.x() - left.x());
            double a = side / square * Math.cos(tilt);
            double b = -side / square * Math.sin(tilt);
            return new SimilarityTransform(a, b, relX * side - (a * cx - b * cy), relY * side - (b * cx + a * cy));
        }

        @Override
        public Digest digest() {
            return Digest.builder("eyes and mouth crop")
                    .add("side", side)
                    .add("x", relX)
                    .add("y", relY)
                    .add("scale", relScale)
                    .build();
        }
    }
}
