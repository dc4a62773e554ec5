package dev.visor.core.image;

/** A place in an image, in pixels: (0, 0) is the center of the upper left pixel, x to the right, y down. */
public record Point(double x, double y) {

    public double distanceTo(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
