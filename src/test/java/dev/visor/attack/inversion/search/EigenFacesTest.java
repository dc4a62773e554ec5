package dev.visor.attack.inversion.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.attack.inversion.Waves;
import dev.visor.attack.inversion.algebra.SymmetricMatrix;
import dev.visor.core.InputError;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Compute;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EigenFacesTest {

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open("cpu");
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void findsTheWavesThatFacesWereMadeOfAndHowMuchOfEachThereIs() {
        List<FaceImage> faces = new ArrayList<>();
        // Every combination of signs: the covariance is exactly diagonal in the waves.
        for (int signs = 0; signs < 8; signs++) {
            float[] pixels = new float[3 * Waves.PLANE];
            for (int p = 0; p < pixels.length; p++) {
                double value = .1;
                for (int k = 0; k < 3; k++) {
                    value += ((signs >> k & 1) * 2 - 1) * (3 - k) * Waves.wave(k)[p % Waves.PLANE];
                }
                pixels[p] = (float) (127.5 * (1 + value));
            }
            faces.add(new FaceImage(Waves.SIDE, Waves.SIDE, pixels));
        }
        EigenFaces found =
                EigenFaces.of(AuxiliaryFaces.of(faces, 1, "a test"), 3, new SplittableRandom(1), compute.manager());

        // The last face has one deviation more than the mean of every wave, or less where the axis points the other
        // way.
        for (float value :
                found.code(AuxiliaryFaces.of(faces, 1, "a test").rows().get(7))) {
            assertThat(Math.abs(value)).isEqualTo(1, within(1e-4f));
        }
        for (int k = 0; k < 3; k++) {
            assertThat(found.deviations()[k]).isEqualTo(3 - k, within(1e-4));
            double product = 0;
            for (int p = 0; p < Waves.PLANE; p++) {
                product += found.axes()[k][p] * Waves.wave(k)[p];
                assertThat(found.mean()[p]).isEqualTo(.1f, within(1e-5f));
            }
            assertThat(Math.abs(product)).isEqualTo(1, within(1e-4));
        }
    }

    @Test
    void aSmallMatrixHasTheEigenvaluesOfItsCharacteristicPolynomial() {
        SymmetricMatrix.Eigen eigen = new SymmetricMatrix(new double[][] {{2, 1}, {1, 2}}).eigen();

        assertThat(eigen.values()).containsExactly(new double[] {3, 1}, within(1e-12));
        assertThat(eigen.columns()[0][0] / eigen.columns()[1][0]).isEqualTo(1, within(1e-12));
        assertThat(eigen.columns()[0][1] / eigen.columns()[1][1]).isEqualTo(-1, within(1e-12));
    }

    @Test
    void grayPhotosKeepOnePlaneAndOthersThree() {
        List<FaceImage> gray = Waves.faces(2, 3, 1);
        float[] pixels = gray.get(0).pixels().clone();
        pixels[0] = 1;
        FaceImage colored = new FaceImage(Waves.SIDE, Waves.SIDE, pixels);

        assertThat(AuxiliaryFaces.of(gray, 1, "a test").colors()).isEqualTo(1);
        assertThat(AuxiliaryFaces.of(List.of(gray.get(1), colored), 1, "a test").colors())
                .isEqualTo(3);
        assertThatThrownBy(() -> AuxiliaryFaces.of(gray, 3, "a test"))
                .isInstanceOf(InputError.class)
                .hasMessageStartingWith("a test needs at least 3 auxiliary photos, got 2");
    }

    @Test
    void mirroredPhotosComeAfterThePhotos() {
        FaceImage face = Waves.faces(1, 8, 2).get(0);
        AuxiliaryFaces both = AuxiliaryFaces.of(List.of(face), 1, "a test").withMirrored();

        assertThat(both.rows()).hasSize(2);
        assertThat(both.rows().get(1))
                .isEqualTo(AuxiliaryFaces.of(List.of(face.mirrored()), 1, "a test")
                        .rows()
                        .get(0));
    }
}
