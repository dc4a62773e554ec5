package dev.visor.recognizer.djl;

import dev.visor.core.image.Box;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rectangle that may hold a face, while MTCNN's three nets refine it.
 *
 * @param box in photo pixels, counted from 1 as MTCNN does
 * @param offsets how far its net would move left, top, right and bottom, as shares of the box's size
 * @param points the face's five, in photo pixels counted from 0; empty before the last net
 */
record Candidate(Box box, float score, float[] offsets, List<Point> points) {

    /** A measure of the overlap of two boxes. */
    enum Overlap {
        /** Intersection over union. */
        UNION {
            @Override
            double of(Box a, Box b) {
                return a.overlap(b);
            }
        },
        /** Intersection over the smaller box, both one pixel larger: drops a box within another. */
        SMALLER {
            @Override
            double of(Box a, Box b) {
                double w = Math.min(a.right(), b.right()) - Math.max(a.left(), b.left()) + 1;
                double h = Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top()) + 1;
                return Math.max(0, w) * Math.max(0, h) / Math.min(grown(a), grown(b));
            }
        };

        abstract double of(Box a, Box b);

        private static double grown(Box box) {
            return (box.width() + 1) * (box.height() + 1);
        }
    }

    /**
     * Points within a box, counted from 1, as photo pixels counted from 0.
     *
     * @param shares x1..x5, y1..y5 as shares of the box's size
     */
    static List<Point> points(Box box, float[] shares) {
        int n = shares.length / 2;
        return IntStream.range(0, n)
                .mapToObj(i -> new Point(
                        (box.width() + 1) * shares[i] + box.left() - 1,
                        (box.height() + 1) * shares[n + i] + box.top() - 1))
                .toList();
    }

    Landmarks landmarks() {
        return Landmarks.of(points);
    }

    /** Non-maximum suppression: the best of those that overlap more than {@code most}, best first. */
    static List<Candidate> best(List<Candidate> candidates, double most, Overlap overlap) {
        List<Candidate> left = new ArrayList<>(candidates);
        left.sort(Comparator.comparingDouble(Candidate::score).reversed());
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : left) {
            if (kept.stream().noneMatch(k -> overlap.of(k.box, candidate.box) > most)) {
                kept.add(candidate);
            }
        }
        return kept;
    }

    /**
     * Moved by its offsets.
     *
     * @param extra 1 where MTCNN counts a box's size with both of its border pixels, else 0
     */
    Candidate calibrated(int extra) {
        double w = box.width() + extra;
        double h = box.height() + extra;
        return with(new Box(
                box.left() + offsets[0] * w,
                box.top() + offsets[1] * h,
                box.right() + offsets[2] * w,
                box.bottom() + offsets[3] * h));
    }

    /** The square of its longer side, around its center. */
    Candidate squared() {
        double side = Math.max(box.width(), box.height());
        double left = box.left() + (box.width() - side) / 2;
        double top = box.top() + (box.height() - side) / 2;
        return with(new Box(left, top, left + side, top + side));
    }

    private Candidate with(Box moved) {
        return new Candidate(moved, score, offsets, points);
    }
}
