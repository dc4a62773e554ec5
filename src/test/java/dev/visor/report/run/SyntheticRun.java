package dev.visor.report.run;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Digest;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Entry;
import dev.visor.result.RunInfo.RecognizerEntry;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.DatasetEntry;
import dev.visor.result.entry.Dirty;
import dev.visor.result.entry.Environment;
import dev.visor.result.entry.Ledger;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.result.settings.RecognitionSizes;
import dev.visor.result.settings.SampleSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes run records whose numbers follow formulas and mean nothing: nobody was protected or recognized. */
public final class SyntheticRun {

    static final List<String> MODELS = List.of(
            "mfn_y1",
            "mobileface_v2",
            "mobileface_v3",
            "faceplugin_mfn512",
            "expo_mfn192",
            "edgeface_xxs",
            "esp_mfn",
            "ov_reid0095",
            "faceres");
    static final List<String> CONTROLS = List.of("none", "noise-12", "blur", "pixelation-8");
    static final List<String> DEFENSES = List.of("mim", "dim", "mt-dim", "center-opt", "tip-im-paper");
    static final List<String> SURROGATES = List.of("mfn_y1", "edgeface_xxs");

    private static final String SOME_DIGEST = Digest.of("synthetic").hex();
    private static final int PROBES = 100;

    private SyntheticRun() {}

    /** Everything a large run can have: 9 models, 2 surrogates, 9 defenses, both alignments. */
    public static RunRecord large(Path folder) {
        RunRecord record = new RunRecord(folder);
        record.write(info("lfw-tipim", 0, warnings()));
        List<MetricValue> metrics = new ArrayList<>();
        for (Alignment alignment : List.of(Alignment.CROP, Alignment.PHOTO)) {
            CONTROLS.forEach(defense -> judge(metrics, defense, List.of(), alignment));
            for (String surrogate : SURROGATES) {
                DEFENSES.forEach(defense -> judge(metrics, defense, List.of(surrogate), alignment));
            }
        }
        speeds(metrics);
        record.writeMetrics(metrics);
        record.writePhotos(photos());
        return record;
    }

    /** What lfw-verification leaves: accuracy, and nothing else. */
    public static RunRecord verificationOnly(Path folder) {
        RunRecord record = new RunRecord(folder);
        RunInfo info = info("lfw-verification", 1, List.of());
        record.write(info.ended(
                info.status(),
                info.finished().orElseThrow(),
                List.of(),
                new Counts(54000, 54000, 0, 0, 0, 0, 0, 119000, 0, 900),
                List.of(),
                List.of()));
        List<MetricValue> metrics = new ArrayList<>();
        for (int v = 0; v < MODELS.size(); v++) {
            Cell cell = cell("none", List.of(), MODELS.get(v), Alignment.PHOTO, "verify-pairs");
            double accuracy = .94 + .006 * v;
            metrics.add(value(cell, Pairing.CLEAN_CLEAN, "verification_accuracy", accuracy, 6000, Optional.empty()));
            metrics.add(value(
                    cell, Pairing.CLEAN_CLEAN, "tar_at_far_tenfold", accuracy - .01, 3000, Optional.of(new Far(1e-2))));
        }
        record.writeMetrics(metrics);
        return record;
    }

    /** The least that identifies: one defense, one model, its surrogate another; numbers to be checked by eye. */
    public static RunRecord tiny(Path folder) {
        RunRecord record = new RunRecord(folder);
        record.write(info("smoke", 2, List.of(new Warning("few-probes", "10 probes resolve | nothing <b>"))));
        Cell none = cell("none", List.of(), "esp_mfn", Alignment.PHOTO, "identify");
        Cell black = cell("tip-im-paper", List.of("mfn_y1"), "esp_mfn", Alignment.PHOTO, "identify");
        Cell white = cell("tip-im-paper", List.of("mfn_y1"), "mfn_y1", Alignment.PHOTO, "identify");
        record.writeMetrics(List.of(
                exact(none, Pairing.CLEAN_CLEAN, "rank1_untargeted", .1, .02, .4),
                exact(none, Pairing.CLEAN_CLEAN, "rank5_untargeted", 0, 0, .28),
                exact(black, Pairing.PROTECTED_CLEAN, "rank1_untargeted", .7, .4, .89),
                exact(black, Pairing.PROTECTED_CLEAN, "rank5_untargeted", .5, .24, .76),
                exact(white, Pairing.PROTECTED_CLEAN, "rank1_targeted", 1, .72, 1),
                exact(white, Pairing.PROTECTED_CLEAN, "rank5_targeted", 1, .72, 1)));
        return record;
    }

