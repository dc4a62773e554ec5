package dev.visor.recognizer.djl;

import ai.djl.ndarray.types.Shape;
import dev.visor.core.image.Box;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import java.util.List;

/** Finds the five points of a face through the 68 of {@code fr_landmark.onnx}: 64 x 64 grey pixels in, in 0..1. */
final class UltraLightLandmarks implements AutoCloseable {

    private static final int SIDE = 64;

    /** Distance of the square below the center of the detector's box, as a share of the box's height. */
    private static final double LOWER = .07;

    /** Side of the second square, in distances from the eyes to the mouth (or, if longer, between the eyes). */
    private static final double WIDER = 2.7;

    /** Distance of the second square below the middle between eyes and mouth, in the same distances. */
    private static final double TOWARD_CHIN = .1;

    private final OnnxNet net;

    UltraLightLandmarks(OnnxNet net) {
        this.net = net;
    }

    Landmarks find(Photo photo, Box box) {
        Point center = new Point((box.left() + box.right()) / 2, (box.top() + box.bottom()) / 2 + LOWER * box.height());
        return look(photo, upright(look(photo, square(center, box.height(), 0))));
    }

    @Override
    public void close() {
        net.close();
    }

    /** The square around a face as its points tell it, turned with the line through the eyes. */
    private static SimilarityTransform upright(Landmarks face) {
        Point eyes = middle(face.leftEye(), face.rightEye());
        Point mouth = middle(face.leftMouth(), face.rightMouth());
        double angle = Math.atan2(
                face.rightEye().y() - face.leftEye().y(),
                face.rightEye().x() - face.leftEye().x());
        double size =
                Math.max(1, Math.max(eyes.distanceTo(mouth), face.leftEye().distanceTo(face.rightEye())));
        Point center = middle(eyes, mouth);
        double down = TOWARD_CHIN * size;
        return square(
                new Point(center.x() - Math.sin(angle) * down, center.y() + Math.cos(angle) * down),
                WIDER * size,
                angle);
    }

    /** Maps pixels of the net's patch to the photo's. */
    private static SimilarityTransform square(Point center, double side, double angle) {
        double a = Math.cos(angle) * side / SIDE;
        double b = Math.sin(angle) * side / SIDE;
        double half = (SIDE - 1) / 2.;
        return new SimilarityTransform(a, b, center.x() - (a - b) * half, center.y() - (b + a) * half);
    }

    private Landmarks look(Photo photo, SimilarityTransform toPhoto) {
        float[] rgb = PhotoPatch.cut(photo, toPhoto, SIDE, SIDE);
        float[] grey = new float[SIDE * SIDE];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (.299f * rgb[i] + .587f * rgb[i + grey.length] + .114f * rgb[i + 2 * grey.length]) / 256;
        }
        float[] points = net.run(grey, new Shape(1, 1, SIDE, SIDE))
                .values()
                .iterator()
                .next()
                .values();
        return new Landmarks(
                mean(points, toPhoto, List.of(37, 38, 40, 41)),
                mean(points, toPhoto, List.of(43, 44, 46, 47)),
                mean(points, toPhoto, List.of(30)),
                mean(points, toPhoto, List.of(48)),
                mean(points, toPhoto, List.of(54)));
    }

    /** The mean of some of the 68 points, which the net tells as shares of the patch. */
    private static Point mean(float[] points, SimilarityTransform toPhoto, List<Integer> which) {
        double x = which.stream().mapToDouble(i -> points[2 * i]).average().orElseThrow();
        double y = which.stream().mapToDouble(i -> points[2 * i + 1]).average().orElseThrow();
        return toPhoto.apply(new Point(x * SIDE - .5, y * SIDE - .5));
    }

    private static Point middle(Point a, Point b) {
        return new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
    }
}
