package dev.visor.recognizer;

import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.core.image.DetectedFace;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** Photos of dark noise with a face of five white discs, and a detector that finds those that stand about upright. */
public final class MarkedFaces {

    /** Of the discs, in distances between the eyes: by their size, each point is known in any light and any way up. */
    private static final double[] RADII = {.10, .125, .155, .19, .235};

    private static final double BETWEEN_EYES = 35.2;
    private static final int DARKEST = 90;
    private static final int WHITE = 170;

    private MarkedFaces() {}

    /**
     * A photo with one face.
     *
     * @param seed of the noise, the person
     * @param fromCrop where the upright {@code arcface112} crop lies in the photo
     */
    public static Photo photo(int width, int height, long seed, SimilarityTransform fromCrop) {
        byte[] rgb = new byte[3 * width * height];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) random.nextInt(DARKEST);
        }
        List<Point> points = landmarks(fromCrop).points();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int i = 0; i < RADII.length; i++) {
                    if (points.get(i).distanceTo(new Point(x, y)) <= RADII[i] * BETWEEN_EYES * fromCrop.scale()) {
                        java.util.Arrays.fill(rgb, 3 * (y * width + x), 3 * (y * width + x) + 3, (byte) 255);
                    }
                }
            }
        }
        return new Photo(width, height, rgb);
    }

    /** Where the points of that face are. */
    public static Landmarks landmarks(SimilarityTransform fromCrop) {
        return Landmarks.of(((Crop.FivePoint) Crop.ARCFACE112)
                .targets().stream().map(fromCrop::apply).toList());
    }

    /** Lays the crop around a place of the photo, turned clockwise and scaled. */
    public static SimilarityTransform fromCrop(Point center, double degrees, double scale) {
        double a = scale * Math.cos(Math.toRadians(degrees));
        double b = scale * Math.sin(Math.toRadians(degrees));
        return new SimilarityTransform(a, b, center.x() - a * 56 + b * 64, center.y() - b * 56 - a * 64);
    }

    /** Finds a face if its tilt is at most 50 degrees and, in a photo that is shrunk to the sight, its eyes are 8 pixels apart. */
    public record Detector(int sight) implements FaceDetector {

        @Override
        public String id() {
            return "marks";
        }

        @Override
        public Digest digest() {
            return Digest.of("marks");
        }

        @Override
        public List<DetectedFace> detect(Photo photo) {
            List<Disc> discs = discs(photo);
            if (discs.size() != RADII.length) {
                return List.of();
            }
            discs.sort(Comparator.comparingInt(Disc::area));
            Landmarks points = Landmarks.of(discs.stream().map(Disc::center).toList());
            SimilarityTransform toCrop = Crop.ARCFACE112.fit(points);
            double shrink = Math.max(1, Math.max(photo.width(), photo.height()) / (double) sight);
            boolean upright = Math.abs(Math.toDegrees(Math.atan2(toCrop.b(), toCrop.a()))) <= 50;
            return upright && BETWEEN_EYES / toCrop.scale() / shrink >= 8
                    ? List.of(new DetectedFace(FaceChoice.boxAround(points), 1, points))
                    : List.of();
        }

        @Override
        public void close() {}
    }

    private record Disc(Point center, int area) {}

    /** Connected white pixels. */
    private static List<Disc> discs(Photo photo) {
        boolean[] seen = new boolean[photo.width() * photo.height()];
        List<Disc> discs = new ArrayList<>();
        for (int start = 0; start < seen.length; start++) {
            if (seen[start] || (photo.rgb()[3 * start + 1] & 0xff) < WHITE) {
                continue;
            }
            long x = 0;
            long y = 0;
            int area = 0;
            Deque<Integer> open = new ArrayDeque<>(List.of(start));
            while (!open.isEmpty()) {
                int at = open.pop();
                int column = at % photo.width();
                int row = at / photo.width();
                if (seen[at] || photo.at(column, row, 1) < WHITE) {
                    continue;
                }
                seen[at] = true;
                area++;
                x += column;
                y += row;
                if (column > 0) open.push(at - 1);
                if (column < photo.width() - 1) open.push(at + 1);
                if (row > 0) open.push(at - photo.width());
                if (row < photo.height() - 1) open.push(at + photo.width());
            }
            if (area > 1) {
                discs.add(new Disc(new Point(x / (double) area, y / (double) area), area));
            }
        }
        return discs;
    }
}
