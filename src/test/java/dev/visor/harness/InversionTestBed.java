package dev.visor.harness;

import dev.visor.attack.TrainingSideAttack;
import dev.visor.attack.inversion.leak.InverseTransformBaseline;
import dev.visor.core.Citation;
import dev.visor.core.Digest;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.core.measure.Far;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.None;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.InversionSuite;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.run.SuiteRunner;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.analytic.RandomProjection;
import dev.visor.recognizer.training.TrainingConfig;
import dev.visor.result.RunRecord;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** People made of coarse gray blocks, random projections for judges: an inversion suite without a file of anybody's. */
public final class InversionTestBed implements TestBed {

    public static final List<String> JURY = List.of("juror-a", "juror-b", "juror-c");
    static final String TEACHER = "teacher";

    private static final Crop CROP = Crop.ARCFACE112;
    private static final int SIDE = CROP.side();
    private static final int BLOCK = 16;
    private static final int GRAY = 128;

    private final Path folder;

    public InversionTestBed(Path folder) {
        this.folder = folder;
    }

    @Override
    public Recognizer recognizer(RecognizerCard card, Compute compute) {
        float[] pixels = new float[FaceImage.CHANNELS * SIDE * SIDE];
        Arrays.fill(pixels, GRAY);
        return new RandomProjection(
                card, new FaceImage(SIDE, SIDE, pixels), card.id().hashCode(), false, compute);
    }

    @Override
    public DataSet dataSet(DataSetCard card) {
        return card.id().equals("members") ? people("members", 8, 5, 0) : people("strangers", 30, 1, 100);
    }

    @Override
    public Optional<FaceDetector> detector(String word, Compute compute) {
        return Optional.empty();
    }

    /**
     * Runs a suite on people of this bed.
     *
     * @param out the record's folder; runs whose folders lie beside each other share a store
     */
    public RunRecord run(ResolvedInversion suite, Path out) {
        return run(suite, Shard.WHOLE, out, out.resolveSibling("cache"), Progress.SILENT, Clock.systemUTC());
    }

    public RunRecord run(ResolvedInversion suite, Shard shard, Path out, Path cache, Progress progress, Clock clock) {
        Path home = out.getParent();
        new SuiteRunner(this, progress, clock)
                .run(RunRequest.of(suite, home, cache, home, Optional.of(out), "cpu")
                        .withPhotos(true)
                        .withShard(shard));
        return new RunRecord(out);
    }

    /** The attack that a suite makes the score levels of, if it has one of this name. */
    public static final String RECOVERY = "recovery";

    public static ResolvedInversion suite(List<Entry<Defense>> defenses, List<Entry<TrainingSideAttack>> attacks) {
        return suite(defenses, attacks, Map.of(), List.of(1L));
    }

    /** @param attackDefenses which defenses an attack is restricted to */
    public static ResolvedInversion suite(
            List<Entry<Defense>> defenses,
            List<Entry<TrainingSideAttack>> attacks,
            Map<String, List<String>> attackDefenses,
            List<Long> seeds) {
        List<Entry<Defense>> allDefenses = new ArrayList<>();
        allDefenses.add(entry("none", new None()));
        allDefenses.addAll(defenses);
        List<Entry<TrainingSideAttack>> allAttacks = new ArrayList<>();
        allAttacks.add(entry("look", new InverseTransformBaseline()));
        allAttacks.addAll(attacks);
        InversionSuite suite = new InversionSuite(
                "inversion-test",
                "people made of blocks",
                "nothing about faces",
                new InversionSuite.People("members", "landmarks", 5, 3, 3),
                new InversionSuite.Others("strangers", "landmarks", 8, 12),
                false,
                new TrainingConfig("residual", 64, 16, "softmax", 2, 5, .05, .9, 0, false, 2),
                allDefenses.stream().map(Entry::id).toList(),
                List.of(),
                allAttacks.stream().map(Entry::id).toList(),
                attackDefenses,
                attacks.stream().anyMatch(attack -> attack.id().equals(RECOVERY))
                        ? List.of("look", RECOVERY)
                        : List.of(),
                JURY,
                TEACHER,
                List.of(new Far(.2)),
                2,
                2,
                1,
                "full",
                seeds,
                false);
        TreeMap<String, RecognizerCard> cards = new TreeMap<>();
        JURY.forEach(id -> cards.put(id, card(id)));
        cards.put(TEACHER, card(TEACHER));
        return new ResolvedInversion(
                suite, allDefenses, allAttacks, cards, dataSetCard("members"), dataSetCard("strangers"), List.of());
    }

    /** The same suite; its teacher has other weights. */
    public static ResolvedInversion withTeacher(ResolvedInversion suite, String weights) {
        TreeMap<String, RecognizerCard> cards = new TreeMap<>(suite.recognizers());
        cards.put(TEACHER, card(TEACHER, weights));
        return new ResolvedInversion(
                suite.suite(),
                suite.defenses(),
                suite.attacks(),
                cards,
                suite.people(),
                suite.others(),
                suite.overrides());
    }

    public static <P> Entry<P> entry(String id, P plugin) {
        TreeMap<String, String> params = new TreeMap<>(Map.of("id", id));
        return new Entry<>(id, id, "for tests", new Citation("none", "control"), params, plugin);
    }

    private static DataSetCard dataSetCard(String id) {
        return new DataSetCard(id, "blocks", "", "none@1", "", "none", "none");
    }

    private static RecognizerCard card(String id) {
        return card(id, id);
    }

    private static RecognizerCard card(String id, String weights) {
        return new RecognizerCard(
                id,
                "analytic",
                "for tests",
                new RecognizerCard.Asset("none@1", ""),
                Digest.of(weights),
                CROP,
                32,
                "projection of " + id,
                "nobody",
                "none",
                List.of(),
                Map.of());
    }

    private DataSet people(String id, int people, int shots, int from) {
        Landmarks landmarks = Landmarks.of(((Crop.FivePoint) CROP)
                .targets().stream()
                        .map(new SimilarityTransform(1, 0, 0, 0)::apply)
                        .toList());
        List<FacePhoto> photos = new ArrayList<>();
        for (int person = from; person < from + people; person++) {
            SubjectId subject = new SubjectId("p%02d".formatted(person));
            for (int shot = 0; shot < shots; shot++) {
                PhotoId photo = new PhotoId(subject + "-" + shot);
                Path file = folder.resolve(photo + ".png");
                int blocks = person;
                int noise = shot;
                DrawnPhotos.write(file, "blocks " + photo, () -> new Photo(SIDE, SIDE, pixels(blocks, noise)));
                photos.add(new FacePhoto(photo, subject, file, Optional.of(landmarks)));
            }
        }
        return new DataSet(id, photos, List.of());
    }

    /** One's own blocks of gray, and a little noise a photo. */
    public static byte[] pixels(int person, int shot) {
        SplittableRandom own = new SplittableRandom(person);
        SplittableRandom noise = new SplittableRandom(1000L * person + shot);
        int across = SIDE / BLOCK;
        int[] blocks = IntStream.range(0, across * across)
                .map(i -> 30 + own.nextInt(200))
                .toArray();
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int gray = blocks[Math.min(y / BLOCK, across - 1) * across + Math.min(x / BLOCK, across - 1)]
                        + noise.nextInt(20);
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * SIDE + x) + channel] = (byte) gray;
                }
            }
        }
        return rgb;
    }
}
