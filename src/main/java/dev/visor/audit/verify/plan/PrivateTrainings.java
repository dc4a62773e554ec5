package dev.visor.audit.verify.plan;

import dev.visor.result.RunInfo;
import dev.visor.result.TrainingCurve;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The trainings of a record whose steps were private (DP-SGD): their noise, and how often each photo was in a step. */
public final class PrivateTrainings {

    private static final String DP_SGD = "dp-sgd";

    private final int batch;
    private final int photos;
    private final Map<String, OptionalDouble> noises = new TreeMap<>();
    private final Optional<List<TrainingCurve>> curves;

    /** @param curves of {@code training.csv}; empty if it cannot be read */
    public PrivateTrainings(RunInfo info, Optional<List<TrainingCurve>> curves) {
        this.curves = curves;
        this.photos = info.inversionSizes().trainingPhotos();
        this.batch = info.inversion().training().batch();
        info.defenses().stream()
                .filter(entry -> entry.type().equals(DP_SGD))
                .forEach(entry -> noises.put(entry.id(), noise(entry)));
    }

    /** Whether the record tells all that it takes; an older one may not. */
    public boolean told() {
        return curves.isPresent()
                && batch > 0
                && photos > 0
                && noises.values().stream().allMatch(OptionalDouble::isPresent);
    }

    /** Returns the noise in units of the clipping length; empty for a defense whose steps are not private. */
    public OptionalDouble noise(String defense) {
        return noises.getOrDefault(defense, OptionalDouble.empty());
    }

    /** The chance of a photo to be in a step. */
    public double samplingRate() {
        return Math.min(1, batch / (double) photos);
    }

    /** Returns the steps of all epochs that were run; 0 if {@code training.csv} tells of none. */
    public int steps(String defense, long seed) {
        long epochs = curves.orElseThrow().stream()
                .filter(curve -> curve.defense().equals(defense) && curve.seed() == seed)
                .mapToLong(TrainingCurve::epoch)
                .reduce(0, Math::max);
        long anEpoch = (long) Math.ceil(photos / (double) batch);
        return (int) Math.min(Integer.MAX_VALUE, epochs * anEpoch);
    }

    private static OptionalDouble noise(RunInfo.Entry entry) {
        try {
            double noise = Double.parseDouble(String.valueOf(entry.params().get("noise")));
            return noise >= 0 ? OptionalDouble.of(noise) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
