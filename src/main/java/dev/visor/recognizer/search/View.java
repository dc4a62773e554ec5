package dev.visor.recognizer.search;

import dev.visor.core.image.Box;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.djl.PhotoPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a photo that a detector is shown: all of it turned, a part of it, or a window laid anywhere; with the way back.
 *
 * @param toPhoto from the view's pixels to the photo's
 */
record View(Photo pixels, SimilarityTransform toPhoto) {

    /** The whole photo, turned clockwise by so many quarters; the photo itself for none. */
    static View turned(Photo photo, int quarters) {
        int w = photo.width();
        int h = photo.height();
        return switch (quarters) {
            case 0 -> new View(photo, new SimilarityTransform(1, 0, 0, 0));
            case 1 -> copied(photo, new SimilarityTransform(0, -1, 0, h - 1), h, w);
            case 2 -> copied(photo, new SimilarityTransform(-1, 0, w - 1, h - 1), w, h);
            case 3 -> copied(photo, new SimilarityTransform(0, 1, w - 1, 0), h, w);
            default -> throw new IllegalArgumentException("a photo has four orientations, got " + quarters);
        };
    }

    /** A square window, each of its pixels the mean of what it covers; grey beyond the photo. */
    static View window(Photo photo, SimilarityTransform toPhoto, int side) {
        float[] planes = PhotoPatch.cut(photo, toPhoto, side, side);
        int plane = side * side;
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < plane; i++) {
            for (int c = 0; c < 3; c++) {
                rgb[3 * i + c] = (byte) Math.round(planes[c * plane + i]);
            }
        }
        return new View(new Photo(side, side, rgb), toPhoto);
    }

    /** Parts of the view that overlap by half, each {@code 1 / parts} as wide and high. */
    Stream<View> tiles(int parts) {
        if (parts == 1) {
            return Stream.of(this);
        }
        int width = (pixels.width() + parts - 1) / parts;
        int height = (pixels.height() + parts - 1) / parts;
        List<Point> corners = new ArrayList<>();
        for (int row = 0; row < 2 * parts - 1; row++) {
            for (int column = 0; column < 2 * parts - 1; column++) {
                corners.add(new Point(
                        Math.min(column * width / 2, pixels.width() - width),
                        Math.min(row * height / 2, pixels.height() - height)));
            }
        }
        return corners.stream().map(corner -> part((int) corner.x(), (int) corner.y(), width, height));
    }

    private View part(int left, int top, int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels.rgb(), 3 * ((top + y) * pixels.width() + left), rgb, 3 * y * width, 3 * width);
        }
        Point origin = toPhoto.apply(new Point(left, top));
        return new View(
                new Photo(width, height, rgb),
                new SimilarityTransform(toPhoto.a(), toPhoto.b(), origin.x(), origin.y()));
    }

    /** The faces that the detector sees in the view, as it sees them. */
    List<DetectedFace> seenBy(FaceDetector detector) {
        return detector.detect(pixels);
    }

    /** A face of the view where it is in the photo; left remains what was left in the view. */
    DetectedFace inPhoto(DetectedFace face) {
        return new DetectedFace(inPhoto(face.box()), face.score(), inPhoto(face.landmarks()));
    }

    Landmarks inPhoto(Landmarks points) {
        return Landmarks.of(points.points().stream().map(toPhoto::apply).toList());
    }

    /** The box around the turned box. */
    private Box inPhoto(Box box) {
        List<Point> corners = Stream.of(
                        new Point(box.left(), box.top()),
                        new Point(box.right(), box.top()),
                        new Point(box.left(), box.bottom()),
                        new Point(box.right(), box.bottom()))
                .map(toPhoto::apply)
                .toList();
        return new Box(
                corners.stream().mapToDouble(Point::x).min().orElseThrow(),
                corners.stream().mapToDouble(Point::y).min().orElseThrow(),
                corners.stream().mapToDouble(Point::x).max().orElseThrow(),
                corners.stream().mapToDouble(Point::y).max().orElseThrow());
    }

    /** Exact: a quarter turn moves pixels and makes none. */
    private static View copied(Photo photo, SimilarityTransform toPhoto, int width, int height) {
        int a = (int) toPhoto.a();
        int b = (int) toPhoto.b();
        int tx = (int) toPhoto.tx();
        int ty = (int) toPhoto.ty();
        byte[] from = photo.rgb();
        byte[] rgb = new byte[from.length];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at += 3) {
                int source = 3 * ((b * x + a * y + ty) * photo.width() + a * x - b * y + tx);
                rgb[at] = from[source];
                rgb[at + 1] = from[source + 1];
                rgb[at + 2] = from[source + 2];
            }
        }
        return new View(new Photo(width, height, rgb), toPhoto);
    }
}
