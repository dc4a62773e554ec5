package dev.visor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.result.RunInfo.Warning;
import dev.visor.result.entry.Dirty;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the plan of an inversion run gives away, and what it does not. */
class InversionPlanWarningsTest {

    private final PlannedRun plan = new PlannedRun();

    @BeforeEach
    void invert() {
        plan.inverts = true;
    }

    @Test
    void aWholePlanRaisesNothing() {
        plan.set("attack_defenses", Map.of("gmi", List.of("cloak")));
        plan.set("budget", 1);

        assertThat(Diagnosis.ofPlan(plan.info(), List.of())).isEmpty();
    }

    @Test
    void anAttackThatSparesDefensesIsTold() {
        plan.set("attack_defenses", Map.of("gmi", List.of()));

        assertThat(Diagnosis.ofPlan(plan.info(), List.of()))
                .containsExactly(new Warning(
                        "attack-restricted", "gmi was not run against cloak: nothing is known of how they stand it"));
    }

    @Test
    void aReadingOfAMethodThatLeavesGapsIsTold() {
        plan.defenses = List.of(PlannedRun.defense("none", "control"), PlannedRun.defense("ahm", "reconstruction"));

        assertThat(Diagnosis.ofPlan(plan.info(), List.of()))
                .containsExactly(new Warning(
                        "reconstruction", "ahm are built from what could be read of the methods; the rest is ours"));
    }

    @Test
    void aQuarterOfTheBudgetAndCodeThatIsNotCommittedAreTold() {
        plan.set("budget", .25);
        plan.set("scale", "small");
        plan.dirty = Dirty.YES;

        assertThat(Diagnosis.ofPlan(plan.info(), List.of()))
                .extracting(Warning::message)
                .containsExactly(
                        "scale small: attacks had 25 % of their steps or queries, so a larger run can only find more",
                        "the code differed from its commit: this run cannot be repeated from it");
    }
}
