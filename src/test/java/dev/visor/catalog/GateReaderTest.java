package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.audit.compare.Comparison;
import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.core.expectation.Gate;
import dev.visor.core.expectation.Gate.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GateReaderTest {

    private static final String GATE = """
            alpha: 0.05
            power: 0.8
            same_within: 0
            rules:
              - {metric: ssim, margin: 0.01}
              - metric: rank1_untargeted
                margin: 5/100
                alignment: headline
                model: [edgeface_xxs, mfn_y1]
            throughput: {gated: false, margin: 0.3}
            """;

    @TempDir
    private Path folder;

    static List<Path> shipped() {
        return Home.files("results/gates");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyGateOfTheProjectCanBeRead(Path file) {
        assertThat(GateReader.read(file, Comparison.metrics()).rules()).isNotEmpty();
    }

    @Test
    void readsRulesInTheirOrderWithWhatTheyAreLimitedTo() throws IOException {
        Gate gate = read(GATE);

        assertThat(gate.alpha()).isEqualTo(.05);
        assertThat(gate.rules().get(0)).isEqualTo(new Gate.Rule("ssim", .01, java.util.Map.of()));
        assertThat(gate.rules().get(1).margin()).isEqualTo(.05);
        assertThat(gate.rules().get(1).only())
                .containsEntry(Selector.ALIGNMENT, Set.of("headline"))
                .containsEntry(Selector.MODEL, Set.of("edgeface_xxs", "mfn_y1"));
    }

    /** Text to replace, by what, and what is said about it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alpha: 0.05      | alfa: 0.05      | gate.yaml:1: unknown key "alfa"; did you mean "alpha"?
            power: 0.8       |                 | gate.yaml:1: key "power" is missing
            alpha: 0.05      | alpha: 0        | gate.yaml:1: alpha must lie between 0 and 0.5, got 0.0
            alpha: 0.05      | alpha: often    | gate.yaml:1: alpha must be a number or a fraction such as 12/255, got "often"
            same_within: 0   | same_within: 1  | gate.yaml:3: same_within must lie between 0 and 0.1, got 1.0
            metric: ssim     | metric: sism    | gate.yaml:5: unknown metric "sism"; did you mean "ssim"?
            margin: 0.01     | margin: 0       | gate.yaml:5: margin must be above 0, got 0.0: how much of ssim may be lost
            margin: 0.01     | marge: 0.01     | unknown key "marge"; did you mean "margin"?
            headline         | photograph      | gate.yaml:8: unknown alignment "photograph"; expected one of crop, headline, photo
            gated: false     | gated: maybe    | throughput.gated must be true or false, got "maybe"
            margin: 0.3      | margin: 2       | throughput.margin must lie between 0 and 1, got 2.0
            """)
    void saysWhatIsWrongAndWhere(String correct, String wrong, String sentence) {
        String broken = GATE.replace(correct, wrong == null ? "" : wrong);

        assertThatThrownBy(() -> read(broken)).isInstanceOf(InputError.class).hasMessageContaining(sentence);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        String broken = GATE.replace("alpha: 0.05", "alpha: often").replace("metric: ssim", "metric: beauty");

        assertThatThrownBy(() -> read(broken))
                .hasMessageContaining("alpha must be")
                .hasMessageContaining("\"beauty\"");
    }

    private Gate read(String text) throws IOException {
        Path file = folder.resolve("gate.yaml");
        Files.writeString(file, text);
        return GateReader.read(file, Comparison.metrics());
    }
}
