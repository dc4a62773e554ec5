package dev.visor.harness.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.layout.Lfw;
import dev.visor.harness.TestBed;
import dev.visor.harness.card.RecognizerChecks.Check;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.store.MemoryStore;
import dev.visor.recognizer.EmbeddingChoice;
import dev.visor.recognizer.FaceDetector;
import dev.visor.recognizer.FaceInput;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.Preset;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.djl.RecognizerFormats;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("model")
class RecognizerChecksTest {

    @Test
    void aSoundRecognizerPassesAndOneThatIsAskedInTheWrongScaleTakesStrangersForOnePerson() throws IOException {
        String assets = System.getenv("VISOR_ASSETS");
        Assumptions.assumeTrue(assets != null, "needs VISOR_ASSETS, a folder with models/ and data/");
        DataSet lfw = new Lfw().read("lfw", Path.of(assets, "data/lfw"));
        Path file = Path.of(assets, "models/edgeface_xxs.pt");
        RecognizerCard sound = card(Digest.ofFile(file), 512);

        assertThat(checks(sound, file, lfw)).hasSize(6).allMatch(Check::passed);
        assertThat(checks(
                        sound.asking(Crop.ARCFACE112, FaceInput.of(Preset.MAGFACE), EmbeddingChoice.FOUND), file, lfw))
                .filteredOn(check -> !check.passed())
                .extracting(Check::what)
                .containsExactly("strangers");
        assertThat(checks(card(Digest.ofFile(file), 128), file, lfw))
                .singleElement()
                .matches(check -> !check.passed() && check.detail().contains("its card says dimension 128"));
    }

    private static List<Check> checks(RecognizerCard card, Path file, DataSet data) {
        TestBed testBed = new TestBed() {
            @Override
            public Recognizer recognizer(RecognizerCard asked, Compute compute) {
                return RecognizerFormats.loader(asked.type()).load(asked, ModelFile.of(asked, file), compute);
            }

            @Override
            public DataSet dataSet(DataSetCard asked) {
                return data;
            }

            @Override
            public Optional<FaceDetector> detector(String word, Compute compute) {
                return Optional.empty();
            }
        };
        try (Compute compute = Compute.open("cpu")) {
            return RecognizerChecks.of(
                    card, testBed, data, new FaceLocator(Optional.empty(), new MemoryStore()), compute);
        }
    }

    private static RecognizerCard card(Digest sha256, int dimension) {
        return new RecognizerCard(
                "edgeface_xxs",
                "torchscript",
                "",
                new RecognizerCard.Asset("", "models/edgeface_xxs.pt"),
                sha256,
                Crop.ARCFACE112,
                dimension,
                "",
                "",
                "",
                List.of(),
                Map.of());
    }
}
