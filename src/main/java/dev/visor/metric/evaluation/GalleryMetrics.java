package dev.visor.metric.evaluation;

import dev.visor.core.measure.Better;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.MetricOrigin;
import dev.visor.metric.NetRate;
import dev.visor.metric.RateMetric;
import dev.visor.metric.ReportGroup;
import dev.visor.metric.recognition.GalleryPurity;
import dev.visor.metric.recognition.ProtectedAt;
import dev.visor.metric.recognition.RetrievalRecall;
import dev.visor.metric.recognition.TrackedAfter;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The metrics of searches for single gallery images, and of galleries that grow. */
final class GalleryMetrics {

    private static final int EDITION = 3;

    /** Rounds of growing that are reported, beside 0. */
    private static final int ROUNDS = 3;

    private GalleryMetrics() {}

    static List<MetricDefinition> rows() {
        Stream<MetricDefinition> searches = Stream.of(
                rate(
                        new RetrievalRecall(),
                        "share of a subject's gallery photos among the nearest k, k their number; a face not found counts as"
                                + " found"),
                MetricDefinition.net(new NetRate(new RetrievalRecall()), EDITION),
                protectedAt(1),
                protectedAt(5),
                protectedAt(10));
        Stream<MetricDefinition> growing = IntStream.rangeClosed(0, ROUNDS)
                .boxed()
                .flatMap(rounds -> Stream.of(
                        rate(
                                new TrackedAfter(rounds),
                                String.format(
                                        Locale.ROOT,
                                        "share of probes that a tracker's gallery accepts %s; a face not found counts as accepted",
                                        grown(rounds))),
                        purity(rounds)));
        return Stream.concat(searches, growing).toList();
    }

    private static MetricDefinition protectedAt(int k) {
        return rate(
                new ProtectedAt(k),
                String.format(
                        Locale.ROOT,
                        "share of searches among distractors in which the one photo of the subject is not %s; a face not found counts as not protected",
                        k == 1 ? "the nearest" : String.format(Locale.ROOT, "among the nearest %d", k)));
    }

    private static String grown(int rounds) {
        return switch (rounds) {
            case 0 -> "before it grows";
            case 1 -> "after one round of growing by what it accepted";
            default -> String.format(Locale.ROOT, "after %d rounds of growing by what it accepted", rounds);
        };
    }

    private static MetricDefinition purity(int rounds) {
        GalleryPurity metric = new GalleryPurity(rounds);
        return new MetricDefinition(
                metric.name(),
                String.format(
                        Locale.ROOT,
                        "share of a tracker's gallery that shows the subject %s; the mean over subjects",
                        grown(rounds)),
                GalleryPurity.UNIT,
                Better.LOWER,
                new MetricOrigin.OfTrials(metric, false),
                ReportGroup.GENERAL,
                EDITION,
                false);
    }

    private static MetricDefinition rate(RateMetric metric, String definition) {
        return MetricDefinition.rate(metric, definition, ReportGroup.GENERAL, EDITION);
    }
}
