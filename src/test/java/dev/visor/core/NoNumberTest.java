package dev.visor.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.image.FaceImage;
import org.junit.jupiter.api.Test;

/** What is no number becomes no value of the domain, wherever it comes from. */
class NoNumberTest {

    @Test
    void itIsNoEmbedding() {
        for (float wrong : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> new Embedding(new float[] {1, wrong}))
                    .isInstanceOf(ContractViolation.class)
                    .hasMessageContaining("a value that is " + wrong);
            assertThatThrownBy(() -> Embedding.normalized(new float[] {1, wrong}))
                    .isInstanceOf(ContractViolation.class);
        }
    }

    @Test
    void itIsNoOutcomeOfATrial() {
        assertThatThrownBy(() -> new Outcome.Compared(Double.NaN))
                .isInstanceOf(ContractViolation.class)
                .hasMessageContaining("a similarity is NaN");
    }

    @Test
    void itIsNoPixelOfWhatIsSaved() {
        FaceImage face = new FaceImage(1, 1, new float[] {1, Float.NaN, 300});
        assertThatThrownBy(face::quantized).isInstanceOf(ContractViolation.class);
        assertThat(new FaceImage(1, 1, new float[] {1.4f, -2, 300}).quantized().pixels())
                .containsExactly(1, 0, 255);
    }
}
