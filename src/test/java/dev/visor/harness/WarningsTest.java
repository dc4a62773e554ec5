package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Digest;
import dev.visor.core.FaceImage;
import dev.visor.core.Far;
import dev.visor.dataset.Protocol;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.result.Dirty;
import dev.visor.result.RunInfo.Warning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a plan alone gives away, and what it does not. */
class WarningsTest {

    private static final Entry<Defense> CLOAK = AnalyticTestBed.entry("cloak", new Defense() {
        @Override
        public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
            return originals;
        }

        @Override
        public boolean needsSurrogates() {
            return true;
        }
    });

    private static final String SURROGATE = AnalyticTestBed.SURROGATE;
    private static final String VICTIM = AnalyticTestBed.VICTIM;

    private ResolvedSuite suite;
    private AnalyticTestBed testBed;

    @BeforeEach
    void plan(@TempDir Path folder) throws IOException {
        testBed = new AnalyticTestBed(folder);
        suite = cards(AnalyticTestBed.suite(List.of(CLOAK)), SURROGATE, card -> like(card, "family-a", "SetA1"));
        suite = cards(suite, VICTIM, card -> like(card, "family-b", "SetB1"));
    }

    @Test
    void aSoundPlanRaisesNothingButWhatItIsToldOf() {
        assertThat(codes(suite)).containsExactlyInAnyOrder("few-probes", "no-detector", "no-purification");
        assertThat(Warnings.of(suite, protocol(suite), true, Dirty.YES))
                .extracting(Warning::code)
                .containsExactly("few-probes", "no-purification", "uncommitted-code");
    }

    @Test
    void fewProbesAreCounted() {
        assertThat(message(suite, "few-probes"))
                .isEqualTo("all ran on 6 probes: the 95 % interval of a rate near one half spans 62 points");
    }

    @Test
    void aVictimThatIsTheSurrogateShowsNoTransfer() {
        ResolvedSuite copied =
                cards(suite, VICTIM, card -> weights(card, suite.recognizers().get(SURROGATE)));

        assertThat(message(copied, "white-box-only"))
                .isEqualTo(
                        "cloak met only victims that are its surrogates, linear-a, linear-b (the weights of linear-a): nothing was measured of how it transfers");
        assertThat(codes(suite)).doesNotContain("white-box-only");
    }

    @Test
    void trainingOnTheSamePeopleIsSeen() {
        ResolvedSuite shared = cards(suite, VICTIM, card -> like(card, "family-b", "SetA1 and photos"));

        assertThat(message(shared, "training-overlap"))
                .isEqualTo(
                        "recognizers were trained on the same people: surrogate linear-a and victim linear-b on seta1");
        assertThat(codes(suite)).doesNotContain("training-overlap");
    }

    @Test
    void trainingOnThePeopleWhoAreJudgedIsSeen() {
        ResolvedSuite known = cards(suite, VICTIM, card -> like(card, "family-b", "noise-people"));

        assertThat(message(known, "training-overlap")).endsWith("linear-b on noise-people, whose people it judges");
    }

    @Test
    void aCopyOfTheSurrogateIsNoOverlap() {
        ResolvedSuite copied = cards(
                suite,
                VICTIM,
                card -> weights(
                        like(card, "family-b", "SetA1"), suite.recognizers().get(SURROGATE)));

        assertThat(codes(copied)).doesNotContain("training-overlap");
    }

    @Test
    void aFarThatFewImpostorsCannotResolveIsSeenWhereItWasAskedFor() {
        Suite whole = suite.suite();
        // 12 impostors make 66 pairs: 13.2 false accepts at 0.2, 6.6 at 0.1.
        assertThat(message(asking(new Far(.1)), "unresolved-far"))
                .isEqualTo(
                        "66 impostor pairs cannot tell these FARs from their neighbors: 0.1 (6.6 false accepts expected)");
        assertThat(codes(asking(new Far(.16)))).doesNotContain("unresolved-far");
        assertThatThrownBy(() -> with(whole, whole.protocol(), List.of(new Far(.1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fars hold 0.1, which needs 100 impostor pairs")
                .hasMessageContaining("name it under unresolved_fars");
    }

    private ResolvedSuite asking(Far far) {
        Suite whole = suite.suite();
        Suite.Protocol sizes = whole.protocol();
        Suite.Protocol asking = new Suite.Protocol(
                sizes.probes(),
                sizes.targets(),
                sizes.distractors(),
                sizes.impostors(),
                sizes.training(),
                sizes.pairs(),
                sizes.probeLimits(),
                List.of(far),
                0);
        return new ResolvedSuite(
                with(whole, asking, List.of(far)),
                suite.defenses(),
                suite.attacks(),
                suite.rungs(),
                suite.recognizers(),
                suite.dataset(),
                suite.overrides());
    }

    private static Suite with(Suite suite, Suite.Protocol protocol, List<Far> fars) {
        return new Suite(
                suite.id(),
                suite.summary(),
                suite.caveat(),
                suite.dataset(),
                suite.detector(),
                suite.alignments(),
                protocol,
                suite.defenses(),
                suite.surrogates(),
                suite.surrogateDefenses(),
                suite.attacks(),
                suite.rungs(),
                suite.rungDefenses(),
                suite.rungVictims(),
                suite.victims(),
                fars,
                suite.seeds(),
                suite.crop(),
                suite.assets());
    }

    @Test
    void netsOfOneFamilyAndUntoldTrainingAreSeen() {
        ResolvedSuite alike = cards(suite, VICTIM, card -> like(card, "family-a, wider", "unknown"));

        assertThat(message(alike, "same-architecture")).startsWith("surrogate linear-a and victims linear-b");
        assertThat(message(alike, "unknown-training-data")).startsWith("it is not told what linear-b were trained on");
    }

    @Test
    void targetsWithoutASecondPhotoAreSeen() {
        Protocol whole = protocol(suite);
        Protocol bare = new Protocol(
                whole.probes(),
                whole.mates(),
                whole.targets(),
                List.of(),
                whole.distractors(),
                whole.impostors(),
                whole.training(),
                whole.pairs());

        assertThat(Warnings.of(suite, bare, true, Dirty.NO))
                .extracting(Warning::code)
                .contains("targets-not-enrolled");
    }

    private String message(ResolvedSuite plan, String code) {
        return Warnings.of(plan, protocol(plan), false, Dirty.NO).stream()
                .filter(warning -> warning.code().equals(code))
                .findFirst()
                .orElseThrow()
                .message();
    }

    private List<String> codes(ResolvedSuite plan) {
        return Warnings.of(plan, protocol(plan), false, Dirty.NO).stream()
                .map(Warning::code)
                .toList();
    }

    private Protocol protocol(ResolvedSuite plan) {
        return SuiteRunner.protocol(plan.suite(), testBed.dataSet(plan.dataset()));
    }

    private static ResolvedSuite cards(ResolvedSuite suite, String id, UnaryOperator<RecognizerCard> change) {
        Map<String, RecognizerCard> cards = new TreeMap<>(suite.recognizers());
        cards.compute(id, (key, card) -> change.apply(card));
        return new ResolvedSuite(
                suite.suite(),
                suite.defenses(),
                suite.attacks(),
                suite.rungs(),
                new TreeMap<>(cards),
                suite.dataset(),
                suite.overrides());
    }

    private static RecognizerCard like(RecognizerCard card, String architecture, String trainedOn) {
        return card(card, card.sha256(), architecture, trainedOn);
    }

    private static RecognizerCard weights(RecognizerCard card, RecognizerCard of) {
        return card(card, of.sha256(), card.architecture(), card.trainedOn());
    }

    private static RecognizerCard card(RecognizerCard card, Digest sha256, String architecture, String trainedOn) {
        return new RecognizerCard(
                card.id(),
                card.type(),
                card.summary(),
                card.asset(),
                sha256,
                card.crop(),
                card.dimension(),
                architecture,
                trainedOn,
                card.licence(),
                card.check(),
                card.params());
    }
}
