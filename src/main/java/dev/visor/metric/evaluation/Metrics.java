package dev.visor.metric.evaluation;

import static dev.visor.core.measure.Better.HIGHER;
import static dev.visor.core.measure.Better.LOWER;
import static dev.visor.metric.ReportGroup.ACCURACY;
import static dev.visor.metric.ReportGroup.IDENTIFICATION;
import static dev.visor.metric.ReportGroup.INVERSION;
import static dev.visor.metric.ReportGroup.QUALITY;
import static dev.visor.metric.ReportGroup.SERVICES;
import static dev.visor.metric.ReportGroup.SPEED;
import static dev.visor.metric.ReportGroup.VERIFICATION;

import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.metric.Metric;
import dev.visor.metric.MetricDefinition;
import dev.visor.metric.MetricOrigin.NotRecorded;
import dev.visor.metric.MetricOrigin.OfRecord;
import dev.visor.metric.MetricOrigin.OfTrials;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.NetRate;
import dev.visor.metric.Rate;
import dev.visor.metric.RateMetric;
import dev.visor.metric.ReportGroup;
import dev.visor.metric.inversion.AhmScore;
import dev.visor.metric.inversion.ClosedSetAccuracy;
import dev.visor.metric.inversion.DpEpsilon;
import dev.visor.metric.inversion.InversionFeatureDistance;
import dev.visor.metric.inversion.InversionTop;
import dev.visor.metric.recognition.AcceptedAtFar;
import dev.visor.metric.recognition.NoFaceRate;
import dev.visor.metric.recognition.OwnThresholds;
import dev.visor.metric.recognition.PsrDodging;
import dev.visor.metric.recognition.PsrImpersonation;
import dev.visor.metric.recognition.PsrJoint;
import dev.visor.metric.recognition.RankTargeted;
import dev.visor.metric.recognition.RankUntargeted;
import dev.visor.metric.recognition.TarAtFarTenfold;
import dev.visor.metric.recognition.VerificationAccuracy;
import dev.visor.stats.AboveChance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The metrics of this Visor: one row each, and no other list of them. */
public final class Metrics {

    private static final String PHOTOS = "photos.csv";
    private static final String TIMINGS = "timings.csv";
    private static final String COUNTED = "counts of the run itself";

