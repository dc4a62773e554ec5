package dev.visor.report.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.run.SyntheticCountermeasures;
import dev.visor.result.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which numbers may stand in one table. */
class ComparabilityTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void runsOfOneProtocolShareEveryTableWhateverTheirCodeAndMachine() throws Exception {
        RunRecord one = SyntheticCountermeasures.write(folder.resolve("one"));
        RunRecord two = SyntheticCountermeasures.write(folder.resolve("two"));
        change(two, "/commit", "\"abc\"");
        change(two, "/environment/cpu", "\"another processor\"");
        change(two, "/started", "\"2001-01-01T00:00:00Z\"");

        BuiltSite site = BuiltSite.of(folder.resolve("site"), List.of(one, two));

        assertThat(site.runsByTable())
                .hasSize(6)
                .allSatisfy((table, runs) -> assertThat(runs).containsExactlyInAnyOrder("one", "two"));
    }

    /** A setting of {@code run.json}, and in which tables it counts: by the beginning of their ids, or a part of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/dataset/id | \"other\" | - | data set",
                "/dataset/digest | \"0000\" | - | data set",
                "/protocol/digest | \"0000\" | - | roles",
                "/protocol/distractors | 25 | - | -",
                "/detector/digest | \"0000\" | - | detector",
                "/seeds | [2] | - | seeds",
                "/suite/settings/crop | \"other\" | - | attacker holds",
                "/suite/settings/shard | \"1/2\" | - | slice of the plan",
                "/attacks/0/params | {\"k\": \"5\"} | - | attack",
                "/recognizers/0/sha256 | \"0000\" | - | surrogates",
                "/recognizers/6/sha256 | \"0000\" | black-box | models",
                "/suite/settings/countermeasures | [\"none\", \"jpeg-75\", \"blur-1\", \"tv\"] | - | -",
                "/suite/settings/countermeasure_judges | {\"jpeg-75\": \"x\"} | worst | countermeasures",
                "/suite/settings/countermeasure_defenses | {\"jpeg-75\": [\"mim\"]} | worst | countermeasures",
                "/suite/settings/countermeasure_models | {\"jpeg-75\": [\"faceres\"]} | worst | countermeasures"
            })
    void runsThatDifferInOneSettingShareNoTableForWhichItCounts(
            String setting, String value, String tables, String said) throws Exception {
        RunRecord one = SyntheticCountermeasures.write(folder.resolve("one"));
        RunRecord two = SyntheticCountermeasures.write(folder.resolve("two"));
        change(two, setting, value);

        apart(BuiltSite.of(folder.resolve("site"), List.of(one, two)), tables, said);
    }

    /** The same for what stands in {@code metrics.csv}. */
    @ParameterizedTest
    @MethodSource("changes")
    void cellsThatDifferStandApart(String said, String tables, UnaryOperator<MetricValue> change) throws Exception {
        RunRecord one = SyntheticCountermeasures.write(folder.resolve("one"));
        RunRecord two = SyntheticCountermeasures.write(folder.resolve("two"));
        two.writeMetrics(two.metrics().stream().map(change).toList());

        apart(BuiltSite.of(folder.resolve("site"), List.of(one, two)), tables, said);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments(
                        "threshold",
                        "psr-dodging",
                        change(v ->
                                with(v, v.cell(), v.n(), v.far().map(far -> far.rate() < .005 ? new Far(.002) : far)))),
                arguments(
                        "attacker holds",
                        "-",
                        change(v -> with(v, v.cell().withAlignment(Alignment.CROP), v.n(), v.far()))),
                arguments(
                        "attack",
                        "-",
                        change(v ->
                                with(v, v.cell().attackedBy("look-up", v.cell().attackerAccess()), v.n(), v.far()))),
                arguments(
                        "surrogates",
                        "-",
                        change(v -> with(
                                v,
                                v.cell().surrogates().isEmpty()
                                        ? v.cell()
                                        : v.cell().defendedBy(v.cell().defense(), List.of("mfn_y1", "faceres")),
                                v.n(),
                                v.far()))),
                arguments(
                        "models",
                        "black-box",
                        change(v -> with(
                                v,
                                v.cell().model().equals("esp_mfn")
                                        ? v.cell().against("dlib", v.cell().defenseAccess())
                                        : v.cell(),
                                v.n(),
                                v.far()))),
                arguments("n before one model", "-", change(v -> with(v, v.cell(), 12, v.far()))));
    }

    private static UnaryOperator<MetricValue> change(UnaryOperator<MetricValue> change) {
        return change;
    }

    private static MetricValue with(MetricValue value, Cell cell, long n, Optional<Far> far) {
        return new MetricValue(
                cell,
                value.pairing(),
                value.metric(),
                value.value(),
                value.interval(),
                value.clusterInterval(),
                n,
                value.unit(),
                value.better(),
                far);
    }

    @Test
    void otherBytesOfTheSamePhotosStandApartWhereBothRecordsTell() throws Exception {
        RunRecord one = SyntheticCountermeasures.write(folder.resolve("one"));
        RunRecord two = SyntheticCountermeasures.write(folder.resolve("two"));
        change(one, "/dataset/contents", "\"0000\"");

        assertThat(BuiltSite.of(folder.resolve("site"), List.of(one, two)).runsByTable())
                .as("an older record does not tell")
                .hasSize(6);
        change(two, "/dataset/contents", "\"1111\"");
        apart(BuiltSite.of(folder.resolve("site"), List.of(one, two)), "", "photos (the same names, other bytes)");
    }

    private static void apart(BuiltSite site, String tables, String said) throws Exception {
        String part = tables.equals("-") ? "" : tables;
        boolean counts = !said.equals("-");
        site.runsByTable().forEach((table, runs) -> {
            boolean shared = runs.contains("one") && runs.contains("two");
            boolean white = table.contains("white-box");
            boolean concerned = part.isEmpty()
                    || table.contains(part)
                    // The attacker of a white-box table adapts, too.
                    || part.equals("worst") && white;
            assertThat(shared).as(table + " " + runs).isEqualTo(!(counts && concerned));
        });
        if (counts) {
            assertThat(site.text("index.html")).contains("because these differ: " + said);
        }
    }

    private static void change(RunRecord record, String pointer, String value) throws IOException {
        Path file = record.directory().resolve("run.json");
        ObjectNode root = (ObjectNode) JSON.readTree(file.toFile());
        int slash = pointer.lastIndexOf('/');
        String key = pointer.substring(slash + 1);
        assertThat(root.at(pointer).isMissingNode()).as(pointer).isFalse();
        if (root.at(pointer.substring(0, slash)) instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), JSON.readTree(value));
        } else {
            ((ObjectNode) root.at(pointer.substring(0, slash))).set(key, JSON.readTree(value));
        }
        JSON.writeValue(file.toFile(), root);
    }
}
