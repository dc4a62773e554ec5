package dev.visor.harness.embedding;

import dev.visor.core.Acquired;
import dev.visor.core.Acquired.Embedded;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Threshold;
import dev.visor.dataset.FacePhoto;
import dev.visor.result.Impostors;
import dev.visor.result.csv.Decimals;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.stats.Calibration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every model's thresholds, from all pairs of clean people who play no other role. */
public final class Calibrations {

    private final Map<String, List<Threshold>> thresholds = new LinkedHashMap<>();
    private final List<Impostors> impostors = new ArrayList<>();

    /**
     * Calibrates a model; nothing to do without impostors.
     *
     * @param unresolved those of the FARs that were asked for even if the impostors are too few
     */
    public void calibrate(
            String model, List<FacePhoto> people, Map<PhotoId, Acquired> faces, List<Far> fars, List<Far> unresolved) {
        List<Embedding> embeddings = people.stream()
                .map(photo -> faces.get(photo.id()))
                .filter(Embedded.class::isInstance)
                .map(face -> ((Embedded) face).embedding())
                .toList();
        if (embeddings.size() < 2) {
            return;
        }
        double[] similarities = new double[embeddings.size() * (embeddings.size() - 1) / 2];
        int pair = 0;
        for (int i = 0; i < embeddings.size(); i++) {
            for (int k = i + 1; k < embeddings.size(); k++) {
                similarities[pair++] = Decimals.sixPlaces(embeddings.get(i).similarity(embeddings.get(k)));
            }
        }
        calibrate(model, similarities, fars, unresolved);
    }

    /**
     * Calibrates whoever tells similarities only; nothing to do without any.
     *
     * @param similarities of impostors, rounded as the record keeps them
     * @param unresolved those of the FARs that were asked for even if the impostors are too few
     */
    public void calibrate(String model, double[] similarities, List<Far> fars, List<Far> unresolved) {
        if (similarities.length == 0) {
            return;
        }
        thresholds.put(
                model,
                fars.stream()
                        .map(far -> unresolved.contains(far)
                                ? Calibration.atFarOfFew(far, similarities)
                                : Calibration.atFar(far, similarities))
                        .toList());
        impostors.add(new Impostors(model, Calibration.id(similarities), similarities));
    }

    public List<Threshold> of(String model) {
        return thresholds.getOrDefault(model, List.of());
    }

    /** Whoever was calibrated, in that order. */
    public List<String> judges() {
        return List.copyOf(thresholds.keySet());
    }

    /** Names the impostors that the model was calibrated on, for the records. */
    public Optional<String> calibration(String model) {
        return impostors.stream()
                .filter(i -> i.recognizer().equals(model))
                .map(Impostors::calibration)
                .findFirst();
    }

    public List<Impostors> impostors() {
        return List.copyOf(impostors);
    }

    /** The thresholds of everyone who was calibrated, in that order, as a record says them. */
    public List<ThresholdEntry> entries() {
        List<ThresholdEntry> entries = new ArrayList<>();
        for (String judge : judges()) {
            of(judge).forEach(threshold -> entries.add(ThresholdEntry.of(judge, threshold)));
        }
        return entries;
    }
}
