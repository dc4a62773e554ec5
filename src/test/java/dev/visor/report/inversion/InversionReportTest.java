package dev.visor.report.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.report.Report;
import dev.visor.report.RunReport;
import dev.visor.report.chart.Figure;
import dev.visor.report.page.Section;
import dev.visor.report.page.WarningTexts;
import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.Run;
import dev.visor.report.table.MarkdownTables;
import dev.visor.report.table.Table;
import dev.visor.result.Resealed;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Every number here is worked out from {@link SyntheticInversion#recovered}: persons of ten, both of their two reconstructions. */
class InversionReportTest {

    private static final ReportOptions PHOTOS = new ReportOptions(true);

    /** The whole page of one run: drawing it takes seconds. */
    @TempDir
    static Path shared;

    private static List<String> rows;
    private static Document page;

    @TempDir
    Path folder;

    @BeforeAll
    static void reportOnce() throws Exception {
        RunRecord run = SyntheticInversion.better(shared.resolve("run"));
        for (String attack : List.of("gmi", "look")) {
            SyntheticInversion.pictures(shared.resolve("run"), "none", attack);
            SyntheticInversion.pictures(shared.resolve("run"), "instahide", attack);
        }
        Files.delete(shared.resolve("run/images/none/look/s2-reconstructed.png"));
        page = page(Report.write(List.of(run), shared.resolve("out"), PHOTOS));
        rows = Files.readAllLines(shared.resolve("out/tables.md"));
    }

    @Test
    void anInversionHasSectionsOfItsOwn() throws Exception {
        assertThat(texts(page, "h2"))
                .containsExactly(
                        "Headline",
                        "Privacy against accuracy",
                        "Does the adaptive choice help?",
                        "Reconstructions beside the real faces",
                        "All attacks",
                        "Controls: can attacks and judges be believed?",
                        "AHM's own score, as we read it",
                        "Training",
                        "Trials behind the numbers",
                        "Provenance",
                        "What the warnings mean");
        assertThat(elements(page, "p").stream()
                        .filter(p -> p.getAttribute("class").equals("method")))
                .as("every section but the last tells its method")
                .hasSize(10);
        assertThat(elements(page, "table"))
                .allSatisfy(table -> assertThat(
                                table.getElementsByTagName("caption").item(0).getTextContent())
                        .isNotBlank());
        assertThat(elements(page, "th"))
                .allSatisfy(th -> assertThat(th.getAttribute("scope")).isIn("col", "row", "rowgroup"));
    }

    @Test
    void theHeadlineStatesAccuracyAttacksAndTheBestOfThem() throws Exception {
        assertThat(rows)
                .contains(
                        "| defense | closed-set accuracy | verification, people held out | best on the model of those that all met"
                                + " | best on the model of all that met it | best on leaked data of those that all met"
                                + " | best on leaked data of all that met it | gmi (white-box) | mi-face (white-box) | cgan-black (scores) | brep-mi (label-only) | look (leaked data)"
                                + " | linkage (leaked data) | unmix-average (leaked data) |");
        // gmi has 9 of 10, 18 of 20: Wilson 69.9 to 97.2, the bootstrap over people up to 100.
        assertThat(line(rows, "| none | 100.0 [72.2–100.0] | 80.0 [70.0–97.0] |"))
                .contains(
                        "| gmi [90.0] | gmi [90.0; n = 3] | look [100.0] | look [100.0; n = 2] | 90.0 [69.9–100.0] |");
        assertThat(line(rows, "| dp-sgd-noise-1 | 50.0 "))
                .contains(
                        "| cgan-black [60.0] | cgan-black [60.0; n = 2] | look [60.0] | look [60.0; n = 2] | 50.0 [20.0–80.0] |");
    }

    /** Who met more attacks must not look worse for that alone: unmix-average was run where photos are mixed, brep-mi on ahm. */
    @Test
    void theBestAttacksOfRowsAreOfAttacksThatAllOfThemMet() {
        assertThat(line(rows, "| instahide † | 90.0 "))
                .contains("| look [30.0, not shown to be above chance] | unmix-average [90.0; n = 3] |");
        assertThat(String.join("\n", rows))
                .contains(
                        "Best of those that all met: of gmi, cgan-black; look, linkage, by which rows can be compared."
                                + " Best of all that met it: of n attacks, n below it; who met more may look worse for that alone.")
                .contains("| worst recover_verify_rate at FAR 0.1 of attacks that all rows met"
                        + " | worst recover_verify_rate at FAR 0.1 of all that met it |")
                .contains(
                        "; of gmi, cgan-black, look, linkage, which all rows met, and of all n that met it, n below it");
    }

    /** Two of ten: of ten names in a random order one is in its place on average, two or more in one order of four. */
    @Test
    void aBestAttackThatMayBeLuckIsSaidToBeNoMore() throws Exception {
        assertThat(line(rows, "| frequency-mask † | 90.0 "))
                .contains("[20.0, not shown to be above chance]")
                .doesNotContain(", not above chance");
        assertThat(String.join("\n", rows))
                .contains("what whoever holds the mechanism and its secret sees, not what anybody does")
                .contains("By luck the right person would come first for 10.0 % of the reconstructions");
    }

    @Test
    void anAttackThatCannotInvertTheUndefendedSaysNothingOfADefense() throws Exception {
        // mi-face finds 1 of 10 undefended, which is chance.
        assertThat(rows.stream().filter(row -> row.matches("\\| (none|ahm †) \\| 100\\.0 [^|]*\\| 80\\.0 \\[70.*")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).contains("| too weak to say |"));
        assertThat(String.join("\n", rows))
                .contains(
                        "Not shown to be above chance even there, so too weak to say anything of a defense: mi-face 10.0 % [0.0–30.1].")
                .contains("| mi-face (too weak) | none | 10.0 [0.0–30.1] | 10.0 | 0.");
    }

    @Test
    void norDoesAnAttackOnLeakedDataThatFailsOnBarePhotos() {
        assertThat(tables(SyntheticInversion.equal(folder.resolve("run"))))
                .contains("a defense: mi-face 10.0 % [0.0–30.1], linkage 10.0 % [0.0–30.1].")
                .contains("| linkage (too weak) | none |");
    }

    @Test
    void aCellThatWasNotRunSaysSo() throws Exception {
        assertThat(line(rows, "| augmentation | 90.0 ")).contains("| not run |");
        assertThat(line(rows, "| ahm † | 100.0 ")).doesNotContain("not run");
    }

    /** Only what was mixed or drawn can be averaged away: elsewhere the attack would look at the photo. */
    @Test
    void whereNothingIsMixedOrDrawnUnmixingHasNothingToUndo() {
        String text = String.join("\n", rows);

        assertThat(line(rows, "| none | 100.0 [72.2–100.0] | 80.0")).endsWith("| nothing to undo |");
        assertThat(line(rows, "| augmentation | 90.0 ")).endsWith("| nothing to undo |");
        assertThat(line(rows, "| frequency-mask † | 90.0 ")).endsWith("| nothing to undo |");
        assertThat(line(rows, "| dp-noise-eps16 † | 90.0 ")).endsWith("| not run |");
        assertThat(line(rows, "| mixup-k2 † | 90.0 ")).endsWith("| not run |");
        assertThat(line(rows, "| mixup-k4 † | 90.0 ")).endsWith("| 90.0 [69.9–100.0] |");
        assertThat(text)
                .contains("From photos leaked unmasked, the right person comes first for look 100.0 % [83.9–100.0],"
                        + " linkage 100.0 % [83.9–100.0]. There, unmix-average would have nothing to undo.")
                .contains("nothing to undo: the defense neither mixes photos nor draws");
        assertThat(line(rows, "| unmix-average | none |")).contains("| 100.0 [83.9–100.0; nothing to undo] |");
        assertThat(line(rows, "| leaked data | unmix-average |")).contains("| nothing to undo |", "| – |");
    }

    @Test
    void theJuryDecidesAndNotItsWorstMember() throws Exception {
        // The third judge is always wrong; the mean over judges at FAR 0.1 is two thirds of nine in ten.
        assertThat(line(rows, "| gmi | none | 90.0 "))
                .startsWith(
                        "| gmi | none | 90.0 [69.9–100.0] | 10.0 | 0.0001 | 100.0 [83.9–100.0] | 90.0 [69.9–100.0] | 90.0 [69.9–100.0] | 0.0 [0.0–16.1] |")
                .contains("| 60.0 [")
                .endsWith("| 0.250 [0.200–0.300] | – | 12,345 | 678 |");
    }

    /** The threshold is of other faces: here two judges of three take one of ten for whomever he is called. */
    @Test
    void whatPassesUnderAWrongNameStandsBesideWhatPasses() throws Exception {
        assertThat(line(rows, "| gmi | none | 90.0 ")).contains("; wrong name 6.7] |");
        assertThat(texts(page, "figcaption"))
                .anySatisfy(caption -> assertThat(caption)
                        .contains("pass for the person beside another photo")
                        .contains("Dashed: the share that passes under a wrong name, the most of these points."));
    }

    @Test
    void controlsStandBesideChance() throws Exception {
        assertThat(line(rows, "| white-box | gmi | 90.0 "))
                .contains("| 10.0 [0.0–30.1] | clearly | 10.0 [0.0–30.1; none; above chance in 0 of 12] |");
        assertThat(line(rows, "| white-box | mi-face | 10.0 ")).contains("| NO |");
        assertThat(line(rows, "| leaked data | look | 100.0 "))
                .contains("| 100.0 [83.9–100.0] | 10.0 [0.0–30.1; wrong name] | clearly |");
        assertThat(line(rows, "| edgeface_xxs | juror |")).contains("| 10.0 [").endsWith("| 10 |");
    }

    @Test
    void anAdaptiveChoiceThatProtectsBetterIsCalledSo() throws Exception {
        String text = String.join("\n", rows);

        // Of ten people gmi finds 1 under the adaptive choice and 9 under the even draw.
        assertThat(text)
                .contains(
                        "Yes, in part: against ahm-uniform †, ahm † differs by more than chance in 2 of 4 comparisons: gmi top-1 −80.0 points (−94.3 to −30.0, p")
                .contains(", gives less away; look top-1 −80.0 points")
                .contains("In the others no difference was found (with 95 % intervals, each by itself")
                .contains("positive top-1 gives more away): closed-set accuracy 0.0 points (")
                .contains("; cgan-black top-1 −20.0 points (")
                .contains(
                        "Left out: attacks on what the recognizer is asked with, one photo at a time whatever k: linkage.")
                .contains("chose k = 6 for 95.0 % of the photos")
                .contains("It has settled on one k and no longer adapts.");
        assertThat(line(List.of(text.split("\n")), "| ahm-uniform † | 0.0 [")).contains("| −80.0 [");
    }

    @Test
    void anAdaptiveChoiceThatChangesNothingIsCalledSo() throws Exception {
        String text = tables(SyntheticInversion.equal(folder.resolve("run")));

        assertThat(text)
                .contains("No: in none of 4 comparisons does ahm † differ from ahm-uniform † by more than chance")
                .contains("the smallest p after Holm is 1.000")
                .contains("gives more away): closed-set accuracy 0.0 points (−27.8 to +27.8); ");
    }

    @Test
    void withoutTrialsOnlyIntervalsAreCompared() throws Exception {
        RunRecord run = SyntheticInversion.better(folder.resolve("run"));
        Files.delete(folder.resolve("run/trials.csv"));

        assertThat(tables(run))
                .contains("The intervals of ahm † and ahm-uniform † lie apart in: gmi top-1, look top-1.")
                .doesNotContain("less each rival");
    }

    @Test
    void trainingIsTimedBesideNone() throws Exception {
        String text = String.join("\n", rows);

        assertThat(text)
                .contains(
                        "Training under ahm † takes 2.40 times as long a photo as under none; it must stay under 2.5, and does.")
                .contains("| dp-sgd-noise-1 | 7.25 | – | epsilon at delta 0.001 |")
                // 3 x 64 x 64 values of epsilon 16 each.
                .contains("| dp-noise-eps16 † | 196,608 | 16 | epsilon |");
    }

    @Test
    void scoresAreLabeledAsOurReading() throws Exception {
        String text = String.join("\n", rows);

        assertThat(text)
                .contains("Our reading: the weights 0.4 and 0.6 and the two levels are sourced, the rest is ours.")
                .contains("what is recovered (recovery-unet-white) is;")
                .contains(
                        "The attack level, 0.6 of the score, cannot see any mixing: it is of what the recognizer is asked with")
                // frequency-mask's differs in the third digit, dp-noise's in the sixth.
                .contains("| mixup-k2 † | 0.500 | 0.250 [as ahm †] | 0.350 |")
                .contains("| frequency-mask † | 0.500 | 0.251 | 0.350 |")
                .contains("| dp-noise-eps16 † | 0.500 | 0.250 | 0.350 |")
                .contains("| ahm † | 0.500 | 0.250 [as mixup-k2 †] | 0.350 |");
    }

    @Test
    void facesStandInRowsOfAttacksBelowTheRealOnes() throws Exception {
        Element faces = elements(page, "table").stream()
                .filter(table -> table.getAttribute("class").equals("faces"))
                .findFirst()
                .orElseThrow();
        assertThat(texts(faces, "th"))
                .containsExactly("what", "s0", "s2", "s10", "real photo", "gmi (white-box)", "look (leaked data)");
        assertThat(elements(faces, "img").stream().map(img -> img.getAttribute("alt")))
                .contains("real photo, s2", "gmi (white-box), s10")
                .doesNotContain("look (leaked data), s2");
        assertThat(texts(page, "summary")).contains("Under instahide †");
    }

    @Test
    void aReportWithoutPhotosShowsNoFace() throws Exception {
        Section pictures = InversionPictures.section(
                        new InversionView(Run.read(new RunRecord(shared.resolve("run")), "")), new ReportOptions(false))
                .orElseThrow();

        assertThat(pictures.blocks())
                .containsExactly(new Section.Block.Paragraph(
                        "Photos were left out of this report on request; the run keeps them."));
    }

    @Test
    void chartsHavePointsOfAllDefenses() throws Exception {
        try (Stream<Path> charts = Files.list(shared.resolve("out/charts"))) {
            assertThat(charts.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".png")))
                    .contains(
                            "inversion-tradeoff-model.png",
                            "inversion-tradeoff-model-verify.png",
                            "inversion-tradeoff-data.png",
                            "strategy-k.png",
                            "strategy-entropy.png",
                            "strategy-reward.png",
                            "training-training-loss-1.png",
                            "training-validation-accuracy-2.png");
        }
    }

    /** Averaged, the photos of instahide show 9 of 10 people, where a look shows 3. */
    @Test
    void withLeakedDataTheWorstOfAllAttacksCountsAndIsNamed() {
        List<String> points = rows.subList(
                rows.indexOf("### The points of these charts: a tracker who has leaked data"), rows.size());

        assertThat(line(points, "| instahide † | 90.0 "))
                .contains("| 90.0 [69.9–100.0] | unmix-average |")
                .endsWith("| 2 |");
        assertThat(line(points, "| ahm-k6 † | 100.0 ")).contains("| look |").endsWith("| 1 |");
        assertThat(line(points, "| none | 100.0 "))
                .contains("| 100.0 [83.9–100.0] | look |")
                .endsWith("| 1 |");
        assertThat(texts(page, "figcaption"))
                .anySatisfy(caption -> assertThat(caption)
                        .contains("under the worst of all attacks of this kind that met the defense")
                        .contains("(of look, unmix-average). Where nothing is mixed or drawn there is nothing to unmix")
                        .contains("Nobody tried to undo what is mixed or drawn under dp-noise-eps16 †, mixup-k2 †,"
                                + " ahm-uniform †, ahm-k2 †, ahm-k6 †: what it gives away may be far more."));
    }

    /** brep-mi, which met one defense, must not make that one look worse. */
    @Test
    void withTheRecognizerThoseAttacksCountThatEveryDefenseMet() {
        List<String> points = rows.subList(
                rows.indexOf("### The points of these charts: a tracker who has the recognizer"), rows.size());

        // Both get one of ten.
        assertThat(line(points, "| ahm † | 100.0 "))
                .contains("| gmi, cgan-black |")
                .endsWith("| 2 |");
        assertThat(texts(page, "figcaption"))
                .anySatisfy(
                        caption -> assertThat(caption)
                                .contains(
                                        "under the worst of gmi, cgan-black: of this kind, those alone that every defense met"));
    }

    @Test
    void provenanceTellsRolesAndRecipe() throws Exception {
        assertThat(rows).contains("| private | trained on | synthetic-faces | 10 | 20 |", "| weight decay | 5.0E-4 |");
        assertThat(line(rows, "| settings |")).contains("attacker_access").doesNotContain("made_of");
    }

    @Test
    void theLossIsNotTheSameWherePeopleAreMixedBeforeAMargin() throws Exception {
        String text = String.join("\n", rows);
        assertThat(text)
                .contains("The same under every defense but one thing: stochastic gradient descent")
                .contains(
                        "Rows that mix several people have no ArcFace margin (mixup-k2 †, mixup-k4 †, instahide †, ahm †,"
                                + " ahm-uniform †, ahm-k2 †, ahm-k6 †): with one,");

        RunRecord plain = SyntheticInversion.equal(folder.resolve("run"));
        Path info = folder.resolve("run/run.json");
        Files.writeString(info, Files.readString(info).replace("\"head\" : \"arcface\"", "\"head\" : \"softmax\""));
        Resealed.run(folder.resolve("run"));
        assertThat(tables(plain))
                .contains("The same under every defense: stochastic gradient descent")
                .doesNotContain("ArcFace margin");
    }

    @Test
    void aRunThatIsNotOverHasItsSectionsWithReasons() throws Exception {
        RunRecord whole = SyntheticInversion.better(folder.resolve("whole"));
        RunInfo info = whole.info();
        RunRecord started = new RunRecord(folder.resolve("started"));
        started.write(info.ended(
                RunInfo.Status.INTERRUPTED,
                info.started(),
                info.thresholds(),
                info.counts(),
                info.ledgers(),
                info.warnings()));

        assertThat(tables(started)).contains("no value: the run was cut short");
    }

    @Test
    void besideOtherRunsItHasItsOwnPartOfThePage() throws Exception {
        RunRecord inversion = new RunRecord(shared.resolve("run"));
        RunReport first = RunReport.of(Run.read(inversion, "run1-"), PHOTOS, false);
        RunReport second = RunReport.of(Run.read(inversion, "run2-"), PHOTOS, false);

        List<String> ids = Stream.of(first, second)
                .flatMap(RunReport::all)
                .flatMap(section -> Stream.concat(
                        Stream.of(section.id()),
                        Stream.concat(
                                section.tables().stream().map(Table::id),
                                section.figures().stream().map(Figure::id))))
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void theSameRecordGivesTheSameBytes() throws Exception {
        Report.write(List.of(new RunRecord(shared.resolve("run"))), folder.resolve("two"), PHOTOS);

        for (String file : List.of("tables.md", "tables.tex", "index.html")) {
            assertThat(folder.resolve("two/" + file)).hasSameBinaryContentAs(shared.resolve("out/" + file));
        }
        assertThat(Files.readString(folder.resolve("two/tables.tex")))
                .contains("ahm \\dag{}")
                .doesNotContain("†");
    }

    @Test
    void everyWarningOfAnInversionIsExplained() {
        assertThat(List.of(
                        "weak-attack",
                        "no-better-than-baseline",
                        "gradient-free-beats-white-box",
                        "foolable-jury",
                        "flat-answers",
                        "attack-restricted",
                        "reduced-scale",
                        "reconstruction"))
                .allSatisfy(code -> assertThat(WarningTexts.paragraphs(code))
                        .hasSize(3)
                        .satisfies(texts -> assertThat(texts.get(0)).startsWith("Raised if"))
                        .satisfies(texts -> assertThat(texts.get(2)).startsWith("What to do:")));
    }

    /** All that is said in words and tables, without drawing anything. */
    private static String tables(RunRecord record) {
        StringBuilder text = new StringBuilder();
        RunReport.of(Run.read(record, ""), PHOTOS, true).all().forEach(section -> {
            section.blocks().stream()
                    .filter(Section.Block.Paragraph.class::isInstance)
                    .forEach(block -> text.append(((Section.Block.Paragraph) block).text())
                            .append("\n"));
            section.tables().forEach(table -> text.append(MarkdownTables.render(table)));
        });
        return text.toString();
    }

    private static String line(List<String> rows, String start) {
        return rows.stream()
                .filter(row -> row.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line starts with " + start));
    }

    private static Document page(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(file))));
    }

    private static List<String> texts(Document page, String name) {
        return texts(page.getDocumentElement(), name);
    }

    private static List<String> texts(Element parent, String name) {
        return elements(parent, name).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> elements(Document page, String name) {
        return elements(page.getDocumentElement(), name);
    }

    private static List<Element> elements(Element parent, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
