package dev.visor.harness.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.measure.Far;
import dev.visor.harness.AnalyticTestBed;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a suite may ask of 12 impostors, who make 66 pairs. */
class SuiteTest {

    private static final Far RESOLVED = new Far(.2);
    private static final Far UNRESOLVED = new Far(.1);

    @Test
    void aFarThatTheImpostorsDoNotResolveIsRefused() {
        assertThatThrownBy(() -> asking(List.of(UNRESOLVED), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fars hold 0.1, which needs 100 impostor pairs, and 12 impostors make 66: "
                        + "take at least 15 impostors or a higher FAR, or name it under unresolved_fars");
    }

    @Test
    void oneUnresolvedFarIsEnoughToRefuseTheRest() {
        assertThatThrownBy(() -> asking(List.of(RESOLVED, UNRESOLVED), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("fars hold 0.1");
    }

    @Test
    void itIsAcceptedWhereTheSuiteSaysThatItIsUnresolved() {
        assertThat(asking(List.of(UNRESOLVED), List.of(UNRESOLVED)).fars()).containsExactly(UNRESOLVED);
    }

    @Test
    void aFarIsResolvedByTenFalseAcceptsExpected() {
        Suite suite = asking(List.of(RESOLVED), List.of());

        assertThat(suite.protocol().impostorPairs()).isEqualTo(66);
        assertThat(suite.protocol().resolves(new Far(10 / 66.))).isTrue();
        assertThat(suite.protocol().resolves(new Far(9.9 / 66))).isFalse();
    }

    private static Suite asking(List<Far> fars, List<Far> unresolved) {
        Suite suite = AnalyticTestBed.suite(List.of()).suite();
        return new Suite(
                suite.id(),
                suite.summary(),
                suite.caveat(),
                suite.dataset(),
                suite.detector(),
                suite.alignments(),
                new Suite.Protocol(6, 2, 5, 12, 4, false, new TreeMap<>(), unresolved, Optional.empty(), 0),
                suite.defenses(),
                suite.surrogates(),
                suite.surrogateDefenses(),
                suite.attacks(),
                suite.countermeasures(),
                suite.countermeasureDefenses(),
                suite.countermeasureModels(),
                suite.models(),
                fars,
                suite.seeds(),
                suite.crop(),
                suite.assets(),
                suite.services());
    }
}
