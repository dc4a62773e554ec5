package dev.visor.harness.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.Acquired;
import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Threshold;
import dev.visor.dataset.FacePhoto;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose thresholds are set by whom. */
class CalibrationsTest {

    private static final Far TENTH = new Far(.1);

    private final Calibrations calibrations = new Calibrations();
    private final Map<PhotoId, Acquired> faces = new LinkedHashMap<>();

    @Test
    void everyPairOfImpostorsIsAskedOnce() {
        List<FacePhoto> people = List.of(seen("east", 1, 0), seen("north", 0, 1), seen("between", .6f, .8f));

        calibrations.calibrate("victim", people, faces, List.of(TENTH), List.of(TENTH));

        assertThat(calibrations.impostors()).hasSize(1);
        assertThat(calibrations.impostors().get(0).similarities()).containsExactly(.8, .6, 0);
        assertThat(calibrations.of("victim")).extracting(Threshold::impostors).containsExactly(3);
    }

    @Test
    void whoShowsNoFaceIsNobodysImpostor() {
        List<FacePhoto> people = List.of(seen("east", 1, 0), missed("away"), seen("between", .6f, .8f));

        calibrations.calibrate("victim", people, faces, List.of(TENTH), List.of(TENTH));

        assertThat(calibrations.impostors().get(0).similarities()).containsExactly(.6);
    }

    @Test
    void oneImpostorAloneCalibratesNothing() {
        calibrations.calibrate(
                "victim", List.of(seen("east", 1, 0), missed("away")), faces, List.of(TENTH), List.of(TENTH));

        assertThat(calibrations.judges()).isEmpty();
        assertThat(calibrations.of("victim")).isEmpty();
        assertThat(calibrations.calibration("victim")).isEmpty();
    }

    @Test
    void aboveTheThresholdLieAsManyImpostorsAsTheFarAllows() {
        // 0, .01, ... .99: a tenth of them, 10, lies above .89.
        calibrations.calibrate("victim", rising(100), List.of(TENTH), List.of());

        Threshold threshold = calibrations.of("victim").get(0);
        assertThat(threshold.similarity()).isEqualTo(.89);
        assertThat(threshold.reached()).isEqualTo(.1);
    }

    @Test
    void tooFewImpostorsAreRefusedUnlessTheFarIsSaidToBeUnresolved() {
        assertThatThrownBy(() -> calibrations.calibrate("victim", rising(99), List.of(TENTH), List.of()))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("FAR 0.1 needs at least 100 impostor pairs, got 99");

        calibrations.calibrate("victim", rising(99), List.of(TENTH), List.of(TENTH));
        assertThat(calibrations.judges()).containsExactly("victim");
    }

    @Test
    void everyModelHasThresholdsOfItsOwn() {
        calibrations.calibrate("one", rising(100), List.of(TENTH), List.of());
        calibrations.calibrate("two", rising(200), List.of(TENTH), List.of());

        assertThat(calibrations.judges()).containsExactly("one", "two");
        assertThat(calibrations.of("one").get(0).impostors()).isEqualTo(100);
        assertThat(calibrations.of("two").get(0).impostors()).isEqualTo(200);
        assertThat(calibrations.calibration("one")).isNotEqualTo(calibrations.calibration("two"));
    }

    private static double[] rising(int number) {
        return IntStream.range(0, number).mapToDouble(i -> i % 100 / 100.).toArray();
    }

    private FacePhoto seen(String name, float x, float y) {
        FacePhoto photo = photo(name);
        faces.put(photo.id(), new Acquired.Embedded(new Embedding(new float[] {x, y})));
        return photo;
    }

    private FacePhoto missed(String name) {
        FacePhoto photo = photo(name);
        faces.put(photo.id(), new Acquired.Missed(Acquired.Reason.NO_FACE));
        return photo;
    }

    private static FacePhoto photo(String name) {
        return new FacePhoto(new PhotoId(name), new SubjectId(name), Path.of(name + ".png"), Optional.empty());
    }
}
