package dev.visor.report.inversion;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Digest;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Label;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Interval;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.Threshold;
import dev.visor.metric.evaluation.Judgment;
import dev.visor.metric.evaluation.JuryVerdict;
import dev.visor.metric.inversion.ChanceLevel;
import dev.visor.report.run.SyntheticRun;
import dev.visor.result.RolePlayed;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Entry;
import dev.visor.result.RunInfo.RecognizerEntry;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.TrainingCurve;
import dev.visor.result.TrialWriter;
import dev.visor.result.settings.InversionSettings;
import dev.visor.result.settings.InversionSizes;
import dev.visor.result.settings.SampleSettings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * An inversion that can be worked out by hand: ten people, two reconstructions of each, and three judges of whom the third is always wrong, so that
 * the other two decide. An attack recovers the first people of a defense, both times: those that {@link #recovered} tells.
 */
public final class SyntheticInversion {

    static final List<String> DEFENSES = List.of(
            "none",
            "augmentation",
            "dp-noise-eps16",
            "dp-sgd-noise-1",
            "mixup-k2",
            "mixup-k4",
            "instahide",
            "frequency-mask",
            "ahm",
            "ahm-uniform",
            "ahm-k2",
            "ahm-k6");
    static final List<String> ATTACKS =
            List.of("look", "gmi", "mi-face", "cgan-black", "brep-mi", "linkage", "unmix-average");
    static final List<String> JURY = List.of("edgeface_xxs", "mobileface_v2", "mfn_y1");
    static final String TEACHER = "faceplugin_mfn512";
    static final String MODEL = "residual64-softmax";
    static final int PEOPLE = 10;
    static final int TRIES = 2;

    private static final Map<String, AttackerAccess> REACHES = Map.of(
            "look", AttackerAccess.LEAKED_DATA,
            "gmi", AttackerAccess.WHITE_BOX,
            "mi-face", AttackerAccess.WHITE_BOX,
            "cgan-black", AttackerAccess.SCORES,
            "brep-mi", AttackerAccess.LABEL_ONLY,
            "linkage", AttackerAccess.LEAKED_DATA,
            "unmix-average", AttackerAccess.LEAKED_DATA);

    /** Beside the control, which all meet. */
    private static final Map<String, List<String>> MEETS =
            Map.of("brep-mi", List.of("ahm"), "unmix-average", List.of("mixup-k4", "instahide", "ahm"));

    private static final int EPOCHS = 12;
    private static final String SOME_DIGEST = Digest.of("synthetic").hex();

    /** Whether the adaptive defense does as well as the even draw, or better. */
    private final boolean better;

    private SyntheticInversion(boolean better) {
        this.better = better;
    }

    /** Adaptive masking gives less away than an even draw. */
    public static RunRecord better(Path folder) {
        return new SyntheticInversion(true).write(folder);
    }

    /** Adaptive masking does what an even draw does, and linkage finds one of ten even on bare photos. */
    static RunRecord equal(Path folder) {
        return new SyntheticInversion(false).write(folder);
    }

    /** How many of the ten people an attack recovers. */
    int recovered(String attack, String defense) {
        if (attack.equals("mi-face")) {
            return defense.equals("none") ? 1 : 0;
        }
        if (attack.equals("unmix-average")) {
            return defense.equals("none") ? 10 : 9;
        }
        if (attack.equals("linkage") && !better) {
            return 1;
        }
        if (defense.equals("none")) {
            return attack.equals("look") || attack.equals("linkage") ? 10 : attack.equals("gmi") ? 9 : 8;
        }
        if (defense.equals("ahm-uniform") || defense.equals("ahm") && !better) {
            return attack.equals("cgan-black") ? 3 : 9;
        }
        if (defense.equals("ahm")) {
            return attack.equals("linkage") ? 8 : 1;
        }
        return Math.max(0, 9 - DEFENSES.indexOf(defense) - ATTACKS.indexOf(attack) % 3);
    }

    /** Of the ten test photos, one of each person. */
    private static int named(String defense) {
        return defense.equals("none") || defense.startsWith("ahm") ? 10 : defense.startsWith("dp-sgd") ? 5 : 9;
    }

    private RunRecord write(Path folder) {
        RunRecord record = new RunRecord(folder);
        record.write(info());
        record.writeRoles(roles());
        record.writeTraining(training());
        List<MetricValue> metrics = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        List<Trial> trials = new ArrayList<>();
        for (String defense : DEFENSES) {
            ownWork(defense, cells, trials, metrics);
            for (String attack : ATTACKS) {
                if (defense.equals("none")
                        || MEETS.getOrDefault(attack, DEFENSES).contains(defense)) {
                    attack(defense, attack, cells, trials, metrics);
                }
            }
            plain(defense, metrics);
        }
        try (TrialWriter writer =
                record.trialWriter(cells, cell -> Optional.empty(), trial -> OptionalDouble.empty())) {
            trials.forEach(writer::write);
        }
        record.writeMetrics(metrics);
        return record;
    }

    private static Cell cell(String defense, String attack, String model) {
        return attack.equals("own-accuracy")
                ? SampleCells.ownWork(defense, attack, model, "synthetic-faces", 1)
                : SampleCells.inversion(
                        defense,
                        attack,
                        REACHES.getOrDefault(attack, AttackerAccess.NONE),
                        MODEL,
                        model,
                        "synthetic-faces",
                        1);
    }

    private void ownWork(String defense, List<Cell> cells, List<Trial> trials, List<MetricValue> metrics) {
        List<String> judges = new ArrayList<>(List.of(MODEL));
        if (defense.equals("none")) {
            judges.addAll(JURY);
            judges.add(TEACHER);
        }
        for (String judge : judges) {
            Cell cell = cell(defense, "own-accuracy", judge);
            cells.add(cell);
            boolean model = judge.equals(MODEL);
            List<Trial> own = new ArrayList<>();
            for (int person = 0; person < PEOPLE; person++) {
                boolean right = model ? person < named(defense) : person > 0;
                own.add(search(
                        cell,
                        model ? Pairing.ASKED_TRAINED : Pairing.CLEAN_CLEAN,
                        person,
                        "s%d_9".formatted(person),
                        right ? 1 : 4));
            }
            trials.addAll(own);
            metrics.addAll(Judgment.of(own, List.of()));
            metrics.add(value(
                    cell,
                    Pairing.CLEAN_CLEAN,
                    "verification_accuracy",
                    model ? .8 : .95,
                    Optional.of(new Interval(.7, .97)),
                    360));
        }
    }

    private void attack(
            String defense, String attack, List<Cell> cells, List<Trial> trials, List<MetricValue> metrics) {
        boolean linkage = attack.equals("linkage");
        List<String> judges = linkage ? List.of(TEACHER) : JURY;
        JuryVerdict verdict = new JuryVerdict(cell(defense, attack, judges.get(0)));
        int before = trials.size();
        for (String judge : judges) {
            Cell cell = cell(defense, attack, judge);
            cells.add(cell);
            boolean fooled = judge.equals(JURY.get(2));
            List<Trial> own = new ArrayList<>();
            for (int person = 0; person < PEOPLE; person++) {
                for (int attempt = 0; attempt < TRIES; attempt++) {
                    boolean hit = person < recovered(attack, defense) && !fooled;
                    String probe = "s%d#%d".formatted(person, attempt);
                    own.add(search(cell, Pairing.RECONSTRUCTED_CLEAN, person, probe, hit ? 1 : 3));
                    own.add(pair(cell, Pairing.RECONSTRUCTED_CLEAN, person, probe, Label.SAME, hit ? .9 : .1));
                    own.add(pair(cell, Pairing.RECONSTRUCTED_CLEAN, person, probe, Label.OTHER, hit ? .6 : .1));
                    own.add(search(cell, Pairing.MISNAMED_CLEAN, person, probe, person == 0 ? 1 : 2));
                    double luck = person == 0 && !fooled ? .6 : .1;
                    own.add(pair(cell, Pairing.MISNAMED_CLEAN, person, probe, Label.OTHER, luck));
                    own.add(search(cell, Pairing.STRANGER_CLEAN, person, probe, 6));
                    if (defense.equals("none") && !REACHES.get(attack).equals("data")) {
                        own.add(search(cell, Pairing.BASELINE_CLEAN, person, "baseline-" + probe, person == 0 ? 1 : 7));
                    }
                }
            }
            trials.addAll(own);
            metrics.addAll(Judgment.of(own, List.of(threshold(.1, .3), threshold(.01, .7))));
            verdict.add(own);
        }
        metrics.addAll(
                linkage
                        ? ChanceLevel.ofOneJudge(cell(defense, attack, TEACHER), trials.subList(before, trials.size()))
                        : verdict.metrics());
        Cell plain = cell(defense, attack, "-");
        metrics.add(value(plain, Pairing.RECONSTRUCTED_CLEAN, "queries", 12345, Optional.empty(), 1));
        metrics.add(value(plain, Pairing.RECONSTRUCTED_CLEAN, "gradient_queries", 678, Optional.empty(), 1));
        if (!linkage) {
            metrics.add(value(
                    plain, Pairing.RECONSTRUCTED_CLEAN, "recovered_ssim", .25, Optional.of(new Interval(.2, .3)), 20));
        }
    }

    private static void plain(String defense, List<MetricValue> metrics) {
        Cell cell = cell(defense, "-", "-");
        double speed = defense.equals("none") ? 240 : defense.equals("ahm") ? 100 : 160;
        metrics.add(value(cell, Pairing.PROTECTED_CLEAN, "train_photos_per_s", speed, Optional.empty(), 600));
        if (defense.equals("dp-sgd-noise-1")) {
            metrics.add(value(cell, Pairing.ASKED_TRAINED, "dp_epsilon", 7.25, Optional.empty(), 720));
        }
        Map<String, Double> recovered =
                Map.of("ahm", .25, "mixup-k2", .25, "frequency-mask", .251, "dp-noise-eps16", .250001);
        if (recovered.containsKey(defense)) {
            metrics.add(value(cell, Pairing.PROTECTED_CLEAN, "ahm_visual", .5, Optional.empty(), 20));
            metrics.add(
                    value(cell, Pairing.PROTECTED_CLEAN, "ahm_attack", recovered.get(defense), Optional.empty(), 20));
            metrics.add(value(cell, Pairing.PROTECTED_CLEAN, "ahm_score", .35, Optional.empty(), 20));
        }
    }

    private static Trial search(Cell cell, Pairing pairing, int person, String probe, int rank) {
        SubjectId subject = new SubjectId("s" + person);
        return new Trial.Identification(
                cell,
                pairing,
                subject,
                new PhotoId(probe),
                new Outcome.Compared(.5),
                Optional.of(new Trial.Found(
                        rank,
                        OptionalInt.empty(),
                        Optional.empty(),
                        rank == 1 ? subject : new SubjectId("s" + (person + 1) % PEOPLE))));
    }

    private static Trial pair(Cell cell, Pairing pairing, int person, String probe, Label label, double similarity) {
        SubjectId subject = new SubjectId("s" + person);
        return new Trial.Verification(
                cell,
                pairing,
                subject,
                new PhotoId(probe),
                subject,
                new PhotoId("s%d_%d".formatted(person, label == Label.SAME ? 1 : 8)),
                label,
                OptionalInt.empty(),
                new Outcome.Compared(similarity));
    }

    private static Threshold threshold(double far, double similarity) {
        return new Threshold(
                similarity, new Far(far), far, new Interval(far / 2, far * 2), 11175, Digest.of("impostors"));
    }

    private static MetricValue value(
            Cell cell, Pairing pairing, String metric, double value, Optional<Interval> interval, long n) {
        String unit = metric.equals("dp_epsilon") ? "epsilon at delta 0.001" : "rate";
        return new MetricValue(
                cell, pairing, metric, value, interval, Optional.empty(), n, unit, Better.LOWER, Optional.empty());
    }

    private static List<RolePlayed> roles() {
        List<RolePlayed> roles = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            for (int photo = 0; photo < 3; photo++) {
                roles.add(new RolePlayed(
                        photo < 2 ? "private" : "private-test",
                        "synthetic-faces",
                        new SubjectId("s" + person),
                        new PhotoId("s%d_%d".formatted(person, photo))));
            }
        }
        return roles;
    }

    private static List<TrainingCurve> training() {
        List<TrainingCurve> curves = new ArrayList<>();
        for (String defense : DEFENSES) {
            int place = DEFENSES.indexOf(defense);
            for (int epoch = 0; epoch <= EPOCHS; epoch++) {
                double learned = 1 - Math.exp(-epoch / (2. + place * .4));
                curves.add(curve(defense, epoch, "validation_accuracy", .1 + .8 * learned));
                if (epoch > 0) {
                    curves.add(curve(defense, epoch, "training_loss", 2.3 - (2 - .1 * place) * learned));
                }
                if (epoch > 0 && defense.startsWith("ahm")) {
                    strategy(defense, epoch, curves);
                }
            }
        }
        return curves;
    }

    /** The adaptive one drifts to k = 6, and has it in 95 of 100 rows at the end. */
    private static void strategy(String defense, int epoch, List<TrainingCurve> curves) {
        double most = .2 + .75 * (epoch - 1) / (EPOCHS - 1);
        for (int k = 2; k <= 6; k++) {
            double share =
                    switch (defense) {
                        case "ahm" -> k == 6 ? most : (1 - most) / 4;
                        case "ahm-uniform" -> .2;
                        default -> defense.endsWith("k" + k) ? 1 : 0;
                    };
            curves.add(curve(defense, epoch, "k" + k, share));
        }
        curves.add(curve(
                defense,
                epoch,
                "k_entropy",
                defense.equals("ahm")
                        ? 1.609 * (1 - (epoch - 1) / (double) EPOCHS)
                        : defense.equals("ahm-uniform") ? 1.609 : 0));
        curves.add(curve(defense, epoch, "reward", 2 - .1 * epoch));
    }

    private static TrainingCurve curve(String defense, int epoch, String figure, double value) {
        return new TrainingCurve(defense, MODEL, 1, epoch, figure, value);
    }

    static RunInfo info() {
        RunInfo base = SyntheticRun.info("inversion-synthetic", 4, List.of());
        List<String> attacks = new ArrayList<>(List.of("own-accuracy"));
        attacks.addAll(ATTACKS);
        Map<String, List<String>> judges = new TreeMap<>(Map.of("own-accuracy", List.of(MODEL)));
        ATTACKS.forEach(attack -> judges.put(attack, attack.equals("linkage") ? List.of(TEACHER) : JURY));
        Map<String, String> access = new TreeMap<>();
        REACHES.forEach((attack, has) -> access.put(attack, has.word()));
        InversionSettings settings = new SampleSettings()
                .with("model", MODEL)
                .with("attacks", attacks)
                .with("attack_defenses", MEETS)
                .with("attacker_access", access)
                .with("judges", judges)
                .with("jury", JURY)
                .with("teacher", TEACHER)
                .with("fars", List.of(.1, .01))
                .with("ahm_score_attacks", List.of("look", "recovery-unet-white"))
                .with("made_of", Map.of("suite", SOME_DIGEST))
                .inversion();
        RunInfo.Suite suite = new RunInfo.Suite(
                "inversion-synthetic", "Synthetic numbers.", base.suite().caveat(), SOME_DIGEST, settings);
        return new RunInfo(
                base.formatVersion(),
                base.edition(),
                base.status(),
                base.started(),
                base.finished(),
                suite,
                DEFENSES.stream().map(SyntheticInversion::defense).toList(),
                attacks.stream().map(SyntheticInversion::attackEntry).toList(),
                recognizers(),
                base.detector(),
                base.dataset(),
                new InversionSizes(PEOPLE, 20, 10, 100, 150, 360, SOME_DIGEST),
                List.of(),
                base.seeds(),
                base.commit(),
                base.dirty(),
                base.environment(),
                base.counts(),
                List.of(),
                List.of(
                        new Warning(
                                "weak-attack", "top-1 against no defense was not shown to be above chance for mi-face"),
                        new Warning("attack-restricted", "brep-mi was not run against others")),
                Map.of());
    }

    private static Entry defense(String id) {
        Map<String, Object> params = new TreeMap<>();
        if (id.startsWith("dp-noise")) {
            params.put("epsilon", 16);
        } else if (id.equals("ahm")) {
            params.put("k", "adaptive");
        } else if (id.equals("ahm-uniform")) {
            params.put("k", "uniform");
        } else if (id.matches(".*-k\\d")) {
            params.put("k", Integer.parseInt(id.substring(id.length() - 1)));
        }
        String type = id.startsWith("ahm")
                ? "ahm"
                : id.startsWith("mixup") ? "mixup" : id.startsWith("dp-noise") ? "dp-noise" : id;
        String fidelity = id.equals("none") || id.equals("augmentation")
                ? "control"
                : id.startsWith("dp-sgd") ? "paper" : "reconstruction";
        return new Entry(id, type, "A defense.", "somebody, 2020", fidelity, params, SOME_DIGEST, "c".repeat(64), "");
    }

    private static Entry attackEntry(String id) {
        return new Entry(id, id, "An attack.", "somebody, 2020", "paper", Map.of(), SOME_DIGEST, "c".repeat(64), "");
    }

    private static List<RecognizerEntry> recognizers() {
        List<RecognizerEntry> entries = new ArrayList<>();
        for (String id : JURY) {
            entries.add(recognizer(id, "juror"));
        }
        entries.add(recognizer(TEACHER, "teacher"));
        return entries;
    }

    private static RecognizerEntry recognizer(String id, String role) {
        return new RecognizerEntry(
                id,
                "torchscript",
                Digest.of(id).hex(),
                SOME_DIGEST,
                "c".repeat(64),
                "arcface112",
                512,
                id,
                "unknown",
                "MIT",
                List.of(role));
    }

    /** Gray squares for faces, of the first three people. */
    public static void pictures(Path run, String defense, String attack) {
        try {
            Path folder = Files.createDirectories(
                    run.resolve("images").resolve(defense).resolve(attack));
            for (int person : new int[] {0, 2, 10}) {
                write(folder.resolve("s%d-real.png".formatted(person)), 40 + person);
                write(folder.resolve("s%d-reconstructed.png".formatted(person)), 140 + person);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, int gray) throws IOException {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                picture.setRGB(x, y, 0x010101 * Math.min(255, gray + x / 2));
            }
        }
        ImageIO.write(picture, "png", file.toFile());
    }
}
