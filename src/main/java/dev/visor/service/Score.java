package dev.visor.service;

import dev.visor.core.measure.ScoreScale;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * The similarity that a service gives two photos.
 *
 * @param raw on the scale; empty unless the status is {@link Status#OK}
 * @param thresholds that came with it, on its scale, by the FAR that the service claims
 * @param model the version that answered
 */
public record Score(
        OptionalDouble raw, ScoreScale scale, SortedMap<String, Double> thresholds, String model, Status status) {

    static Score of(ServiceResponse answer, ScoreScale scale) {
        OptionalDouble raw = answer.status() == Status.OK && !answer.matches().isEmpty()
                ? OptionalDouble.of(answer.matches().get(0).raw())
                : OptionalDouble.empty();
        return new Score(raw, scale, answer.thresholds(), answer.model(), answer.status());
    }

    /** Returns the score as the records keep it; empty unless the service gave one. */
    public OptionalDouble similarity() {
        return raw.isPresent() ? OptionalDouble.of(scale.similarity(raw.getAsDouble())) : OptionalDouble.empty();
    }
}
