package dev.visor.harness;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.purification.Untouched;
import dev.visor.attack.zoo.GrowingGallery;
import dev.visor.attack.zoo.Identification;
import dev.visor.attack.zoo.MateAmongDistractors;
import dev.visor.attack.zoo.Recall;
import dev.visor.attack.zoo.Verification;
import dev.visor.core.Alignment;
import dev.visor.core.Citation;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.image.Crop;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Photo;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.core.measure.Far;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotosEach;
import dev.visor.defense.Defense;
import dev.visor.defense.obfuscation.None;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.Suite;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.LinearRecognizer;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** People made of noise, seen by random projections: the whole harness, without a file of anybody's. */
public final class AnalyticTestBed implements TestBed {

    public static final String SURROGATE = "linear-a";
    public static final String MODEL = "linear-b";

    private static final int SIDE = 24;
    private static final int PEOPLE = 40;

    private final Path folder;
    private final DataSet people;

    public AnalyticTestBed(Path folder) {
        this.folder = folder;
        this.people = people();
    }

    @Override
    public Recognizer recognizer(RecognizerCard card, Compute compute) {
        return new LinearRecognizer(card.id(), card.id().equals(SURROGATE) ? 1 : 2, compute);
    }

    @Override
    public DataSet dataSet(DataSetCard card) {
        return people;
    }

    @Override
    public Optional<FaceDetector> detector(String word, Compute compute) {
        return Optional.empty();
    }

    /** The file of somebody's photo, to be spoilt. */
    public Path file(PhotoId photo) {
        return people.photos().stream()
                .filter(p -> p.id().equals(photo))
                .map(FacePhoto::file)
                .findFirst()
                .orElseThrow();
    }

    /** A suite of 6 probes, 2 targets, 5 distractors and 12 impostors. */
    public static ResolvedSuite suite(List<Entry<Defense>> defenses) {
        return suite(defenses, List.of());
    }

    /** The same with countermeasures: {@code none} first, then these. */
    public static ResolvedSuite suite(List<Entry<Defense>> defenses, List<Entry<Countermeasure>> higher) {
        List<Entry<Countermeasure>> countermeasures = new ArrayList<>();
        countermeasures.add(entry("none", new Untouched()));
        countermeasures.addAll(higher);
        List<Entry<Defense>> all = new ArrayList<>();
        all.add(entry("none", new None()));
        all.addAll(defenses);
        Suite suite = new Suite(
                "analytic",
                "people made of noise",
                "nothing about faces",
                "noise-people",
                "landmarks",
                List.of(Alignment.CROP, Alignment.PHOTO),
                new Suite.Protocol(6, 2, 5, 12, 4, false, new TreeMap<>(), List.of(), Optional.empty(), 0),
                all.stream().map(Entry::id).toList(),
                List.of(List.of(SURROGATE)),
                Map.of(),
                List.of("verification", "identification"),
                countermeasures.stream().map(Entry::id).toList(),
                Map.of(),
                Map.of(),
                List.of(SURROGATE, MODEL),
                List.of(new Far(.2)),
                List.of(1L),
                LinearRecognizer.CROP,
                false,
                List.of());
        TreeMap<String, RecognizerCard> cards = new TreeMap<>();
        try (Compute compute = Compute.open("cpu")) {
            cards.put(SURROGATE, new LinearRecognizer(SURROGATE, 1, compute).card());
            cards.put(MODEL, new LinearRecognizer(MODEL, 2, compute).card());
        }
        List<Entry<RecognitionAttack>> attacks = List.of(
                entry("verification", new Verification(new Verification.Params(2))),
                entry("identification", new Identification()));
        return new ResolvedSuite(
                suite,
                all,
                attacks,
                countermeasures,
                cards,
                new DataSetCard("noise-people", "noise", "", "", "", "none", "none"),
                List.of(),
                Guards.ALL,
                new TreeMap<>(),
                PairDefenses.NONE);
    }

    /** The same suite, with one photo of each person to learn from, one to look up and one enrolled, and the attacks on galleries. */
    public static ResolvedSuite ofPersons(ResolvedSuite usual) {
        return ofPersons(usual, 1);
    }

    /** The same in splits, of which three look up every photo once. */
    public static ResolvedSuite ofPersons(ResolvedSuite usual, int splits) {
        List<Entry<RecognitionAttack>> attacks = List.of(
                entry("recall", new Recall()),
                entry("mate-among-distractors", new MateAmongDistractors()),
                entry(
                        "growing-gallery",
                        new GrowingGallery(new GrowingGallery.Params(GrowingGallery.Policy.ACCEPTED, 3))));
        Suite all = usual.suite();
        Suite suite = new Suite(
                "persons",
                all.summary(),
                all.caveat(),
                all.dataset(),
                all.detector(),
                all.alignments(),
                new Suite.Protocol(
                        6,
                        2,
                        5,
                        12,
                        0,
                        false,
                        new TreeMap<>(),
                        List.of(),
                        Optional.of(new PhotosEach(1, 1, 1, splits)),
                        0),
                all.defenses(),
                all.surrogates(),
                Map.of(),
                attacks.stream().map(Entry::id).toList(),
                all.countermeasures(),
                Map.of(),
                Map.of(),
                all.models(),
                all.fars(),
                all.seeds(),
                all.crop(),
                false,
                List.of());
        return new ResolvedSuite(
                suite,
                usual.defenses(),
                attacks,
                usual.countermeasures(),
                usual.recognizers(),
                usual.dataset(),
                List.of(),
                Guards.ALL,
                new TreeMap<>(),
                PairDefenses.NONE);
    }

    public static <P> Entry<P> entry(String id, P plugin) {
        TreeMap<String, String> params = new TreeMap<>(Map.of("id", id));
        return new Entry<>(id, id, "for tests", new Citation("none", "control"), params, plugin);
    }

    /** Everybody has a face of noise; each photo adds a little more. The first 16 have three photos, the rest one. */
    private DataSet people() {
        List<FacePhoto> photos = new ArrayList<>();
        SimilarityTransform toPhoto = new SimilarityTransform(1, 0, 4, 4);
        Landmarks landmarks = Landmarks.of(((Crop.FivePoint) LinearRecognizer.CROP)
                .targets().stream().map(toPhoto::apply).toList());
        for (int person = 0; person < PEOPLE; person++) {
            SubjectId subject = new SubjectId("person-%02d".formatted(person));
            for (int shot = 0; shot < (person < 16 ? 3 : 1); shot++) {
                PhotoId id = new PhotoId(subject + "-" + shot);
                Path file = folder.resolve(id + ".png");
                int face = person;
                int photo = shot;
                DrawnPhotos.write(file, "analytic " + id, () -> photo(face, photo));
                photos.add(new FacePhoto(id, subject, file, Optional.of(landmarks)));
            }
        }
        return new DataSet("noise-people", photos, List.of());
    }

    private static Photo photo(int person, int shot) {
        byte[] face = noise(new SplittableRandom(person), 255);
        byte[] more = noise(new SplittableRandom(1000 * person + shot + 1), 60);
        byte[] rgb = new byte[face.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.max(0, Math.min(255, (face[i] & 0xff) + (more[i] & 0xff) - 30));
        }
        return new Photo(SIDE, SIDE, rgb);
    }

    private static byte[] noise(SplittableRandom random, int range) {
        byte[] values = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) random.nextInt(range);
        }
        return values;
    }
}
