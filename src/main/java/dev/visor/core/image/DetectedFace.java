package dev.visor.core.image;

/**
 * A face that a detector found.
 *
 * @param score the detector's confidence, 0..1
 */
public record DetectedFace(Box box, double score, Landmarks landmarks) {}
