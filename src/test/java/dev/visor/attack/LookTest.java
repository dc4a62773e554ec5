package dev.visor.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.attack.Look.View;
import dev.visor.core.image.Crop;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.Point;
import dev.visor.core.image.SimilarityTransform;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Views of a face that fills its crop: its box is 78.4 x 104.8 pixels around (54.8, 64.1). */
class LookTest {

    private static final Landmarks FACE = Landmarks.of(((Crop.FivePoint) Crop.ARCFACE112).targets());
    private static final Point CENTER = new Point(54.8, 64.1);

    @Test
    void theUsualViewLeavesThePointsAsTheyAre() {
        assertThat(View.USUAL.of(FACE)).isSameAs(FACE);
    }

    @Test
    void aCropThatIsMovedShowsTheFaceOnTheOtherSide() {
        Point seen = seen(new View(.1, -.05, 1, true, false), FACE, CENTER);

        assertThat(seen.x()).isCloseTo(54.8 - 7.84, within(1e-9));
        assertThat(seen.y()).isCloseTo(64.1 + 5.24, within(1e-9));
    }

    @Test
    void aLargerCropShowsTheFaceSmallerAroundTheSameCenter() {
        View view = new View(0, 0, 1.25, true, false);

        assertThat(Crop.ARCFACE112.fit(view.of(FACE)).scale()).isCloseTo(.8, within(1e-9));
        assertThat(seen(view, FACE, CENTER).x()).isCloseTo(54.8, within(1e-9));
        assertThat(seen(view, FACE, new Point(54.8 + 10, 64.1)).x()).isCloseTo(54.8 + 8, within(1e-9));
    }

    @Test
    void aFaceThatIsNotTurnedStaysTilted() {
        SimilarityTransform tilt = new SimilarityTransform(1.6, 1.2, 30, -10);
        Landmarks tilted = Landmarks.of(FACE.points().stream().map(tilt::apply).toList());

        SimilarityTransform turned = Crop.ARCFACE112.fit(View.USUAL.of(tilted));
        SimilarityTransform fit = Crop.ARCFACE112.fit(new View(0, 0, 1, false, false).of(tilted));

        assertThat(turned.b()).isCloseTo(-.3, within(1e-9));
        assertThat(fit.b()).isCloseTo(0, within(1e-9));
        assertThat(fit.a()).as("half as large, as the face is twice as large").isCloseTo(.5, within(1e-9));
        assertThat(fit.apply(tilt.apply(CENTER)).x()).isCloseTo(54.8, within(1e-9));
        assertThat(fit.apply(tilt.apply(CENTER)).y()).isCloseTo(64.1, within(1e-9));
    }

    @Test
    void refusesWhatIsNoView() {
        assertThatThrownBy(() -> new View(2, 0, 1, true, false)).hasMessageContaining("moved by at most 1 box");
        assertThatThrownBy(() -> new View(0, 0, 0, true, false)).hasMessageContaining("scale must lie in [0.1, 10]");
        assertThatThrownBy(() -> new Look(Optional.empty(), List.of())).hasMessageContaining("at least one view");
    }

    private static Point seen(View view, Landmarks face, Point inPhoto) {
        return Crop.ARCFACE112.fit(view.of(face)).apply(inPhoto);
    }
}
