package dev.visor.harness.single;

import dev.visor.core.measure.Threshold;

/**
 * A recognizer's similarity of a protected copy to a person.
 *
 * @param recognizer its id
 * @param decides whether the verdict on the copy rests on it
 * @param before similarity of the original to the reference, in [-1, 1]
 * @param after similarity of the copy, decoded from its file and detected anew, to the same reference
 * @param threshold from strangers; above it, the recognizer says "same"
 */
public record Resemblance(String recognizer, boolean decides, double before, double after, Threshold threshold) {

    /** Whether the recognizer takes the copy for the person. */
    public boolean recognized() {
        return threshold.accepts(after);
    }

    /** Whether it takes the original for the person: one that does not says nothing about the copy. */
    public boolean knew() {
        return threshold.accepts(before);
    }
}