    private static final List<MetricDefinition> ROWS = List.of(
            rate(
                    new RankUntargeted(1),
                    IDENTIFICATION,
                    "share of probes whose nearest gallery photo is not of their own subject"),
            rate(
                    new RankUntargeted(5),
                    IDENTIFICATION,
                    "share of probes without a photo of their own subject among the nearest 5 gallery photos"),
            rate(new RankTargeted(1), IDENTIFICATION, "share of probes whose nearest gallery photo is a target's"),
            rate(
                    new RankTargeted(5),
                    IDENTIFICATION,
                    "share of probes with a target's photo among the nearest 5 gallery photos"),
            rate(
                    new PsrDodging(),
                    VERIFICATION,
                    "share of genuine comparisons with another photo that the model rejects; a face not found counts as not"
                            + " protected"),
            rate(
                    new PsrDodging(Label.SAME),
                    VERIFICATION,
                    "share of comparisons with the same photo, unprotected, that the model rejects: the easier match, so the"
                            + " harder test; a face not found counts as not protected"),
            rate(
                    new PsrImpersonation(),
                    VERIFICATION,
                    "share of comparisons with a target, on a photo that the defense never saw, that the model accepts"),
            rate(
                    new PsrJoint(),
                    VERIFICATION,
                    "share of probes that the model rejects against every other photo of the subject and accepts against a"
                            + " target"),
            new MetricDefinition(
                    "verification_accuracy",
                    "share of the data set's own pairs that a recognizer judges rightly, each fold at the threshold that is"
                            + " best on the others",
                    Rate.UNIT,
                    LOWER,
                    new OfTrials(new VerificationAccuracy(), false),
                    ACCURACY,
                    1,
                    true),
            rate(
                    AcceptedAtFar.TAR_AT_FAR,
                    ACCURACY,
                    "share of genuine comparisons with another photo that the model accepts at a calibrated threshold"),
            trials(
                    new TarAtFarTenfold(),
                    ACCURACY,
                    "share of the data set's own genuine pairs that are accepted, the threshold of each fold calibrated on the"
                            + " others"),
            rate(
                    new NoFaceRate(),
                    IDENTIFICATION,
                    "share of trials in which no face was found on one side or the other"),
            inverted(
                    new InversionTop(1),
                    "rate",
                    "share of reconstructions whose person a judge, or the jury's majority, puts first"),
            inverted(
                    new InversionTop(5),
                    "rate",
                    "share of reconstructions whose person a judge, or the jury's majority, has among the first 5"),
            inverted(
                    new InversionFeatureDistance(),
                    "squared distance",
                    "mean squared distance of a judge's unit embeddings, 2 - 2 cos, to the leaked photo or the nearest one that"
                            + " was trained on"),
            inverted(
                    AcceptedAtFar.RECOVER_VERIFY,
                    "rate",
                    "share of reconstructions that a judge takes for the person on another photo, at a calibrated threshold"),
            inverted(
                    new ClosedSetAccuracy(),
                    "rate",
                    "share of photos on which a recognizer rightly names one of those that it was trained on"),
            recorded(
                    AboveChance.EXPECTED,
                    "what inversion_top1 would be by luck: its mean over all permutations of the people's names",
                    Rate.UNIT,
                    LOWER,
                    "trials.csv",
                    INVERSION),
            recorded(
                    AboveChance.P,
                    "how many permutations of the people's names, of 9,999 and the observed one, give inversion_top1 or more",
                    "p",
                    HIGHER,
                    "trials.csv",
                    INVERSION),
            MetricDefinition.net(new NetRate(new RankUntargeted(1)), 2),
            MetricDefinition.net(new NetRate(new RankUntargeted(5)), 2),
            MetricDefinition.net(new NetRate(new RankTargeted(1)), 2),
            MetricDefinition.net(new NetRate(new PsrDodging()), 2),
            MetricDefinition.net(new NetRate(new PsrImpersonation()), 2),
            recorded(
                    "similarity" + RecognizedProbes.ENDING,
                    "mean similarity to another photo of the subject, of probes that the model recognizes unprotected",
                    "similarity",
                    LOWER,
                    "trials.csv",
                    SERVICES),
            quality(
                    "ssim",
                    "mean structural similarity of protected and original face, 1 if unchanged",
                    "ratio",
                    HIGHER),
            quality("psnr", "mean peak signal-to-noise ratio of the faces that changed", "dB", HIGHER),
            new MetricDefinition(
                    "mmd",
                    "squared maximum mean discrepancy between protected and original probes, 0 if unchanged",
                    "kernel",
                    LOWER,
                    new NotRecorded("the photos"),
                    QUALITY,
                    1,
                    false),
            perceptual(
                    "lpips",
                    "mean perceptual distance of protected and original face by a network in a file, 0 if unchanged"),
            perceptual(
                    "fid",
                    "squared Frechet distance between a recognizer's embeddings of protected and of original faces, of 2,000 or"
                            + " more"),
            recorded(
                    "protect_images_per_s",
                    "photos protected a second, the warm-up left out",
                    "1/s",
                    HIGHER,
                    TIMINGS,
                    SPEED),
            new MetricDefinition(
                    "learn_seconds",
                    "seconds in which a defense learns a perturbation from the photos of a person",
                    "s",
                    LOWER,
                    new OfRecord(TIMINGS),
                    SPEED,
                    3,
                    false),
            recorded(
                    "embed_images_per_s",
                    "faces embedded a second, the warm-up left out",
                    "1/s",
                    HIGHER,
                    TIMINGS,
                    SPEED),
            recorded(
                    "recovered_ssim",
                    "mean structural similarity of reconstruction and real photo",
                    "ratio",
                    LOWER,
                    PHOTOS,
                    INVERSION),
            recorded(
                    "recovered_psnr",
                    "mean peak signal-to-noise ratio of reconstruction and real photo; an exact one counts as 58.92",
                    "dB",
                    LOWER,
                    PHOTOS,
                    INVERSION),
            recorded("train_photos_per_s", "photos learned from a second", "1/s", HIGHER, TIMINGS, INVERSION),
            recorded("reconstructions_per_s", "faces reconstructed a second", "1/s", HIGHER, TIMINGS, INVERSION),
            counted("queries", "faces that an attack asked the recognizer about"),
            counted("gradient_queries", "faces that an attack asked the recognizer for gradients of"),
            recorded(
                    DpEpsilon.NAME,
                    "what the published weights tell at most of any one photo that was learned from, by the Renyi accountant",
                    "epsilon at delta 0.001",
                    LOWER,
                    "training.csv",
                    INVERSION),
            ahm("visual", "how alike masked and original photos are, the mean of SSIM and of the judges' cosine"),
            ahm("attack", "how alike recovered and original photos are, the mean of SSIM and of the judges' cosine"),
            ahm("score", "0.4 ahm_visual + 0.6 ahm_attack"));

