package dev.visor.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.SyntheticCountermeasures;
import dev.visor.report.run.SyntheticRun;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

    /** The report of a large run: drawing it takes seconds. */
    @TempDir
    static Path shared;

    private static Document large;

    @TempDir
    Path folder;

    @BeforeAll
    static void reportALargeRunOnce() throws Exception {
        RunRecord run = SyntheticRun.large(shared.resolve("large"));
        large = page(Report.write(List.of(run), shared.resolve("out"), new ReportOptions(true)));
    }

    @Test
    void aLargeRunFillsEverySection() {
        Document page = large;

        assertThat(headings(page, "h2"))
                .containsExactly(
                        "Headline",
                        "Identification: who is this?",
                        "Verification: is this her?",
                        "Quality, time and protection",
                        "Throughput",
                        "Provenance");
        assertThat(all(page, "p").stream().filter(p -> p.getAttribute("class").equals("method")))
                .as("every section tells its method")
                .hasSize(6);
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
    void thePageLoadsNothing() throws Exception {
        RunRecord run = SyntheticCountermeasures.write(folder.resolve("countermeasures"));

        Path file = Report.write(List.of(run), folder.resolve("out"), new ReportOptions(true));

        assertThat(all(page(file), "script"))
                .hasSize(3)
                .allSatisfy(script -> assertThat(script.hasAttributes()).isFalse());
        assertThat(all(page(file), "link"))
                .extracting(link -> link.getAttribute("href"))
                .containsExactly("data:,");
        assertThat(all(page(file), "img"))
                .allSatisfy(img -> assertThat(img.getAttribute("src")).startsWith("data:image/"));
        assertThat(Files.readString(file)).contains("Permission to use, copy, modify, and/or distribute");
        assertThat(first(page(file).getDocumentElement(), "style").getTextContent())
                .doesNotContain("url(", "@import");
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
        assertThat(headings(page, "h2")).containsExactly("one", "two", "three", "What the warnings mean");
    }

    @Test
    void aRunThatOnlyVerifiesHasNoEmptySections() throws Exception {
        RunRecord run = SyntheticRun.verificationOnly(folder.resolve("verification"));

        Document page = page(Report.write(List.of(run), folder.resolve("out"), new ReportOptions(true)));

        assertThat(headings(page, "h2")).containsExactly("Headline", "Verification: is this her?", "Provenance");
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
    void headingsDescendOneStepAtATime() throws Exception {
        List<RunRecord> runs = List.of(
                SyntheticRun.tiny(folder.resolve("one")), SyntheticCountermeasures.write(folder.resolve("two")));

        Document several = page(Report.write(runs, folder.resolve("out"), new ReportOptions(true)));

        for (Document page : List.of(large, several)) {
            int above = 0;
            for (Element element : all(page, "*")) {
                if (element.getTagName().matches("h[1-6]")) {
                    int level = element.getTagName().charAt(1) - '0';
                    assertThat(level).as(element.getTextContent()).isBetween(1, above + 1);
                    above = level;
                }
            }
            assertThat(headings(page, "h1")).hasSize(1);
        }
    }

    @Test
    void aWarningLeadsToItsParagraphOnThePage() throws Exception {
        RunRecord run = SyntheticRun.tiny(folder.resolve("tiny"));
        RunInfo info = run.info();
        run.write(info.ended(
                info.status(),
                info.started(),
                info.thresholds(),
                info.counts(),
                info.ledgers(),
                List.of(
                        new RunInfo.Warning("same-architecture", "all alike"),
                        new RunInfo.Warning("unheard-of", "nothing explains this"))));

        Document page = page(Report.write(List.of(run), folder.resolve("out"), new ReportOptions(true)));

        assertThat(all(page, "a").stream().map(a -> a.getAttribute("href")))
                .contains("#warning-same-architecture")
                .doesNotContain("#warning-unheard-of");
        assertThat(page.getDocumentElement().getTextContent())
                .contains("Raised if a surrogate and another model that judges are of one family of nets")
                .contains("unheard-of nothing explains this");
    }

    @Test
    void theTablesOfATinyRunCanBeCheckedByEye() throws Exception {
        RunRecord run = SyntheticRun.tiny(folder.resolve("tiny"));

        Report.write(List.of(run), folder.resolve("out"), new ReportOptions(true));

        assertThat(Files.readString(folder.resolve("out/tables.md"))).startsWith("""
                # Visor report: smoke

                Run tiny

                **What this run cannot prove.** Anything: these numbers follow formulas, no face was ever compared.

                Warning `few-probes`: 10 probes resolve \\| nothing \\<b\\>

                ## Headline

                No countermeasure was run: a purifying tracker may do better. These are the rates of a tracker who does nothing to \
                the photo. The tracker holds the shared photo.

                ### Black-box: the model is none of the surrogates

                Percent; higher protects better. rank1_untargeted: share of probes whose nearest gallery photo is not of \
                their own subject. Mean over models and surrogates; smaller lines: its 95 % interval, and n, the probes of \
                one model. control none: the same models on clean photos, and in how many cells its interval lies below \
                the defense's.

                | defense | rank1_untargeted, no countermeasure | weakest model | control none | models |
                | --- | ---: | ---: | ---: | ---: |
                | none | 10.0 [2.0–40.0; n 10] | 10.0 [2.0–40.0; esp_mfn] | – | 1 |
                | tip-im-paper | 70.0 [40.0–89.0; n 10] | 70.0 [40.0–89.0; esp_mfn] | 10.0 [2.0–40.0; n 10; below in 0 \
                of 1] | 1 |

                ### White-box: the model is a surrogate

                Percent; higher protects better. rank1_untargeted: share of probes whose nearest gallery photo is not of \
                their own subject. rank1_targeted: share of probes whose nearest gallery photo is a target's. Mean over \
                surrogates; smaller lines: its 95 % interval, and n, the probes of one model. No claim about recognizers \
                that the defense has not seen.

                | defense | rank1_untargeted, no countermeasure | control none | rank1_targeted, no countermeasure | control none |
                | --- | ---: | ---: | ---: | ---: |
                | tip-im-paper | – (a) | – | 100.0 [72.0–100.0; n 10] | – (b) |

                (a) not part of this run

                (b) none has no rate before these models

                ## Identification: who is this?

                ### Rank-1-UT / Rank-5-UT, the shared photo (headline)

                Percent: share of probes without a photo of their own subject among the nearest 1 / nearest 5 gallery \
                photos; higher protects better. \\* white-box: the model is a surrogate. Smaller lines: 95 % intervals of \
                rank 1, then of rank 5. Data set synthetic-faces, attack identify, alignment photo, seed 1. n = 10 probes. \
                The row none is the clean control.

                | surrogate | defense | esp_mfn | n |
                | --- | --- | ---: | ---: |
                | – | none | 10.0/0.0 [2.0–40.0; 0.0–28.0] | 10 |
                | mfn_y1 | tip-im-paper | 70.0/50.0 [40.0–89.0; 24.0–76.0] | 10 |

                What this table cannot tell (McNemar, 5 %, power 80 %): with n = 10 probes paired differences below 61.6 \
                points, and any where two defenses disagree on half of them.

                ### Rank-1-T / Rank-5-T, the shared photo (headline)

                Percent: share of probes with a target's photo among the nearest 1 / nearest 5 gallery photos; higher \
                protects better. \\* white-box: the model is a surrogate. Smaller lines: 95 % intervals of rank 1, then of \
                rank 5. Data set synthetic-faces, attack identify, alignment photo, seed 1. n = 10 probes. The row none is \
                the clean control.

                | surrogate | defense | mfn_y1 | n |
                | --- | --- | ---: | ---: |
                | mfn_y1 | tip-im-paper | 100.0/100.0\\* [72.0–100.0; 72.0–100.0] | 10 |

                What this table cannot tell (McNemar, 5 %, power 80 %): with n = 10 probes paired differences below 61.6 \
                points, and any where two defenses disagree on half of them.
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
        assertThat(ImageIO.read(shared.resolve("out/charts/pareto-100.png").toFile())
                        .getWidth())
                .isGreaterThan(1000);
        assertThat(Files.readString(shared.resolve("out/charts/pareto-100.svg")))
                .contains("<svg");
    }

    @Test
    void photosAreShownWithWhatIsMissingNamed() throws Exception {
        Document page = photoReport(true);

        assertThat(all(page, "img").stream().map(img -> img.getAttribute("alt")).filter(alt -> alt.contains("Nobody")))
                .as("on the first screen, then among the photos")
                .containsExactly(
                        "original photo of Nobody_0001",
                        "protected photo of Nobody_0001",
                        "original photo of Nobody_0001",
                        "protected photo of Nobody_0001");
        assertThat(page.getDocumentElement().getTextContent()).contains("no amplified mask of Nobody_0001");
    }

    @Test
    void aReportWithoutPhotosSaysSo() throws Exception {
        Document page = photoReport(false);

        assertThat(all(page, "img").stream().map(img -> img.getAttribute("alt")))
                .noneMatch(alt -> alt.contains("Nobody"));
        assertThat(page.getDocumentElement().getTextContent()).contains("Photos were left out of this report");
    }

    private Document photoReport(boolean photos) throws Exception {
        RunRecord run = SyntheticRun.tiny(folder.resolve("tiny"));
        Path images = Files.createDirectories(folder.resolve("tiny/images/tip-im-paper/mfn_y1"));
        BufferedImage picture = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
        ImageIO.write(picture, "png", images.resolve("Nobody_0001-original.png").toFile());
        ImageIO.write(
                picture, "png", images.resolve("Nobody_0001-protected.png").toFile());
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
