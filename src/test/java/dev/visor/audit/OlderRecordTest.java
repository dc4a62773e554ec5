package dev.visor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.audit.verify.Verification;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that an earlier Visor wrote stay readable and verifiable, whatever is added since.
 *
 * <p>{@code src/test/resources/records} holds one of each edition, and is only ever added to. Where a column or a metric was added, this test
 * tells whether older records still hold: a column must come with what it holds where it is absent, a metric with the edition that it came in.
 */
final class OlderRecordTest {

    private static final Path FORMAT_ONE = Path.of("results/reference/smoke");
    private static final Path EDITION_TWO = Path.of("src/test/resources/records/edition-2");

    @ParameterizedTest
    @ValueSource(strings = {"results/reference/smoke", "src/test/resources/records/edition-2"})
    void isWhatItsRunWroteAndFollowsFromItself(String folder) {
        RunRecord record = RunRecord.open(Path.of(folder));

        assertThat(Verification.of(record).mismatches()).isEmpty();
    }

    @Test
    void theTwoFormatsTellTheSameOfOneSuite() {
        RunRecord one = RunRecord.open(FORMAT_ONE);
        RunRecord two = RunRecord.open(EDITION_TWO);

        assertThat(two.info().formatVersion()).isEqualTo(2);
        assertThat(one.info().formatVersion()).isEqualTo(1);
        assertThat(two.cells()).isEqualTo(one.cells());
        assertThat(asked(two)).isEqualTo(asked(one));
        assertThat(names(two)).isEqualTo(names(one));
    }

    @Test
    void everyTableHasTheColumnsThatItsHeaderSays() {
        RunRecord two = RunRecord.open(EDITION_TWO);

        Stream.of(RecordFile.values())
                .filter(two::has)
                .forEach(file ->
                        two.forEachRow(file, row -> assertThat(row.values()).hasSameSizeAs(file.columns())));
    }

    /** But for the digests of what it was made of and by. */
    private static Map<String, Object> asked(RunRecord record) {
        Map<String, Object> settings = RunInfo.byKey(record.info().suite().settings());
        settings.keySet().removeAll(Set.of("made_of", "code"));
        return settings;
    }

    /** Of what both editions measure. */
    private static List<String> names(RunRecord record) {
        MetricRegistry first = Metrics.registry().upTo(1);
        return record.metrics().stream()
                .filter(value -> first.named(value.metric()).isPresent())
                .filter(value -> !value.metric().endsWith("_per_s"))
                .map(OlderRecordTest::name)
                .toList();
    }

    private static String name(MetricValue value) {
        return value.cell().id() + " " + value.pairing().word() + " " + value.metric() + value.far();
    }
}
