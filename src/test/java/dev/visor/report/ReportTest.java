package dev.visor.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.result.RunRecord;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

    @TempDir
    Path folder;

    @Test
    void aLargeRunFillsEverySection() throws Exception {
        RunRecord run = SyntheticRun.large(folder.resolve("large"));

        Document page = page(Report.write(List.of(run), folder.resolve("out"), new ReportOptions(true)));

        assertThat(headings(page, "h2"))
                .containsExactly(
                        "Identification: who is this?",
                        "Verification: is this her?",
                        "Quality against protection",
                        "Throughput",
                        "Provenance");
        assertThat(all(page, "table"))
                .isNotEmpty()
                .allSatisfy(table ->
                        assertThat(first(table, "caption").getTextContent()).isNotBlank());
        assertThat(all(page, "th"))
                .allSatisfy(th -> assertThat(th.getAttribute("scope")).isIn("col", "row", "rowgroup"));
        assertThat(all(page, "img"))
                .isNotEmpty()
                .allSatisfy(img -> assertThat(img.getAttribute("alt")).isNotBlank());
    }

    @Test
    void thePageLoadsNothingAndRunsNothing() throws Exception {
        RunRecord run = SyntheticRun.tiny(folder.resolve("tiny"));

        Path file = Report.write(List.of(run), folder.resolve("out"), new ReportOptions(true));

        assertThat(all(page(file), "script")).isEmpty();
        assertThat(all(page(file), "link")).isEmpty();
        assertThat(all(page(file), "img"))
                .allSatisfy(img -> assertThat(img.getAttribute("src")).startsWith("data:image/"));
        assertThat(Files.readString(file)).doesNotContain("http://").doesNotContain("https://");
    }

    @Test
    void noIdStandsTwiceEvenWithSeveralRuns() throws Exception {
        List<RunRecord> runs = List.of(
                SyntheticRun.tiny(folder.resolve("one")),
                SyntheticRun.verificationOnly(folder.resolve("two")),
                SyntheticRun.tiny(folder.resolve("three")));

        Document page = page(Report.write(runs, folder.resolve("out"), new ReportOptions(true)));

        List<String> ids = all(page, "*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(all(page, "a"))
                .allSatisfy(a -> assertThat(ids).contains(a.getAttribute("href").substring(1)));
        assertThat(headings(page, "h2")).containsExactly("one", "two", "three", "Rates over time");
    }

    @Test
    void aRunThatOnlyVerifiesHasNoEmptySections() throws Exception {
        RunRecord run = SyntheticRun.verificationOnly(folder.resolve("verification"));

        Document page = page(Report.write(List.of(run), folder.resolve("out"), new ReportOptions(true)));

        assertThat(headings(page, "h2")).containsExactly("Verification: is this her?", "Provenance");
        assertThat(page.getDocumentElement().getTextContent()).contains("so it has no headline");
        assertThat(folder.resolve("out/charts/accuracy-synthetic-faces-verify-pairs-photo-1.svg"))
                .isNotEmptyFile();
    }

    @Test
    void caveatWarningsAndCautionAreOnThePageAsWritten() throws Exception {
        RunRecord run = SyntheticRun.tiny(folder.resolve("tiny"));

        Document page = page(Report.write(List.of(run), folder.resolve("out"), new ReportOptions(true)));

        assertThat(page.getDocumentElement().getTextContent())
                .contains("these numbers follow formulas, no face was ever compared")
                .contains("few-probes 10 probes resolve | nothing <b>")
                .contains("RECONSTRUCTION")
                .contains(Report.CAUTION);
        assertThat(all(page, "b")).isEmpty();
    }

    @Test
    void theTablesOfATinyRunCanBeCheckedByEye() throws Exception {
        RunRecord run = SyntheticRun.tiny(folder.resolve("tiny"));

        Report.write(List.of(run), folder.resolve("out"), new ReportOptions(true));

        assertThat(Files.readString(folder.resolve("out/tables.md"))).startsWith("""
                # Visor report: smoke

                Run tiny

                - **none**: Clean control: rank1_untargeted 10.0 % [2.0–40.0], mean of 1 victim (n = 10 probes each).
                - **tip-im-paper**: Black-box rank1_untargeted 70.0 % [40.0–89.0], none 10.0 % [2.0–40.0]; mean of 1 victim \
                (n = 10 probes each). Weakest on esp_mfn: 70.0 % [40.0–89.0], none 10.0 %. Interval above that of none in 0 \
                of 1 cells. White-box rank1_targeted 100.0 % [72.0–100.0] (n = 10, 1 surrogate).

                **What this run cannot prove.** Anything: these numbers follow formulas, no face was ever compared.

                Warning `few-probes`: 10 probes resolve \\| nothing \\<b\\>

                ## Identification: who is this?

                ### Rank-1-T / Rank-5-T, the shared photo (headline)

                Percent: share of probes with a target's photo among the nearest 1 / nearest 5 gallery photos; higher \
                protects better. \\* white-box: the victim is a surrogate. Smaller lines: 95 % intervals of rank 1, then of \
                rank 5. Data set synthetic-faces, attack identify, alignment photo, seed 1. n = 10 probes. The row none is \
                the clean control.

                | surrogate | defense | mfn_y1 | n |
                | --- | --- | ---: | ---: |
                | mfn_y1 | tip-im-paper | 100.0/100.0\\* [72.0–100.0; 72.0–100.0] | 10 |

                ### Rank-1-UT / Rank-5-UT, the shared photo (headline)

                Percent: share of probes without a photo of their own subject among the nearest 1 / nearest 5 gallery \
                photos; higher protects better. \\* white-box: the victim is a surrogate. Smaller lines: 95 % intervals of \
                rank 1, then of rank 5. Data set synthetic-faces, attack identify, alignment photo, seed 1. n = 10 probes. \
                The row none is the clean control.

                | surrogate | defense | esp_mfn | n |
                | --- | --- | ---: | ---: |
                | – | none | 10.0/0.0 [2.0–40.0; 0.0–28.0] | 10 |
                | mfn_y1 | tip-im-paper | 70.0/50.0 [40.0–89.0; 24.0–76.0] | 10 |
                """);
    }

    @Test
    void theSameRecordGivesTheSameBytes() throws Exception {
        RunRecord run = SyntheticRun.tiny(folder.resolve("tiny"));

        Report.write(List.of(run), folder.resolve("one"), new ReportOptions(true));
        Report.write(List.of(run), folder.resolve("two"), new ReportOptions(true));

        for (String file : List.of("tables.md", "tables.tex", "index.html")) {
            assertThat(folder.resolve("one/" + file)).hasSameBinaryContentAs(folder.resolve("two/" + file));
        }
    }

    @Test
    void chartsAreFilesOfTheirOwn() throws Exception {
        RunRecord run = SyntheticRun.large(folder.resolve("large"));

        Report.write(List.of(run), folder.resolve("out"), new ReportOptions(true));

        assertThat(ImageIO.read(folder.resolve("out/charts/quality.png").toFile())
                        .getWidth())
                .isGreaterThan(1000);
        assertThat(Files.readString(folder.resolve("out/charts/quality.svg"))).contains("<svg");
    }

    @Test
    void photosAreShownWithWhatIsMissingNamed() throws Exception {
        Document page = photoReport(true);

        assertThat(all(page, "img").stream().map(img -> img.getAttribute("alt")).filter(alt -> alt.contains("Nobody")))
                .containsExactly("original photo of Nobody_0001", "protected photo of Nobody_0001");
        assertThat(page.getDocumentElement().getTextContent()).contains("no amplified mask of Nobody_0001");
    }

    @Test
    void aReportWithoutPhotosSaysSo() throws Exception {
        Document page = photoReport(false);

        assertThat(all(page, "img").stream().map(img -> img.getAttribute("alt")))
                .noneMatch(alt -> alt.contains("Nobody"));
        assertThat(page.getDocumentElement().getTextContent()).contains("Photos were left out of this report");
    }

    @Test
    void historyFollowsTheRunsByTheirStart() throws Exception {
        RunRecord late = SyntheticRun.tiny(folder.resolve("late"));
        RunRecord early = SyntheticRun.large(folder.resolve("early"));

        Report.history(List.of(late, early), folder.resolve("out"));

        List<String> rows = Files.readString(folder.resolve("out/tables.md"))
                .lines()
                .filter(line -> line.startsWith("| 1") || line.startsWith("| 2"))
                .toList();
        assertThat(rows.get(0)).startsWith("| 1 | 2000-01-01T00:00:00Z | early |");
        assertThat(rows.get(1))
                .startsWith("| 2 | 2000-01-03T00:00:00Z | late |")
                .contains("70.0 [40.0–89.0]");
        assertThat(folder.resolve("out/charts/history.png")).isNotEmptyFile();
    }

    @Test
    void historyOfRunsWithoutRanksIsTheUsersMistake() {
        RunRecord run = SyntheticRun.verificationOnly(folder.resolve("verification"));

        assertThatThrownBy(() -> Report.history(List.of(run), folder.resolve("out")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("rank1_untargeted");
    }

    private Document photoReport(boolean photos) throws Exception {
        RunRecord run = SyntheticRun.tiny(folder.resolve("tiny"));
        Path images = Files.createDirectories(folder.resolve("tiny/images/tip-im-paper/mfn_y1"));
        Files.write(images.resolve("Nobody_0001-original.png"), new byte[] {1});
        Files.write(images.resolve("Nobody_0001-protected.png"), new byte[] {2});
        return page(Report.write(List.of(run), folder.resolve("out"), new ReportOptions(photos)));
    }

    private static Document page(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file))));
    }

    private static List<String> headings(Document page, String level) {
        return all(page, level).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> all(Document page, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = page.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Element first(Element parent, String name) {
        return (Element) parent.getElementsByTagName(name).item(0);
    }
}
