package dev.visor.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.Overrides;
import dev.visor.harness.plan.Experiment;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of before digests were made of settings alone are still known as runs of their suites. */
class SameSettingsTest {

    private static final Catalog CATALOG = new Catalog(Path.of("").toAbsolutePath());

    @ParameterizedTest
    @ValueSource(strings = {"smoke", "lfw-ladder", "lfw-verification", "inversion-orl"})
    void anOlderRecordIsKnownAsOneOfItsSuite(String suite) {
        RunInfo info = record(suite);

        assertThat(info.suite().digest()).isNotEqualTo(suite(suite).digest().hex());
        assertThat(SameSettings.of(info, suite(suite, info))).isTrue();
    }

    @Test
    void anOlderRecordIsNotTakenForOneOfOtherSettings() {
        RunInfo info = record("smoke");

        assertThat(SameSettings.of(info, suite("smoke", "seeds=[2]"))).isFalse();
        assertThat(SameSettings.of(info, suite("smoke", "defenses.noise.epsilon=6/255")))
                .isFalse();
        assertThat(SameSettings.of(info, suite("smoke", "models=[mobileface_v2]")))
                .isFalse();
        assertThat(SameSettings.of(info, suite("quickstart"))).isFalse();
    }

    private static RunInfo record(String name) {
        return new RunRecord(Path.of("results", "reference", name)).info();
    }

    /** As the record says that it was set on the command line. */
    private static Experiment suite(String id, RunInfo info) {
        return suite(id, info.suite().settings().overrides().toArray(String[]::new));
    }

    private static Experiment suite(String id, String... sets) {
        return CATALOG.experiment(id, new Overrides(List.of(sets), List.of(), List.of(), List.of()));
    }
}