    public static RunInfo info(String suite, int day, List<Warning> warnings) {
        Instant started = Instant.parse("2000-01-0" + (day + 1) + "T00:00:00Z");
        return new RunInfo(
                RunInfo.FORMAT_VERSION,
                RunInfo.EDITION,
                RunInfo.Status.COMPLETED,
                started,
                Optional.of(started.plusSeconds(3600)),
                new RunInfo.Suite(
                        suite,
                        "Synthetic numbers, to try the report with.",
                        "Anything: these numbers follow formulas, no face was ever compared.",
                        SOME_DIGEST,
                        new SampleSettings().with("fars", List.of(.01, .001)).recognition()),
                defenses(),
                List.of(new Entry(
                        "identify",
                        "zoo",
                        "Looks probes up in a gallery.",
                        "none",
                        "control",
                        Map.of(),
                        SOME_DIGEST,
                        "c".repeat(64),
                        "")),
                recognizers(),
                new RunInfo.Detector("mtcnn", SOME_DIGEST),
                new DatasetEntry("synthetic-faces", 13233, 5749, SOME_DIGEST),
                new RecognitionSizes(PROBES, 310, 0, 10, 25, 500, 20000, 0, SOME_DIGEST),
                thresholds(),
                List.of(1L),
                "0123456789abcdef0123456789abcdef01234567",
                Dirty.YES,
                new Environment("17.0.15", "Linux 6.1 amd64", "a processor", 2, "PyTorch", "2.7.1", "cpu", 2, ""),
                new Counts(123456, 123400, 50, 0, 6, 1200, 100, 40000, 12000, 1900),
                ledgers(),
                warnings,
                Map.of());
    }

    /** The same run with another suite, other defenses and thresholds. */
    public static RunInfo with(
            RunInfo base, RunInfo.Suite suite, List<Entry> defenses, List<ThresholdEntry> thresholds) {
        return with(base, suite, defenses, base.attacks(), thresholds);
    }

    /** The same with other attacks and countermeasures. */
    public static RunInfo with(
            RunInfo base,
            RunInfo.Suite suite,
            List<Entry> defenses,
            List<Entry> attacks,
            List<ThresholdEntry> thresholds) {
        return new RunInfo(
                base.formatVersion(),
                base.edition(),
                base.status(),
                base.started(),
                base.finished(),
                suite,
                defenses,
                attacks,
                base.recognizers(),
                base.detector(),
                base.dataset(),
                base.protocol(),
                thresholds,
                base.seeds(),
                base.commit(),
                base.dirty(),
                base.environment(),
                base.counts(),
                base.ledgers(),
                base.warnings(),
                base.files());
    }

    private static List<Warning> warnings() {
        return List.of(
                new Warning("one-family", "mfn_y1 and four victims share the architecture MobileFaceNet."),
                new Warning("dirty-tree", "The code differed from the commit that is recorded."));
    }

    private static List<Entry> defenses() {
        List<Entry> entries = new ArrayList<>();
        for (String id : CONTROLS) {
            entries.add(new Entry(id, id, "A control.", "none", "control", Map.of(), SOME_DIGEST, "c".repeat(64), ""));
        }
        for (String id : DEFENSES) {
            entries.add(new Entry(
                    id,
                    "tip-im",
                    "Pushes a face towards one of ten targets.",
                    "Yang et al., ICCV 2021",
                    id.equals("center-opt") ? "reconstruction" : "paper",
                    Map.of("epsilon", "12/255", "iterations", 50, "step", "1.5/255"),
                    SOME_DIGEST,
                    "c".repeat(64),
                    id.equals("center-opt") ? "The printed formula has a typing error; ours departs from it." : ""));
        }
        return entries;
    }

