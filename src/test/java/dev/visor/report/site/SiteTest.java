package dev.visor.report.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.expectation.Claim;
import dev.visor.report.inversion.SyntheticInversion;
import dev.visor.report.run.SyntheticCountermeasures;
import dev.visor.report.run.SyntheticRun;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SiteTest {

    /** Text from outside, in all places where it can stand. */
    private static final String MARKUP = "<b onclick=\"x\">&'</b></script>";

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    /** Of runs of every kind, two of them of one protocol. */
    private static BuiltSite site;

    private static List<RunRecord> records;

    @BeforeAll
    static void build() {
        records = List.of(
                SyntheticRun.large(shared.resolve("large")),
                SyntheticRun.tiny(shared.resolve("tiny")),
                SyntheticRun.verificationOnly(shared.resolve("verification")),
                SyntheticCountermeasures.write(shared.resolve("late")),
                SyntheticCountermeasures.write(shared.resolve("early")),
                SyntheticInversion.better(shared.resolve("inversion")));
        RunRecord early = records.get(4);
        early.write(early.info().withStarted(Instant.parse("1999-01-01T00:00:00Z")));
        site = BuiltSite.of(shared.resolve("site"), records, claim(records.get(3)));
    }

    private static JudgedClaim claim(RunRecord record) {
        Claim claim = new Claim(
                "a-claim",
                "hides everybody " + MARKUP,
                new Claim.Source("A paper " + MARKUP, "table 1"),
                "rank1_untargeted",
                Pairing.PROTECTED_CLEAN,
                Optional.empty(),
                new Claim.Cells(
                        "synthetic-faces",
                        "tip-im-paper",
                        List.of(),
                        "identify",
                        List.of(),
                        Optional.of(Access.BLACK_BOX),
                        List.of(Alignment.PHOTO),
                        List.of("none", "worst")),
                Claim.Over.MEAN,
                new Claim.AtLeast(.9));
        return new JudgedClaim(
                claim,
                List.of(new JudgedClaim.Verdict(
                        record.directory(), "alignment photo, countermeasure none", "refuted", "mean .85", true)));
    }

    @Test
    void everyLinkLeadsToAFileAndToAPlaceThatExist() throws Exception {
        assertThat(site.pages()).hasSizeGreaterThan(25);
        List<String> broken = new ArrayList<>();
        for (String path : site.pages()) {
            Document page = site.page(path);
            for (String[] kind : new String[][] {{"a", "href"}, {"link", "href"}, {"script", "src"}}) {
                for (Element element : BuiltSite.all(page, kind[0])) {
                    String to = element.getAttribute(kind[1]);
                    if (!to.isEmpty() && !to.startsWith("data:") && !leads(path, to)) {
                        broken.add(path + " -> " + to);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leads(String from, String to) throws Exception {
        URI target = site.folder().resolve(from).toUri().resolve(to);
        Path file = Path.of(target.getPath());
        if (!Files.isRegularFile(file)) {
            return false;
        }
        return target.getFragment() == null
                || BuiltSite.all(site.page(site.folder().relativize(file).toString()), "*").stream()
                        .anyMatch(element -> element.getAttribute("id").equals(target.getFragment()));
    }

    @Test
    void noPageAsksForAnythingThatIsNotBesideIt() throws Exception {
        for (String path : site.pages()) {
            assertThat(site.text(path).replaceAll("<title>.*?</title>", ""))
                    .doesNotContain("src=\"http", "href=\"http", "url(", "@import");
        }
        assertThat(site.text("assets/style.css")).doesNotContain("url(", "@import");
    }

    /** By hand: on esp_mfn 8, on faceres 9 of ten are hidden untouched, 4 and 7 in the worst case. */
    @Test
    void aLeaderboardHoldsTheRecordsOwnNumbers() throws Exception {
        CSVRecord worst = row("late", "tip-im-paper", "rank1-untargeted-black-box-worst-case");
        CSVRecord untouched = row("late", "tip-im-paper", "rank1-untargeted-black-box-photo-untouched");
        CSVRecord control = row("late", "none", "rank1-untargeted-black-box-worst-case");

        assertThat(Double.parseDouble(worst.get("value"))).isEqualTo((.4 + .7) / 2);
        assertThat(Double.parseDouble(untouched.get("value"))).isEqualTo((.8 + .9) / 2);
        assertThat(Double.parseDouble(control.get("value"))).isZero();
        assertThat(control.get("rank_first")).isEqualTo("-");
        assertThat(worst.get("n")).isEqualTo("10");
        assertThat(worst.get("run")).isEqualTo("late");
        assertThat(worst.get("commit")).startsWith("0123456789");
    }

    @Test
    void theIntervalIsThatOfTheRecord() throws Exception {
        CSVRecord only = row("tiny", "tip-im-paper", "rank1-untargeted-black-box-photo-untouched");

        assertThat(List.of(only.get("value"), only.get("ci_low"), only.get("ci_high")))
                .containsExactly("0.7", "0.4", "0.89");
        assertThat(site.text("index.html")).contains("70.0", "40.0–89.0");
    }

    /** Two surrogates of nine recognizers: seven recognizers meet the others twice, the two surrogates once. */
    @Test
    void aDefenseWithoutSurrogatesIsCountedBeforeTheRecognizersThatTheOthersMet() throws Exception {
        List<Double> rates = records.get(0).metrics().stream()
                .filter(value -> value.metric().equals("rank1_untargeted")
                        && value.cell().defense().equals("blur")
                        && value.cell().alignment() == Alignment.PHOTO)
                .flatMap(value ->
                        List.of("mfn_y1", "edgeface_xxs").contains(value.cell().model())
                                ? List.of(value.value()).stream()
                                : List.of(value.value(), value.value()).stream())
                .toList();
        assertThat(rates).hasSize(16);

        assertThat(Double.parseDouble(row("large", "blur", "rank1-untargeted-black-box-photo-untouched")
                        .get("value")))
                .isEqualTo(rates.stream().mapToDouble(rate -> rate).average().orElseThrow(), within());
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-12);
    }

    @Test
    void aDefenseOnFewerProbesStandsInATableOfItsOwnBesideTheControl() throws Exception {
        CSVRecord few = row("large", "mim", "rank1-untargeted-black-box-photo-untouched");
        CSVRecord many = row("large", "dim", "rank1-untargeted-black-box-photo-untouched");

        assertThat(few.get("table")).isNotEqualTo(many.get("table"));
        assertThat(site.rows().stream()
                        .filter(row -> row.get("defense").equals("none"))
                        .map(row -> row.get("table")))
                .contains(few.get("table"), many.get("table"));
        assertThat(site.text("index.html")).contains("n before one model (40 in place of 100)");
    }

    @Test
    void dataAreTheSameInBothFormats() throws Exception {
        JsonNode json = new ObjectMapper().readTree(site.text("board.json"));
        List<String> ofJson = new ArrayList<>();
        json.get("tables")
                .forEach(table -> table.get("rows")
                        .forEach(row -> ofJson.add(String.join(
                                " ",
                                table.get("table").asText(),
                                row.get("defense").asText(),
                                row.get("run").asText(),
                                row.get("value").asText(),
                                row.has("rank") ? row.get("rank").get(1).asText() : "-"))));

        assertThat(site.rows().stream()
                        .map(row -> String.join(
                                " ",
                                row.get("table"),
                                row.get("defense"),
                                row.get("run"),
                                row.get("value"),
                                row.get("rank_last"))))
                .containsExactlyElementsOf(ofJson)
                .hasSizeGreaterThan(30);
    }

    /** The numbers as they stand in the record's metrics.csv and run.json. */
    @Test
    void costsAreDataToo() throws Exception {
        List<CSVRecord> rows = BuiltSite.of(
                        folder.resolve("smoke"), List.of(new RunRecord(Path.of("results/reference/smoke"))))
                .rows();

        assertThat(rows.stream().filter(row -> row.get("defense").equals("tip-im-smoke")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(Stream.of("ssim_low", "ssim_high", "seconds_low", "seconds_high")
                                .map(row::get))
                        .containsExactly("0.722362", "0.722362", "0.04249744575", "0.04249744575"));
        assertThat(site.rows().stream().filter(row -> row.get("metric").equals("inversion_top1")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("ssim_low") + row.get("seconds_high"))
                        .isEqualTo("--"));
    }

    @Test
    void inversionsAreRankedByWhatTheyGiveAway() throws Exception {
        List<CSVRecord> rows = site.rows().stream()
                .filter(row -> row.get("table").equals("inversion-top1-from-the-recognizer-1")
                        && !row.get("rank_first").equals("-"))
                .toList();

        assertThat(rows).hasSizeGreaterThan(2);
        assertThat(rows.stream().map(row -> Double.valueOf(row.get("value")))).isSorted();
    }

    @Test
    void theFeedIsAtomWithTheNewestRunFirst() throws Exception {
        Document feed = site.page("feed.xml");

        assertThat(feed.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
        List<Element> entries = BuiltSite.all(feed, "entry");
        assertThat(entries).hasSize(6).allSatisfy(entry -> {
            for (String part : List.of("id", "title", "updated", "summary")) {
                assertThat(entry.getElementsByTagName(part).item(0).getTextContent())
                        .as(part)
                        .isNotBlank();
            }
        });
        List<Instant> dates = BuiltSite.all(feed, "updated").stream()
                .map(updated -> Instant.parse(updated.getTextContent()))
                .toList();
        assertThat(dates.get(0)).as("of the feed").isEqualTo(dates.get(1));
        assertThat(dates.subList(1, dates.size())).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(BuiltSite.all(feed, "id").stream().map(Element::getTextContent))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatRecordsAndClaimsSayIsNoMarkup() throws Exception {
        RunRecord run = SyntheticRun.tiny(folder.resolve("b<b>"));
        RunInfo info = run.info();
        RunInfo.Suite suite = new RunInfo.Suite(
                "a&b", MARKUP, MARKUP, info.suite().digest(), info.suite().settings());
        run.write(SyntheticRun.with(info, suite, info.defenses(), info.thresholds()));

        BuiltSite built = BuiltSite.of(folder.resolve("site"), List.of(run), claim(run));

        for (String path : built.pages()) {
            Document page = built.page(path);
            assertThat(BuiltSite.all(page, "b")).as(path).isEmpty();
            assertThat(BuiltSite.all(page, "script")).as(path).hasSize(1 + SiteFiles.SCRIPTS.size());
        }
        assertThat(built.page("runs/b-b.html").getDocumentElement().getTextContent())
                .contains(MARKUP);
        assertThat(built.page("feed.xml").getDocumentElement().getTextContent()).contains(MARKUP);
        assertThat(built.page("claims/a-claim.html").getDocumentElement().getTextContent())
                .contains(MARKUP);
    }

    @Test
    void aClaimsPageHoldsWhatIsClaimedAgainstWhatWasMeasured() throws Exception {
        assertThat(site.page("claims/a-claim.html").getDocumentElement().getTextContent())
                .contains("rank1_untargeted at least 0.9", "refuted", "mean .85", "No such cell in:");
    }

    @Test
    void aRunsPageTellsItsWarningsAndClaimsNothingOfVerify() throws Exception {
        assertThat(site.page("runs/tiny.html").getDocumentElement().getTextContent())
                .contains(
                        "1 warning",
                        "10 probes resolve",
                        "Nobody verified the record here",
                        "no face was ever compared");
    }

    @Test
    void historyFollowsTheRunsOfOneProtocolByTheirStart() throws Exception {
        Document history = site.page("history.html");
        Element table = BuiltSite.all(history, "table").stream()
                .filter(one -> one.getAttribute("id").contains("rank1-untargeted-black-box-worst-case"))
                .findFirst()
                .orElseThrow();

        List<String> heads = new ArrayList<>();
        for (int i = 0; i < table.getElementsByTagName("tr").getLength(); i++) {
            heads.add(table.getElementsByTagName("tr").item(i).getTextContent());
        }
        assertThat(heads.get(1)).startsWith("11999-01-01T00:00:00Z").contains("early", "55.0");
        assertThat(heads.get(2)).startsWith("22000-01-04T00:00:00Z").contains("late", "55.0");
        assertThat(history.getDocumentElement().getTextContent())
                .contains("Runs of which there is one")
                .doesNotContain("started 1999");
        assertThat(BuiltSite.all(history, "img")).isNotEmpty();
    }

    @Test
    void theSameRecordsGiveTheSameBytesInWhateverOrder() throws Exception {
        List<RunRecord> other = new ArrayList<>(records);
        Collections.reverse(other);

        BuiltSite again = BuiltSite.of(folder.resolve("again"), other, claim(records.get(3)));

        for (String file : Files.readAllLines(site.folder().resolve("files.txt"))) {
            assertThat(again.folder().resolve(file))
                    .hasSameBinaryContentAs(site.folder().resolve(file));
        }
    }

    @Test
    void aLaterSiteTakesThePlaceOfAnEarlierOneAndOfNothingElse() throws Exception {
        Path out = folder.resolve("site");
        BuiltSite.of(out, List.of(records.get(1), records.get(2)));
        assertThat(out.resolve("runs/verification.html")).exists();

        BuiltSite.of(out, List.of(records.get(1)));

        assertThat(out.resolve("runs/verification.html")).doesNotExist();
        assertThat(out.resolve("runs/tiny.html")).exists();
        Files.writeString(out.resolve("notes.md"), "mine");
        assertThatThrownBy(() -> BuiltSite.of(out, List.of(records.get(1))))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("notes.md, which no visor site wrote");
        assertThat(out.resolve("notes.md")).hasContent("mine");
    }

    @Test
    void runsOfOneNameGetPagesOfTheirOwn() throws Exception {
        RunRecord one = SyntheticRun.tiny(folder.resolve("a/run"));
        RunRecord two = SyntheticRun.tiny(folder.resolve("b/run"));

        BuiltSite built = BuiltSite.of(folder.resolve("site"), List.of(one, two));

        assertThat(built.pages()).contains("runs/run.html", "runs/run-2.html");
    }

    @Test
    void theCommittedBoardHasEveryCommittedRecordAndIsSmall() throws Exception {
        BuiltSite committed = new BuiltSite(Path.of("reports/board").toAbsolutePath());
        List<String> runs = new ArrayList<>();
        new ObjectMapper()
                .readTree(committed.text("board.json"))
                .get("runs")
                .forEach(run -> runs.add(run.get("run").asText()));
        long bytes = 0;
        for (String file : Files.readAllLines(committed.folder().resolve("files.txt"))) {
            bytes += Files.size(committed.folder().resolve(file));
        }

        try (Stream<Path> records = Files.list(Path.of("results/reference"))) {
            assertThat(runs)
                    .containsExactlyInAnyOrderElementsOf(
                            records.map(record -> record.getFileName().toString())
                                    .toList());
        }
        assertThat(bytes).isLessThan(3 << 20);
        assertThat(committed.text("runs/lfw-ladder.html")).contains("../../reference/lfw-ladder/index.html");
    }

    private static CSVRecord row(String run, String defense, String table) throws Exception {
        return site.rows().stream()
                .filter(row -> row.get("table").startsWith(table)
                        && row.get("defense").equals(defense)
                        && row.get("run").equals(run))
                .findFirst()
                .orElseThrow();
    }
}
