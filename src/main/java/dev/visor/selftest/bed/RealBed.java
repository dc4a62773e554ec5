package dev.visor.selftest.bed;

import dev.visor.core.Alignment;
import dev.visor.core.measure.Far;
import dev.visor.harness.TestBed;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.Suite;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.selftest.SelfTestBed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A few photos of real people, seen by real recognizers, their faces found by a real detector. */
public final class RealBed implements SelfTestBed {

    private static final double EPSILON = 8 / 255.;

    private static final String COPY = "renamed";

    private final TestBed testBed;
    private final ResolvedSuite cards;
    private final String surrogate;
    private final String blackBox;

    /**
     * Takes cards and data set of a suite.
     *
     * @param cards a suite of the catalog that names both recognizers
     * @param surrogate whose crop the seeded cases are cut to
     */
    public RealBed(TestBed testBed, ResolvedSuite cards, String surrogate, String blackBox) {
        this.testBed = testBed;
        this.cards = cards;
        this.surrogate = surrogate;
        this.blackBox = blackBox;
    }

    @Override
    public String name() {
        return "real";
    }

    @Override
    public TestBed testBed() {
        return testBed;
    }

    @Override
    public String surrogate() {
        return surrogate;
    }

    @Override
    public String copy() {
        return COPY;
    }

    @Override
    public String blackBox() {
        return blackBox;
    }

    @Override
    public double epsilon() {
        return EPSILON;
    }

    @Override
    public Optional<String> masked() {
        return Optional.empty();
    }

    @Override
    public ResolvedSuite suite(Setting setting) {
        RecognizerCard original = cards.recognizers().get(surrogate);
        TreeMap<String, RecognizerCard> recognizers = new TreeMap<>(Map.of(
                surrogate,
                original,
                COPY,
                renamed(original),
                blackBox,
                cards.recognizers().get(blackBox)));
        Suite suite = new Suite(
                "selftest",
                "a seeded defense with a known answer",
                "says how honest the harness is, nothing about defenses",
                cards.dataset().id(),
                "mtcnn",
                List.of(Alignment.CROP, Alignment.PHOTO),
                new Suite.Protocol(8, 2, 0, 33, 0, false, new TreeMap<>(), List.of(), Optional.empty(), 0),
                setting.defenses().stream().map(Entry::id).toList(),
                List.of(List.of(setting.surrogate())),
                Map.of(),
                List.of(setting.attack().id()),
                setting.countermeasures().stream().map(Entry::id).toList(),
                Map.of(),
                Map.of(),
                List.copyOf(recognizers.keySet()),
                List.of(new Far(.02)),
                List.of(1L),
                original.crop(),
                true,
                List.of());
        return new ResolvedSuite(
                suite,
                setting.defenses(),
                List.of(setting.attack()),
                setting.countermeasures(),
                recognizers,
                cards.dataset(),
                List.of(),
                setting.guards(),
                new TreeMap<>(),
                PairDefenses.NONE);
    }

    private static RecognizerCard renamed(RecognizerCard card) {
        return new RecognizerCard(
                COPY,
                card.type(),
                card.summary(),
                card.asset(),
                card.sha256(),
                card.crop(),
                card.dimension(),
                card.architecture(),
                card.trainedOn(),
                card.licence(),
                card.check(),
                card.params(),
                card.input(),
                card.output());
    }
}
