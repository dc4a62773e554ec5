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

    /** Columns that networks are given, of as many rows as the crop has. */
    default int width() {
        return columns();
    }

    /** Columns around the middle that networks see. */
    default int columns() {
        return side();
    }

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

    /** SphereFace's 112 x 96: networks do not see the eight columns at either side of {@link #ARCFACE112}. */
    Crop SPHEREFACE112X96 = new FivePoint("sphereface112x96", 112, ((FivePoint) ARCFACE112).targets(), 96);

    /** facenet-pytorch's: the box of a face, not turned, stretched to a square. */
    Crop FACENET160 = new UprightBox("facenet160", 160, 120);

    /** Stands for the size and the geometry in keys. */
    Digest digest();

    /** The crop of that name. */
    static Optional<Crop> named(String name) {
        return Optional.ofNullable(all().get(name));
    }

    static Map<String, Crop> all() {
        Map<String, Crop> crops = new TreeMap<>();
        for (Crop crop : List.of(ARCFACE112, ARCFACE64, OPENVINO128, WIDE224, DLIB150, SPHEREFACE112X96, FACENET160)) {
            crops.put(crop.name(), crop);
        }
        return crops;
    }

    private static List<Point> points(double... xy) {
        return IntStream.range(0, xy.length / 2)
                .mapToObj(i -> new Point(xy[2 * i], xy[2 * i + 1]))
                .toList();
    }

    /**
     * Aligned by five points, least squares, turned upright.
     *
     * @param columns around the middle that networks see
     */
    record FivePoint(String name, int side, List<Point> targets, int columns) implements Crop {

        public FivePoint(String name, int side, List<Point> targets) {
            this(name, side, targets, side);
        }

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
            if (columns != side) {
                digest.add("columns", columns);
            }
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

    /**
     * The box around a face that MTCNN draws, not turned; networks see it stretched to the crop's square.
     *
     * <p>Of many faces only the landmarks are known, so the box is the one that MTCNN draws around such points: its median place and
     * size over LFW. The overlap with MTCNN's own is .84 in the median.
     *
     * @param columns around the middle of the crop that the box covers, with all of its rows
     */
    record UprightBox(String name, int side, int columns) implements Crop {

        /** In pixels of {@link #ARCFACE112}. */
        private static final Point CENTER = new Point(54.8, 64.1);

        private static final double BOX_WIDTH = 78.4;
        private static final double BOX_HEIGHT = 104.8;

        /** The box around a face with these landmarks, in pixels of their photo. */
        public static Box around(Landmarks landmarks) {
            SimilarityTransform toPhoto = ARCFACE112.fit(landmarks).inverse();
            Point center = toPhoto.apply(CENTER);
            double width = BOX_WIDTH * toPhoto.scale();
            double height = BOX_HEIGHT * toPhoto.scale();
            return new Box(
                    center.x() - width / 2, center.y() - height / 2, center.x() + width / 2, center.y() + height / 2);
        }

        @Override
        public int width() {
            return side;
        }

        @Override
        public SimilarityTransform fit(Landmarks landmarks) {
            Box box = around(landmarks);
            double scale = side / box.height();
            double middle = (side - 1) / 2.;
            return new SimilarityTransform(
                    scale,
                    0,
                    middle - scale * (box.left() + box.right()) / 2,
                    middle - scale * (box.top() + box.bottom()) / 2);
        }

        @Override
        public Digest digest() {
            return Digest.builder("upright box crop")
                    .add("side", side)
                    .add("columns", columns)
                    .add("x", CENTER.x())
                    .add("y", CENTER.y())
                    .add("width", BOX_WIDTH)
                    .add("height", BOX_HEIGHT)
                    .build();
        }
    }

    /**
     * A square around the box that MTCNN draws around a face ({@link UprightBox}), not turned.
     *
     * <p>Chow et al., Chameleon, ECCV 2024: its side is the box's longer side and a margin. There the margin is filled with the mean color; here
     * it shows what is around the face.
     *
     * @param margin pixels of the photo that the square's side is longer than the box
     */
    record LooseBox(String name, int side, int margin) implements Crop {

        private static final int MARGIN = 30;

        /** The crop with the margin of Chameleon, of that side: what P3-Mask is learned on. */
        public static LooseBox of(int side) {
            return new LooseBox("loose" + side, side, MARGIN);
        }

        @Override
        public SimilarityTransform fit(Landmarks landmarks) {
            Box box = UprightBox.around(landmarks);
            double scale = side / (Math.max(box.width(), box.height()) + margin);
            double middle = side / 2. - .5;
            return new SimilarityTransform(
                    scale,
                    0,
                    middle - scale * (box.left() + box.right()) / 2,
                    middle - scale * (box.top() + box.bottom()) / 2);
        }

        @Override
        public Digest digest() {
            return Digest.builder("loose box crop")
                    .add("side", side)
                    .add("margin", margin)
                    .build();
        }
    }
}
