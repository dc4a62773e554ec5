package dev.visor.audit.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.visor.catalog.GateReader;
import dev.visor.contract.Home;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** One comparison, written four times: a defense that lost half of its protection, under the default gate. */
class FormatsTest {

    @TempDir
    private Path folder;

    private Comparison comparison;

    @BeforeEach
    void compare() {
        comparison = Comparison.of(
                new SeededRun().hidden(90).defense("<cloak>").at(folder.resolve("base")),
                new SeededRun()
                        .defense("modified-<cloak>")
                        .hidden(45)
                        .shifted(.001)
                        .at(folder.resolve("new")),
                GateReader.read(Home.PATH.resolve("results/gates/default.yaml"), Comparison.metrics()));
    }

    @Test
    void theTextShowsRegressionsFirstWithBaseNewChangeAndMargin() {
        String text = TextComparison.of(comparison);

        assertThat(text.lines().filter(line -> line.startsWith("regression ")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains("0.900", "0.450", "-0.450 [", "-0.050"));
        assertThat(text.indexOf("\nregression  ")).isLessThan(text.indexOf("\npass  "));
        assertThat(text).contains("probes 100 in common", "rank1_untargeted may lose 0.05");
        assertThat(text)
                .contains(
                        "\nall rows: defense modified-<cloak> for <cloak>, alignment crop, countermeasure none, pairing");
        assertThat(text).endsWith(comparison.sentence() + "\n");
    }

    @Test
    void theTextIsTheSameInEveryLocale() {
        String here = TextComparison.of(comparison);
        Locale usual = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(TextComparison.of(comparison)).isEqualTo(here);
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void markdownFoldsAwayWhatPasses() {
        String markdown = MarkdownComparison.of(comparison);

        assertThat(markdown).startsWith("### Visor: regression\n");
        assertThat(markdown).contains("**Regressions**", "<details><summary>Passing rows: ", "\\<cloak\\>");
        assertThat(markdown.indexOf("**Regressions**")).isLessThan(markdown.indexOf("<details>"));
    }

    @Test
    void junitCountsARegressionAsAFailureAndWhatIsNotGatedAsSkipped() throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(JunitComparison.of(comparison).getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();

        assertThat(suite.getAttribute("tests")).isEqualTo("" + comparison.rows().size());
        assertThat(suite.getElementsByTagName("testcase").getLength())
                .isEqualTo(comparison.rows().size());
        assertThat(suite.getElementsByTagName("failure").getLength())
                .isEqualTo(comparison.gated(Verdict.REGRESSION).size())
                .isPositive();
        assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        assertThat(suite.getAttribute("failures"))
                .isEqualTo("" + suite.getElementsByTagName("failure").getLength());
    }

    @Test
    void jsonHoldsEveryRowWithItsNumbers() throws Exception {
        JsonNode json = new ObjectMapper().readTree(JsonComparison.of(comparison));

        assertThat(json.path("verdict").asText()).isEqualTo("regression");
        assertThat(json.path("exit_code").asInt()).isEqualTo(3);
        JsonNode first = json.path("rows").get(0);
        assertThat(first.path("verdict").asText()).isEqualTo("regression");
        assertThat(first.path("new_value").asDouble()).isEqualTo(.45);
        assertThat(first.path("change_high").asDouble()).isLessThan(-.05);
        assertThat(first.path("paired_with").asText()).contains("modified-<cloak>");
        assertThat(json.path("gate").path("rules").size()).isGreaterThan(5);
    }

    @Test
    void jsonCountsTheTrialsThatCameOutAlike() throws Exception {
        JsonNode trials =
                new ObjectMapper().readTree(JsonComparison.of(comparison)).path("trials");

        // Of 100 probes, 90 and 45 are hidden; each is searched for once, and compared with three photos.
        assertThat(trials.path("paired").asInt()).isEqualTo(400);
        assertThat(trials.path("same_outcomes").asInt()).isEqualTo(400);
        assertThat(trials.path("ranked").asInt()).isEqualTo(100);
        assertThat(trials.path("same_ranks").asInt()).isEqualTo(55);
        assertThat(trials.path("judged").asInt()).isEqualTo(300);
        assertThat(trials.path("same_verdicts").asInt()).isEqualTo(165);
        assertThat(trials.path("largest_similarity_difference").asDouble()).isCloseTo(.601, within(1e-9));
    }
}