    private static final MetricRegistry REGISTRY = new MetricRegistry(
            Stream.of(ROWS, GalleryMetrics.rows(), RemovalMetrics.rows(), TraceMetrics.rows())
                    .flatMap(List::stream)
                    .toList(),
            Map.of(
                    Rate.FACE_MISSED,
                    new MetricRegistry.Ending("but a face not found counts as protected", Optional.empty()),
                    RecognizedProbes.ENDING,
                    new MetricRegistry.Ending(
                            "of the first probes alone that the model recognizes unprotected", Optional.of(SERVICES)),
                    OwnThresholds.ENDING,
                    new MetricRegistry.Ending(
                            "at the thresholds that came with a service's own scores", Optional.of(SERVICES))));

    private Metrics() {}

    /** The metrics of this Visor, of all editions. */
    public static MetricRegistry registry() {
        return REGISTRY;
    }

    private static MetricDefinition rate(RateMetric metric, ReportGroup group, String definition) {
        return MetricDefinition.rate(metric, definition, group, 1);
    }

    private static MetricDefinition trials(Metric metric, ReportGroup group, String definition) {
        return new MetricDefinition(
                metric.name(), definition, Rate.UNIT, metric.better(), new OfTrials(metric, false), group, 1, false);
    }

    private static MetricDefinition inverted(Metric metric, String unit, String definition) {
        return new MetricDefinition(
                metric.name(), definition, unit, metric.better(), new OfTrials(metric, true), INVERSION, 1, false);
    }

    private static MetricDefinition quality(String name, String definition, String unit, Better better) {
        return new MetricDefinition(name, definition, unit, better, new OfRecord(PHOTOS), QUALITY, 1, true);
    }

    private static MetricDefinition perceptual(String name, String definition) {
        return new MetricDefinition(
                name, definition, "distance", LOWER, new NotRecorded("the photos"), QUALITY, 3, false);
    }

    private static MetricDefinition recorded(
            String name, String definition, String unit, Better better, String from, ReportGroup group) {
        return new MetricDefinition(name, definition, unit, better, new OfRecord(from), group, 1, false);
    }

    private static MetricDefinition counted(String name, String definition) {
        return new MetricDefinition(name, definition, "faces", HIGHER, new NotRecorded(COUNTED), INVERSION, 1, false);
    }

    private static MetricDefinition ahm(String level, String definition) {
        return recorded(AhmScore.PREFIX + level, definition, "likeness", LOWER, "metrics.csv", INVERSION);
    }
}