    private static List<RecognizerEntry> recognizers() {
        List<RecognizerEntry> entries = new ArrayList<>();
        for (String id : MODELS) {
            entries.add(new RecognizerEntry(
                    id,
                    "torchscript",
                    Digest.of(id).hex(),
                    SOME_DIGEST,
                    "c".repeat(64),
                    id.equals("faceres") ? "wide224" : "arcface112",
                    512,
                    id.contains("mfn") ? "MobileFaceNet" : "another " + id,
                    "unknown",
                    "MIT",
                    SURROGATES.contains(id) ? List.of("model", "surrogate") : List.of("model")));
        }
        return entries;
    }

    private static List<ThresholdEntry> thresholds() {
        List<ThresholdEntry> entries = new ArrayList<>();
        for (String model : MODELS) {
            for (double far : new double[] {.01, .001}) {
                entries.add(new ThresholdEntry(
                        model,
                        "far" + far + "-01234567",
                        far,
                        .3 - far * 5,
                        far * .98,
                        far * .8,
                        far * 1.2,
                        20000,
                        SOME_DIGEST));
            }
        }
        return entries;
    }

    private static List<Ledger> ledgers() {
        List<Ledger> ledgers = new ArrayList<>();
        for (String surrogate : SURROGATES) {
            for (int d = 0; d < DEFENSES.size(); d++) {
                ledgers.add(
                        new Ledger(DEFENSES.get(d), List.of(surrogate), 5000L * (d + 1), 5000L * (d + 1), 2. + 3 * d));
            }
        }
        return ledgers;
    }

    private static void judge(List<MetricValue> out, String defense, List<String> surrogates, Alignment alignment) {
        double strength = defense.equals("none") ? 0 : .12 * (1 + DEFENSES.indexOf(defense)) + .08;
        for (int v = 0; v < MODELS.size(); v++) {
            boolean white = surrogates.contains(MODELS.get(v));
            double photo = alignment == Alignment.PHOTO ? .8 : 1;
            double away = Math.min(.99, .02 + .01 * v + photo * (white ? .9 : strength * (.6 + .05 * v)));
            double towards = Math.min(.99, white ? .93 * photo : strength * .5 * photo * (.4 + .07 * v));
            Cell search = cell(defense, surrogates, MODELS.get(v), alignment, "identify");
            Pairing pairing = defense.equals("none") ? Pairing.CLEAN_CLEAN : Pairing.PROTECTED_CLEAN;
            int n = defense.equals("mim") ? 40 : PROBES;
            out.add(value(search, pairing, "rank1_untargeted", away, n, Optional.empty()));
            out.add(value(search, pairing, "rank5_untargeted", away * .85, n, Optional.empty()));
            if (!(defense.equals("blur") && v == 8)) {
                out.add(value(search, pairing, "rank1_targeted", towards, n, Optional.empty()));
                out.add(value(search, pairing, "rank5_targeted", Math.min(1, towards * 1.05), n, Optional.empty()));
            }
            out.add(value(
                    search, pairing, "no_face_rate", defense.equals("pixelation-8") ? .31 : 0, n, Optional.empty()));
            verify(out, cell(defense, surrogates, MODELS.get(v), alignment, "verify"), away, towards);
        }
    }

    private static void verify(List<MetricValue> out, Cell cell, double away, double towards) {
        List<Pairing> pairings = cell.defense().equals("none")
                ? List.of(Pairing.CLEAN_CLEAN)
                : List.of(Pairing.PROTECTED_CLEAN, Pairing.CLEAN_PROTECTED, Pairing.PROTECTED_PROTECTED);
        for (Pairing pairing : pairings) {
            for (double far : new double[] {.01, .001}) {
                double strict = far < .005 ? 1.1 : .9;
                Optional<Far> at = Optional.of(new Far(far));
                out.add(value(cell, pairing, "psr_dodging", Math.min(1, away * strict), 310, at));
                out.add(value(cell, pairing, "psr_dodging_same", Math.min(1, away * strict * .7), PROBES, at));
                if (pairing == Pairing.PROTECTED_CLEAN || pairing == Pairing.CLEAN_CLEAN) {
                    out.add(value(cell, pairing, "psr_impersonation", towards / strict * .8, 1000, at));
                }
            }
        }
    }

