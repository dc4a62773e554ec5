package dev.visor.harness.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.layout.Lfw;
import dev.visor.harness.Progress;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.ChannelLayout;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FileForms;
import dev.visor.recognizer.FileForms.Form;
import dev.visor.recognizer.FileForms.Output;
import dev.visor.recognizer.Preset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CardFinderTest {

    @Test
    @Tag("model")
    void findsOutOnRealPairsHowARealFileIsAsked() {
        // Its scale; the order of colors takes more pairs than a test may.
        String assets = System.getenv("VISOR_ASSETS");
        Assumptions.assumeTrue(assets != null, "needs VISOR_ASSETS, a folder with models/ and data/");
        DataSet lfw = new Lfw().read("lfw", Path.of(assets, "data/lfw"));

        CardFinder.Found found = CardFinder.find(
                "net",
                Path.of(assets, "models/edgeface_xxs.pt"),
                lfw,
                10,
                new FaceLocator(Optional.empty(), new MemoryStore()),
                Progress.SILENT);

        assertThat(found.card().input().isUnscaled()).isTrue();
        assertThat(found.card().crop().name()).isEqualTo("arcface112");
        assertThat(found.card().dimension()).isEqualTo(512);
        assertThat(found.card().check()).hasSize(8);
        assertThat(found.scores().get(0).separation().accuracy()).isGreaterThan(.8);
        assertThat(found.scores()).hasSize(8);
    }

    @Test
    void everySizeOutputAndLayoutGivesEightWays() {
        FileForms forms = new FileForms(
                List.of(form(ChannelLayout.NCHW, 112, 512, 1), form(ChannelLayout.NCHW, 160, 512, 1)), false);

        List<Candidate> candidates = Candidate.all(forms);

        assertThat(candidates).hasSize(16);
        assertThat(candidates)
                .extracting(Candidate::presetWord)
                .contains("plain", "insightface", "adaface", "magface", "facenet");
        assertThat(candidates).allMatch(candidate -> candidate.output().equals(EmbeddingChoice.FOUND));
    }

    @Test
    void anOutputIsToldWhereTwoAreOfOneSize() {
        FileForms forms = new FileForms(List.of(form(ChannelLayout.NCHW, 112, 128, 128)), false);

        assertThat(Candidate.all(forms))
                .extracting(Candidate::output)
                .containsOnly(new EmbeddingChoice(0, "", false), new EmbeddingChoice(1, "", false));
    }

    /** A convolution net gives four times the values for a face of twice the side: it was not trained on that. */
    @Test
    void theSmallestEmbeddingIsThatOfTheSizeThatAFileWasTrainedOn() {
        FileForms forms =
                new FileForms(List.of(form(ChannelLayout.NCHW, 112, 128), form(ChannelLayout.NCHW, 224, 512)), false);

        assertThat(Candidate.all(forms)).extracting(Candidate::dimension).containsOnly(128);
    }

    @Test
    void ofWaysThatAreAsAccurateTheOneThatSeparatesBestComesFirst() {
        boolean[] genuine = {true, false, true, false, true, false, true, false};
        CandidateScore close = score(genuine, .6, .5, .7, .4, .8, .3, .9, .2);
        CandidateScore far = score(genuine, .9, .1, .8, .0, .9, .1, .8, .0);
        CandidateScore luckless = score(genuine, .9, .1, .8, .0, .9, .1, .05, .0);

        assertThat(CandidateScore.bestFirst(List.of(close, luckless, far)).get(0))
                .isSameAs(far);
    }

    /** Two scales that a net hardly tells apart: one is everybody's, one is nobody's. */
    @Test
    void ofWaysThatThePairsDoNotTellApartAPresetComesFirst() {
        boolean[] genuine = {true, false, true, false, true, false, true, false};
        CandidateScore preset = score(genuine, .9, .1, .8, .0, .9, .1, .8, .0);
        Candidate unnamed = Candidate.all(new FileForms(List.of(form(ChannelLayout.NCHW, 112, 128)), false))
                .get(3);
        assertThat(unnamed.preset()).isEmpty();
        CandidateScore other = CandidateScore.of(unnamed, new double[] {.91, .09, .79, .0, .9, .1, .8, .0}, genuine);

        assertThat(CandidateScore.bestFirst(List.of(other, preset)).get(0)).isSameAs(preset);
    }

    @Test
    void pairsAreBalancedFromTheFirstOn() {
        List<FacePhoto> photos = new ArrayList<>();
        for (int person = 0; person < 6; person++) {
            for (int i = 0; i < 3; i++) {
                String id = "p%d_%d".formatted(person, i);
                photos.add(new FacePhoto(new PhotoId(id), new SubjectId("p" + person), Path.of(id), Optional.empty()));
            }
        }
        DataSet people = new DataSet("people", photos, List.of());

        List<LabelledPair> pairs = PairSample.of(people, 20);

        assertThat(pairs).hasSize(20).doesNotHaveDuplicates();
        for (int i = 0; i < pairs.size(); i++) {
            assertThat(pairs.get(i).genuine()).isEqualTo(i % 2 == 0);
        }
        assertThatThrownBy(() -> PairSample.of(people, 26))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("data set people has 12 genuine and 13 impostor pairs, and 13 of each are asked");
    }

    private static CandidateScore score(boolean[] genuine, double... similarities) {
        Candidate candidate = Candidate.all(new FileForms(List.of(form(ChannelLayout.NCHW, 112, 128)), false))
                .get(0);
        assertThat(candidate.preset()).contains(Preset.PLAIN);
        return CandidateScore.of(candidate, similarities, genuine);
    }

    private static Form form(ChannelLayout layout, int side, int... values) {
        List<Output> outputs = new ArrayList<>();
        for (int value : values) {
            outputs.add(new Output("", value));
        }
        return new Form(layout, side, side, outputs);
    }
}
