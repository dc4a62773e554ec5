package dev.visor.core.image;

/** A rectangle in a photo, in pixels; left and top included. */
public record Box(double left, double top, double right, double bottom) {

    public double width() {
        return right - left;
    }

    public double height() {
        return bottom - top;
    }

    public double area() {
        return Math.max(0, width()) * Math.max(0, height());
    }

    /** Intersection over union, 0..1. */
    public double overlap(Box other) {
        double w = Math.min(right, other.right) - Math.max(left, other.left);
        double h = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        return w * h / (area() + other.area() - w * h);
    }
}
