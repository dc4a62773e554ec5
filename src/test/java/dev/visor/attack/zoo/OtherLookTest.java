package dev.visor.attack.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.Look.View;
import dev.visor.attack.zoo.OtherLook.Mirror;
import dev.visor.attack.zoo.OtherLook.Params;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherLookTest {

    @Test
    void oneViewUnlessSeveralAreAskedFor() {
        assertThat(views(0, Mirror.NONE)).containsExactly(new View(.1, 0, 1.1, true, false));
        assertThat(views(0, Mirror.ALONE)).containsExactly(new View(.1, 0, 1.1, true, true));
    }

    @Test
    void fourFurtherCropsLieAroundTheMiddleAndEachHasItsMirrorImage() {
        assertThat(views(.05, Mirror.BESIDE))
                .hasSize(10)
                .contains(new View(.1, .05, 1.1, true, false), new View(.1, -.05, 1.1, true, true))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSuitesDetectorUnlessAnotherIsNamed() {
        assertThat(new OtherLook(params("usual", 0, Mirror.NONE)).look().detector())
                .isEmpty();
        assertThat(new OtherLook(params("ultra-light", 0, Mirror.NONE)).look().detector())
                .contains("ultra-light");
    }

    @Test
    void refusesWhatLeavesTheFace() {
        assertThatThrownBy(() -> params("usual", .6, Mirror.NONE)).hasMessage("around must lie in [0, 0.5], got 0.6");
        assertThatThrownBy(() -> new SeveralDraws.Params(1, SeveralDraws.Average.PIXELS))
                .hasMessage("draws must be at least 2, got 1");
    }

    private static List<View> views(double around, Mirror mirror) {
        return new OtherLook(params("usual", around, mirror)).look().views();
    }

    private static Params params(String detector, double around, Mirror mirror) {
        return new Params(detector, .1, 0, 1.1, true, mirror, around);
    }
}
