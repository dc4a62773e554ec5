package dev.visor.attack.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.TrainingPair;
import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairAugmentationTest {

    private static final TrainingPair DARK = pair("dark", 10, 14, 10, 5);
    private static final TrainingPair LIGHT = pair("light", 254, 250, 200, 207);

    /** Two pixels, the same in each channel. */
    private static TrainingPair pair(String subject, float a, float maskedA, float b, float maskedB) {
        return new TrainingPair(
                new SubjectId(subject),
                new FaceImage(2, 1, new float[] {a, b, a, b, a, b}),
                new FaceImage(2, 1, new float[] {maskedA, maskedB, maskedA, maskedB, maskedA, maskedB}));
    }

    @Test
    void aFaceWearsTheMaskOfAnotherWithinThePixelRange() {
        TrainingPair dressed = PairAugmentation.wearing(LIGHT, DARK);

        assertThat(dressed.original()).isSameAs(LIGHT.original());
        assertThat(dressed.protectedFace().pixels()).containsExactly(255, 195, 255, 195, 255, 195);
        assertThat(dressed.subject()).isEqualTo(LIGHT.subject());
    }

    @Test
    void bothSidesOfAPairAreMirroredOrNeitherIs() {
        List<TrainingPair> varied =
                PairAugmentation.of(List.of(DARK, DARK, DARK, DARK, DARK, DARK, DARK, DARK), new SplittableRandom(1));

        assertThat(varied)
                .extracting(p -> Arrays.toString(p.original().pixels())
                        + Arrays.toString(p.protectedFace().pixels()))
                .containsOnly(
                        "[10.0, 10.0, 10.0, 10.0, 10.0, 10.0][14.0, 5.0, 14.0, 5.0, 14.0, 5.0]",
                        "[10.0, 10.0, 10.0, 10.0, 10.0, 10.0][5.0, 14.0, 5.0, 14.0, 5.0, 14.0]");
    }
}
