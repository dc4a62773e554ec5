package dev.visor.attack.inversion.gan;

import java.util.List;

/** A latent on its way from the boundary of the region in which the target sees a person, and the sphere around it. */
final class BoundaryPoint {

    /** A step, as a share of the radius; the longest in the published code. */
    private static final double STRIDE = 1 / 3.;

    /** Share of a sphere's points inside above which they are all of it: the published code's. */
    private static final double ALL = .875;

    private final int person;
    private final boolean inside;
    private final double growth;
    private float[] latent;
    private double radius;

    /**
     * @param inside whether the target takes the latent's face for the person
     * @param growth of the radius when all of the sphere is inside, and its inverse that of one when nothing is
     */
    BoundaryPoint(int person, float[] latent, boolean inside, double radius, double growth) {
        this.person = person;
        this.latent = latent;
        this.inside = inside;
        this.radius = radius;
        this.growth = growth;
    }

    int person() {
        return person;
    }

    float[] latent() {
        return latent;
    }

    boolean isInside() {
        return inside;
    }

    double radius() {
        return radius;
    }

    /** The point of the sphere in a direction, of length one. */
    float[] at(float[] direction) {
        float[] point = latent.clone();
        for (int i = 0; i < point.length; i++) {
            point[i] += (float) (radius * direction[i]);
        }
        return point;
    }

    /**
     * Returns the next point, away from labels that differ; the point itself if they are all alike. The sphere grows
     * when almost all are inside, and shrinks when none is.
     *
     * @param directions of the points
     * @param labels what the target said of them
     */
    float[] awayFromBoundary(List<float[]> directions, int[] labels) {
        double mine = 0;
        for (int label : labels) {
            mine += label == person ? 1. / labels.length : 0;
        }
        double stride = STRIDE * radius;
        if (mine > ALL || mine == 0) {
            radius *= mine == 0 ? 1 / growth : growth;
        }
        if (mine == 1 || mine == 0) {
            return latent.clone();
        }
        double[] away = new double[latent.length];
        for (int k = 0; k < labels.length; k++) {
            double weight = (labels[k] == person ? 1 : 0) - mine;
            for (int i = 0; i < away.length; i++) {
                away[i] += weight * directions.get(k)[i];
            }
        }
        double squares = 0;
        for (double value : away) {
            squares += value * value;
        }
        float[] next = latent.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] += (float) (stride * away[i] / Math.sqrt(squares));
        }
        return next;
    }

    /** Goes there, unless the target says that somebody else is there. */
    void move(float[] next, int label) {
        if (label == person) {
            latent = next;
        }
    }
}
