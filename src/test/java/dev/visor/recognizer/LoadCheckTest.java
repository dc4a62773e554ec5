package dev.visor.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Compute;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadCheckTest {

    private Compute compute;
    private Recognizer linear;

    @BeforeEach
    void open() {
        compute = Compute.open("cpu");
        linear = new LinearRecognizer("linear", 1, compute);
    }

    @AfterEach
    void close() {
        compute.close();
    }

    @Test
    void aRecognizerThatAnswersAsItsCardSaysPasses() {
        Recognizer known = carded(linear.card().crop(), LoadCheck.values(linear));

        assertThatCode(() -> LoadCheck.of(known, compute)).doesNotThrowAnyException();
    }

    @Test
    void aCardWithoutACheckPasses() {
        assertThatCode(() -> LoadCheck.of(linear, compute)).doesNotThrowAnyException();
    }

    @Test
    void anotherAnswerIsOneSentenceWithBoth() {
        Recognizer other = carded(linear.card().crop(), List.of(.5, .5, .5, .5, .5, .5, .5, .5));

        assertThatThrownBy(() -> LoadCheck.of(other, compute))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("recognizer linear: it answers [")
                .hasMessageContaining("its card says [0.5000, 0.5000");
    }

    @Test
    void aCropOfAnotherSizeIsOneSentence() {
        assertThatThrownBy(() -> LoadCheck.of(carded(Crop.ARCFACE112, List.of()), compute))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("does not take a 112 x 112 face, which crop arcface112 of its card makes");
    }

    @Test
    void thePictureTellsChannelsAndDirectionsApart() {
        FaceImage picture = SyntheticFace.of(32);

        assertThat(picture.at(0, 3, 9)).isNotEqualTo(picture.at(2, 3, 9));
        assertThat(picture.at(0, 3, 9)).isNotEqualTo(picture.at(0, 9, 3));
        assertThat(picture.quantized().pixels()).isEqualTo(picture.pixels());
    }

    /** The same recognizer under another card. */
    private Recognizer carded(Crop crop, List<Double> check) {
        RecognizerCard is = linear.card();
        RecognizerCard card = new RecognizerCard(
                is.id(),
                is.type(),
                is.summary(),
                is.asset(),
                is.sha256(),
                crop,
                is.dimension(),
                is.architecture(),
                is.trainedOn(),
                is.licence(),
                check,
                is.params());
        return new Recognizer() {
            @Override
            public RecognizerCard card() {
                return card;
            }

            @Override
            public NDArray embed(NDArray faces) {
                return linear.embed(faces);
            }

            @Override
            public List<Embedding> embed(List<FaceImage> faces) {
                return linear.embed(faces);
            }

            @Override
            public void close() {}
        };
    }
}
