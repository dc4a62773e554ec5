package dev.visor.recognizer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.recognizer.RecognizerCard;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PixelScaleTest {

    /** One pixel: red 10, green 20, blue 30. */
    private static final float[] PIXEL = {10, 20, 30};

    @Test
    void subtractsTheMeanAndDividesByTheDeviation() {
        assertThat(scale(Map.of("mean", 10, "std", 2.5, "channels", "rgb")).apply(PIXEL))
                .containsExactly(0, 4, 8);
    }

    @Test
    void takesEachChannelsOwnNumbersInTheNetsOrder() {
        PixelScale bgr = scale(Map.of("mean", List.of(0, 0, 10), "std", List.of(30, 1, 1), "channels", "bgr"));

        assertThat(bgr.apply(PIXEL)).containsExactly(1, 20, 0);
    }

    @Test
    void saysWhatIsWrongWithACard() {
        assertThatThrownBy(() -> scale(Map.of("mean", List.of(1, 2), "std", 1, "channels", "rgb")))
                .isInstanceOf(InputError.class)
                .hasMessage("recognizer net: params.mean is [1, 2], expected a number, or three, one a channel");
        assertThatThrownBy(() -> scale(Map.of("mean", 1, "std", 0, "channels", "rgb")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("params.std is [0.0, 0.0, 0.0], expected numbers above 0");
        assertThatThrownBy(() -> scale(Map.of("mean", 1, "std", 1, "channels", "gbr")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("params.channels is \"gbr\", expected rgb or bgr");
    }

    private static PixelScale scale(Map<String, Object> params) {
        return PixelScale.of(new RecognizerCard(
                "net",
                "onnx",
                "a net",
                new RecognizerCard.Asset("", "net.onnx"),
                Digest.of("net"),
                Crop.ARCFACE112,
                1,
                "unknown",
                "unknown",
                "unknown",
                List.of(),
                params));
    }
}
