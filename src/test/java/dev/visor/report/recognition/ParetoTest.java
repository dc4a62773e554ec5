package dev.visor.report.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.report.recognition.Pareto.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoTest {

    @Test
    void keepsWhatNothingElseBeats() {
        Choice control = new Choice(.04, 1, .03);
        Choice strong = new Choice(.9, .68, 200);
        Choice slowerAndWeaker = new Choice(.8, .68, 400);
        Choice prettier = new Choice(.5, .9, 3000);
        Choice slowTwinOfPrettier = new Choice(.5, .9, 3001);

        assertThat(Pareto.front(List.of(control, strong, slowerAndWeaker, prettier, slowTwinOfPrettier)))
                .containsExactly(true, true, false, true, false);
    }

    @Test
    void equalsDoNotBeatEachOther() {
        Choice one = new Choice(.5, .9, 10);

        assertThat(Pareto.front(List.of(one, new Choice(.5, .9, 10)))).containsExactly(true, true);
    }
}
