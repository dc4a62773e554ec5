package dev.visor.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaceInputTest {

    /** Two pixels: red 10 and 11, green 20 and 21, blue 30 and 31. */
    private static final float[] PIXELS = {10, 11, 20, 21, 30, 31};

    @Test
    void subtractsTheMeanAndDividesByTheDeviation() {
        assertThat(input(ChannelLayout.NCHW, ColorOrder.RGB, FaceInput.each(10), FaceInput.each(2))
                        .apply(PIXELS))
                .containsExactly(0, .5f, 5, 5.5f, 10, 10.5f);
    }

    @Test
    void takesEachChannelsOwnNumbersInTheNetworksOrder() {
        assertThat(input(ChannelLayout.NCHW, ColorOrder.BGR, List.of(0., 0., 10.), List.of(10., 1., 1.))
                        .apply(PIXELS))
                .containsExactly(3, 3.1f, 20, 21, 0, 1);
    }

    @Test
    void putsTheChannelsOfAPixelTogetherWhereTheyComeLast() {
        assertThat(input(ChannelLayout.NHWC, ColorOrder.BGR, FaceInput.each(0), FaceInput.each(1))
                        .apply(PIXELS))
                .containsExactly(30, 20, 10, 31, 21, 11);
    }

    @Test
    void everythingThatANetworkIsShownCountsInTheDigestOfItsCard() {
        RecognizerCard plain = card(FaceInput.PLAIN, EmbeddingChoice.FOUND);

        assertThat(List.of(
                                plain,
                                card(FaceInput.of(Preset.INSIGHTFACE), EmbeddingChoice.FOUND),
                                card(FaceInput.of(Preset.ADAFACE), EmbeddingChoice.FOUND),
                                card(FaceInput.of(Preset.MAGFACE), EmbeddingChoice.FOUND),
                                card(FaceInput.of(Preset.FACENET), EmbeddingChoice.FOUND),
                                card(
                                        input(ChannelLayout.NHWC, ColorOrder.RGB, FaceInput.each(0), FaceInput.each(1)),
                                        EmbeddingChoice.FOUND),
                                card(FaceInput.PLAIN, new EmbeddingChoice(0, "", false)),
                                card(FaceInput.PLAIN, new EmbeddingChoice(1, "", false)),
                                card(FaceInput.PLAIN, new EmbeddingChoice(EmbeddingChoice.ONLY, "e", false)),
                                card(FaceInput.PLAIN, new EmbeddingChoice(EmbeddingChoice.ONLY, "", true)))
                        .stream()
                        .map(RecognizerCard::digest))
                .doesNotHaveDuplicates();
        // As in records that were made before cards could say anything of this.
        assertThat(plain.digest().hex()).isEqualTo("f0a553b39f6204571be5141c774c70c52472eb47adda37ceaa79e0c7338e8727");
    }

    @Test
    void aPresetAndTheSameNumbersWrittenOutAreTheSame() {
        FaceInput written = input(ChannelLayout.NCHW, ColorOrder.BGR, FaceInput.each(127.5), FaceInput.each(127.5));

        assertThat(written.digest()).isEqualTo(FaceInput.of(Preset.ADAFACE).digest());
        assertThat(written.words()).isEqualTo("bgr, (x - 127.5) / 127.5");
        assertThat(FaceInput.of(Preset.MAGFACE).words()).isEqualTo("bgr, (x - 0) / 255");
    }

    @Test
    void aDivisorOfZeroIsNone() {
        assertThatThrownBy(() -> input(ChannelLayout.NCHW, ColorOrder.RGB, FaceInput.each(0), List.of(1., 0., 1.)))
                .hasMessage("std must hold numbers above 0, got [1.0, 0.0, 1.0]");
    }

    private static FaceInput input(ChannelLayout layout, ColorOrder color, List<Double> mean, List<Double> std) {
        return new FaceInput(layout, color, mean, std, true);
    }

    private static RecognizerCard card(FaceInput input, EmbeddingChoice output) {
        return new RecognizerCard(
                "net",
                "torchscript",
                "a net",
                new RecognizerCard.Asset("", "net.pt"),
                Digest.of("net"),
                Crop.ARCFACE112,
                1,
                "unknown",
                "unknown",
                "unknown",
                List.of(),
                Map.of(),
                input,
                output);
    }
}
