package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.harness.plan.ResolvedSuite;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The suite of trackers who learn, and what is said of trackers who name what is not there. */
class NamedTrackersTest {

    @Test
    void theToolsOwnSurrogateIsLoadedThoughItJudgesNothing() {
        ResolvedSuite suite = suite();

        assertThat(suite.recognizers()).containsKey("esp_mfn");
        assertThat(suite.judges()).doesNotContain("esp_mfn");
        assertThat(suite.cells())
                .extracting(cell -> cell.judge())
                .isSubsetOf(suite.suite().models());
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> suite(
                        "attacks.linkage-tool-30-pairs.surrogates=[nope]", "attacks.other-detector.detector=eyes"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(
                        "\"modified-linkage-tool-30-pairs\" wants recognizer \"nope\", which has no card");
        assertThatThrownBy(() -> suite("attacks.other-detector.detector=eyes"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("\"modified-other-detector\"")
                .hasMessageContaining("eyes");
    }

    @Test
    void tooFewTrainingPeopleAreTold() {
        assertThatThrownBy(() -> suite("training=31"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(
                        "countermeasure \"linkage-tool-30-pairs\" needs 32 training people, got 31: 30 to learn from and 2 as targets");
        assertThat(suite("training=32").suite().protocol().training()).isEqualTo(32);
    }

    private static ResolvedSuite suite(String... sets) {
        return new Catalog(CatalogFolders.own(Home.PATH), BuiltIns.types())
                .suite("lfw-trackers", new Overrides(List.of(sets), List.of(), List.of(), List.of()));
    }
}
