package dev.visor.core.image;

import java.util.List;

/**
 * A similarity transform of the plane: turn and scale by (a, b), then shift.
 *
 * <p>x' = a x - b y + tx; y' = b x + a y + ty.
 */
public record SimilarityTransform(double a, double b, double tx, double ty) {

    public Point apply(Point p) {
        return new Point(a * p.x() - b * p.y() + tx, b * p.x() + a * p.y() + ty);
    }

    public double scale() {
        return Math.hypot(a, b);
    }

    public SimilarityTransform inverse() {
        double n = a * a + b * b;
        double ia = a / n;
        double ib = -b / n;
        return new SimilarityTransform(ia, ib, -(ia * tx - ib * ty), -(ib * tx + ia * ty));
    }

    /**
     * The least-squares similarity without reflection that takes {@code from} to {@code to}.
     *
     * <p>Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 1991, in the
     * plane, where the rotation has the closed form used here.
     *
     * @throws IllegalArgumentException if all points of {@code from} coincide
     */
    public static SimilarityTransform fit(List<Point> from, List<Point> to) {
        double n = from.size();
        double fx = from.stream().mapToDouble(Point::x).sum() / n;
        double fy = from.stream().mapToDouble(Point::y).sum() / n;
        double gx = to.stream().mapToDouble(Point::x).sum() / n;
        double gy = to.stream().mapToDouble(Point::y).sum() / n;
        double dot = 0;
        double cross = 0;
        double spread = 0;
        for (int i = 0; i < from.size(); i++) {
            double px = from.get(i).x() - fx;
            double py = from.get(i).y() - fy;
            double qx = to.get(i).x() - gx;
            double qy = to.get(i).y() - gy;
            dot += px * qx + py * qy;
            cross += px * qy - py * qx;
            spread += px * px + py * py;
        }
        if (spread == 0) {
            throw new IllegalArgumentException("points that all coincide fit no transform");
        }
        double a = dot / spread;
        double b = cross / spread;
        return new SimilarityTransform(a, b, gx - (a * fx - b * fy), gy - (b * fx + a * fy));
    }
}