    private static void speeds(List<MetricValue> out) {
        for (String surrogate : SURROGATES) {
            for (int d = 0; d < DEFENSES.size(); d++) {
                Cell cell = cell(DEFENSES.get(d), List.of(surrogate), surrogate, Alignment.CROP, "identify");
                out.add(speed(cell, "protect_images_per_s", 1 / (2. + 3 * d)));
            }
        }
        for (int v = 0; v < MODELS.size(); v++) {
            Cell cell = cell("none", List.of(), MODELS.get(v), Alignment.CROP, "identify");
            out.add(speed(cell, "embed_images_per_s", 20 + 13.7 * v));
        }
    }

    private static List<ProtectedPhoto> photos() {
        List<ProtectedPhoto> photos = new ArrayList<>();
        for (String defense : CONTROLS) {
            addPhotos(photos, defense, List.of());
        }
        for (String surrogate : SURROGATES) {
            DEFENSES.forEach(defense -> addPhotos(photos, defense, List.of(surrogate)));
        }
        return photos;
    }

    private static void addPhotos(List<ProtectedPhoto> out, String defense, List<String> surrogates) {
        boolean none = defense.equals("none");
        for (int i = 0; i < 5; i++) {
            double loss = none
                    ? 0
                    : .05
                            + .03 * (1 + DEFENSES.indexOf(defense))
                            + .01 * i
                            + .02 * SURROGATES.indexOf(surrogates.isEmpty() ? SURROGATES.get(0) : surrogates.get(0));
            boolean failed = defense.equals("blur") && i == 4;
            out.add(new ProtectedPhoto(
                    defense,
                    surrogates,
                    "synthetic-faces",
                    1,
                    new PhotoId("Nobody_000" + i),
                    new SubjectId("Nobody"),
                    failed
                            ? Optional.empty()
                            : Optional.of(new ProtectedPhoto.Quality(
                                    1 - loss,
                                    none ? OptionalDouble.empty() : OptionalDouble.of(40 - 60 * loss),
                                    none ? 0 : 12 / 255.)),
                    failed ? "failed" : "protected"));
        }
    }

    static Cell cell(String defense, List<String> surrogates, String model, Alignment alignment, String attack) {
        Access access =
                surrogates.isEmpty() ? Access.NONE : surrogates.contains(model) ? Access.WHITE_BOX : Access.BLACK_BOX;
        return SampleCells.recognition(
                defense, surrogates, attack, model, "synthetic-faces", 1, alignment, "none", access);
    }

    /** A rate with an interval of about the right width. */
    private static MetricValue value(
            Cell cell, Pairing pairing, String metric, double rate, long n, Optional<Far> far) {
        double half = 1.96 * Math.sqrt((rate * (1 - rate) + 1. / n) / n);
        Interval interval = new Interval(Math.max(0, rate - half), Math.min(1, rate + half));
        return new MetricValue(
                cell,
                pairing,
                metric,
                rate,
                Optional.of(interval),
                Optional.of(interval),
                n,
                "rate",
                Better.HIGHER,
                far);
    }

    private static MetricValue exact(Cell cell, Pairing pairing, String metric, double rate, double low, double high) {
        return new MetricValue(
                cell,
                pairing,
                metric,
                rate,
                Optional.of(new Interval(low, high)),
                Optional.empty(),
                10,
                "rate",
                Better.HIGHER,
                Optional.empty());
    }

    private static MetricValue speed(Cell cell, String metric, double perSecond) {
        return MetricValue.plain(
                cell,
                cell.defense().equals("none") ? Pairing.CLEAN_CLEAN : Pairing.PROTECTED_CLEAN,
                metric,
                perSecond,
                96,
                "images/s",
                Better.HIGHER);
    }
}
