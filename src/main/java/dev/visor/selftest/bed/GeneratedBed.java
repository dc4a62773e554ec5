package dev.visor.selftest.bed;

import dev.visor.core.Alignment;
import dev.visor.core.Digest;
import dev.visor.core.measure.Far;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.defense.Defense;
import dev.visor.harness.TestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.Suite;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.analytic.RandomProjection;
import dev.visor.selftest.SelfTestBed;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Generated faces, seen by random projections: everywhere, in seconds, without a file of anybody's. */
public final class GeneratedBed implements SelfTestBed, TestBed {

    private static final double EPSILON = 4 / 255.;

    private static final String DATA = "generated-faces";
    private static final int DIMENSION = 32;

    /** Weights by seed: what has equal ones is the same recognizer, whatever it is called. */
    private static final Map<String, Long> SEEDS =
            Map.of("projection-a", 1L, "renamed-a", 1L, "masked-a", 1L, "projection-b", 2L);

    private final DataSet people;

    /** @param folder for the photos, which are drawn at once */
    public GeneratedBed(Path folder) {
        this.people = GeneratedFaces.draw(DATA, folder);
    }

    @Override
    public String name() {
        return "analytic";
    }

    @Override
    public TestBed testBed() {
        return this;
    }

    @Override
    public String surrogate() {
        return "projection-a";
    }

    @Override
    public String copy() {
        return "renamed-a";
    }

    @Override
    public String blackBox() {
        return "projection-b";
    }

    @Override
    public double epsilon() {
        return EPSILON;
    }

    @Override
    public Optional<String> masked() {
        return Optional.of("masked-a");
    }

    @Override
    public ResolvedSuite suite(Setting setting) {
        List<Entry<Defense>> defenses = setting.defenses();
        Suite suite = new Suite(
                "selftest",
                "a seeded defense with a known answer",
                "says how honest the harness is, nothing about faces",
                DATA,
                "contrast",
                List.of(Alignment.CROP, Alignment.PHOTO),
                new Suite.Protocol(12, 4, 10, 30, 0, false, new TreeMap<>(), List.of(), Optional.empty(), 0),
                defenses.stream().map(Entry::id).toList(),
                List.of(List.of(setting.surrogate())),
                Map.of(),
                List.of(setting.attack().id()),
                setting.countermeasures().stream().map(Entry::id).toList(),
                Map.of(),
                Map.of(),
                List.of(surrogate(), copy(), blackBox()),
                List.of(new Far(.025)),
                List.of(1L),
                GeneratedFaces.CROP,
                false,
                List.of());
        TreeMap<String, RecognizerCard> cards = new TreeMap<>();
        SEEDS.keySet().forEach(id -> cards.put(id, card(id)));
        return new ResolvedSuite(
                suite,
                defenses,
                List.of(setting.attack()),
                setting.countermeasures(),
                cards,
                new DataSetCard(DATA, "generated", "people who do not exist", "", "", "none", "none"),
                List.of(),
                setting.guards(),
                new TreeMap<>(),
                PairDefenses.NONE);
    }

    @Override
    public Recognizer recognizer(RecognizerCard card, Compute compute) {
        return new RandomProjection(card, GeneratedFaces.common(), SEEDS.get(card.id()), masks(card.id()), compute);
    }

    @Override
    public DataSet dataSet(DataSetCard card) {
        return people;
    }

    @Override
    public Optional<FaceDetector> detector(String word, Compute compute) {
        return Optional.of(new ContrastDetector());
    }

    private static boolean masks(String id) {
        return id.startsWith("masked");
    }

    private static RecognizerCard card(String id) {
        return new RecognizerCard(
                id,
                masks(id) ? "masked-projection" : "projection",
                "a random projection",
                new RecognizerCard.Asset("", ""),
                Digest.of("projection, seed " + SEEDS.get(id) + (masks(id) ? ", in whole steps" : "")),
                GeneratedFaces.CROP,
                DIMENSION,
                "projection",
                "nothing",
                "none",
                List.of(),
                Map.of());
    }
}
