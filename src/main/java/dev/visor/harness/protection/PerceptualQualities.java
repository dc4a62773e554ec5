package dev.visor.harness.protection;

import dev.visor.core.Cell;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.image.FaceImage;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.MetricValue;
import dev.visor.harness.embedding.Zoo;
import dev.visor.harness.plan.ImageMetric;
import dev.visor.harness.plan.ImageMetric.Frechet;
import dev.visor.harness.plan.ImageMetric.Pairwise;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult.Done;
import dev.visor.metric.Mean;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.image.ImageNetwork;
import dev.visor.recognizer.image.PairNetwork;
import dev.visor.stats.FrechetDistance;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measures protected faces by networks in files. */
public final class PerceptualQualities {

    private static final int AT_ONCE = 8;

    private final List<ImageMetric> metrics;
    private final Zoo zoo;
    private final Compute compute;

    /** @param zoo of the run, in which a recognizer that gives features takes part */
    public PerceptualQualities(List<ImageMetric> metrics, Zoo zoo, Compute compute) {
        this.metrics = List.copyOf(metrics);
        this.zoo = zoo;
        this.compute = compute;
    }

    /**
     * Makes sure that all of it can be measured, before anything is protected.
     *
     * @param photos that the protection is to protect
     * @throws InputError if there are too few, or faces are cut otherwise than a recognizer takes them
     */
    public void require(ResolvedSuite suite, Protection protection, int photos) {
        for (ImageMetric metric : metrics) {
            if (metric instanceof Frechet frechet) {
                Recognizer features = zoo.named(frechet.recognizer());
                if (features == null) {
                    throw new InputError("image metric fid: recognizer %s takes no part in the suite; add --model %s"
                            .formatted(frechet.recognizer(), frechet.recognizer()));
                }
                if (!features.card().crop().equals(suite.crop(protection))) {
                    throw new InputError(
                            "image metric fid: %s protects faces of crop %s, and recognizer %s takes %s; name one of that crop"
                                    .formatted(
                                            protection.label(),
                                            suite.crop(protection).name(),
                                            frechet.recognizer(),
                                            features.card().crop().name()));
                }
                requireEnough(protection, photos);
            }
        }
    }

    private static void requireEnough(Protection protection, int photos) {
        if (photos < Frechet.LEAST) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "image metric fid: %s protects %,d photos, and below %,d the distance says more of their number than of the images; take more probes, or leave the metric out",
                    protection.label(),
                    photos,
                    Frechet.LEAST));
        }
    }

    /** Measures what a protection made: each metric in the mean, or over all images. */
    public List<MetricValue> of(Cell cell, Protection protection, Collection<ProtectionResult> results) {
        List<Done> done = results.stream()
                .filter(Done.class::isInstance)
                .map(Done.class::cast)
                .toList();
        List<FaceImage> before = done.stream().map(Done::original).toList();
        List<FaceImage> after = done.stream().map(Done::face).toList();
        List<MetricValue> values = new ArrayList<>();
        for (ImageMetric metric : done.isEmpty() ? List.<ImageMetric>of() : metrics) {
            if (metric instanceof Pairwise pairwise) {
                mean(cell, pairwise, before, after).ifPresent(values::add);
            } else if (metric instanceof Frechet frechet) {
                requireEnough(protection, done.size());
                values.add(frechet(cell, frechet, before, after));
            }
        }
        return values;
    }

    private Optional<MetricValue> mean(Cell cell, Pairwise metric, List<FaceImage> before, List<FaceImage> after) {
        ImageNetwork.Scale scale = new ImageNetwork.Scale(metric.mean(), metric.std());
        try (PairNetwork network = new PairNetwork(metric.file(), scale, compute.manager())) {
            double[] distances = network.compare(before, after).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return Mean.of(cell, metric.metric(), metric.unit(), Better.LOWER, distances);
        }
    }

    private MetricValue frechet(Cell cell, Frechet metric, List<FaceImage> before, List<FaceImage> after) {
        Recognizer recognizer = zoo.named(metric.recognizer());
        return new MetricValue(
                cell,
                Pairing.PROTECTED_CLEAN,
                metric.metric(),
                FrechetDistance.between(features(recognizer, before), features(recognizer, after)),
                Optional.empty(),
                Optional.empty(),
                before.size(),
                metric.unit(),
                Better.LOWER,
                Optional.empty());
    }

    private static double[][] features(Recognizer recognizer, List<FaceImage> faces) {
        double[][] features = new double[faces.size()][];
        int step = recognizer.batch().orElse(AT_ONCE);
        for (int start = 0; start < faces.size(); start += step) {
            List<Embedding> seen = recognizer.embed(faces.subList(start, Math.min(start + step, faces.size())));
            for (int i = 0; i < seen.size(); i++) {
                float[] values = seen.get(i).values();
                double[] row = new double[values.length];
                for (int k = 0; k < row.length; k++) {
                    row[k] = values[k];
                }
                features[start + i] = row;
            }
        }
        return features;
    }
}
