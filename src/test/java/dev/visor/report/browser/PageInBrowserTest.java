package dev.visor.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.visor.report.Report;
import dev.visor.report.inversion.SyntheticInversion;
import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.SyntheticCountermeasures;
import dev.visor.report.run.SyntheticRecall;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page does in a browser, where there is one. */
class PageInBrowserTest {

    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private static Browser browser;
    private static String recognition;
    private static String inversion;
    private static String recall;
    private static String several;

    @BeforeAll
    static void openTheBrowser(@TempDir Path folder) throws Exception {
        assumeTrue(Browser.installed().isPresent(), "no Chromium on this machine");
        var run = SyntheticCountermeasures.write(folder.resolve("run"));
        Path images = Files.createDirectories(folder.resolve("run/images/tip-im-paper/mfn_y1"));
        for (String name : List.of("p0-original", "p0-mask", "p0-protected")) {
            ImageIO.write(
                    new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB),
                    "png",
                    images.resolve(name + ".png").toFile());
        }
        recognition = Report.write(List.of(run), folder.resolve("report"), new ReportOptions(true))
                .toUri()
                .toString();
        var inverted = SyntheticInversion.better(folder.resolve("inverted"));
        SyntheticInversion.pictures(folder.resolve("inverted"), "none", "gmi");
        inversion = Report.write(List.of(inverted), folder.resolve("inversion"), new ReportOptions(true))
                .toUri()
                .toString();
        var searched = SyntheticRecall.write(folder.resolve("searched"));
        recall = Report.write(List.of(searched), folder.resolve("recall"), new ReportOptions(true))
                .toUri()
                .toString();
        several = Report.write(List.of(run, searched, inverted), folder.resolve("several"), new ReportOptions(false))
                .toUri()
                .toString();
        browser = new Browser(Browser.installed().orElseThrow(), folder.resolve("profile"));
    }

    @AfterAll
    static void closeTheBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openThePage() throws Exception {
        browser.visit(recognition, 1300, 900, true);
    }

    @AfterEach
    void nothingWasAskedForAndNothingSaid() {
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.console()).isEmpty();
    }

    /** One kind of page in each: the check takes seconds. */
    @ParameterizedTest
    @CsvSource({"recognition, 1300, light", "inversion, 390, dark"})
    void everybodyCanReadIt(String kind, int width, String colors) throws Exception {
        browser.visit(kind.equals("inversion") ? inversion : recognition, width, 900, true);
        browser.call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colors))));
        browser.ask("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        try (InputStream axe = PageInBrowserTest.class.getResourceAsStream(AXE)) {
            browser.ask(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; 0");
        }

        assertThat(browser.ask("axe.run({resultTypes: ['violations']}).then(found => found.violations.flatMap(v =>"
                        + " v.nodes.slice(0, 3).map(n => v.id + ': ' + n.html + ' ' + n.failureSummary)).join('\\n'))"))
                .isEmpty();
        assertThat(browser.ask("document.documentElement.scrollWidth <= " + width))
                .as("nothing sticks out to the side")
                .isEqualTo("true");
    }

    @Test
    void theAnswerIsOnTheFirstScreen() throws Exception {
        assertThat(browser.ask("document.querySelector('#answer').getBoundingClientRect().bottom < 900"))
                .isEqualTo("true");
        assertThat(browser.ask("document.querySelector('.caveat').getBoundingClientRect().bottom < 900"))
                .isEqualTo("true");
    }

    @Test
    void aClickOnAHeadingSortsItsColumn() throws Exception {
        String column =
                "Array.from(document.querySelectorAll('#answer tbody tr')).map(r => r.cells[2].firstChild.textContent).join()";
        String best = browser.ask(column);
        browser.ask("document.querySelector('#answer th.number button').click()");
        browser.ask("document.querySelector('#answer th.number button').click()");

        List<Double> rates = Arrays.stream(browser.ask(column).split(","))
                .map(Double::valueOf)
                .toList();
        assertThat(rates).isSorted();
        assertThat(browser.ask("document.querySelector('#answer th.number').getAttribute('aria-sort')"))
                .isEqualTo("ascending");
        assertThat(best).isNotEqualTo(browser.ask(column));
    }

    @Test
    void aFilterLeavesTheDefenseAndTheControl() throws Exception {
        browser.ask("const s = document.getElementById('filter-defense'); s.value = 'tip-im-paper';"
                + " s.dispatchEvent(new Event('change')); 0");

        assertThat(
                        browser.ask(
                                "Array.from(new Set(Array.from(document.querySelectorAll('#headline-black-box tbody tr:not(.filtered)')).map(r => r.cells[0].textContent))).join()"))
                .isEqualTo("none,tip-im-paper");

        browser.ask("const c = document.getElementById('filter-countermeasure'); c.value = 'worst';"
                + " c.dispatchEvent(new Event('change')); 0");
        assertThat(
                        browser.ask(
                                "Array.from(document.querySelectorAll('#countermeasures-rank1-untargeted thead th:not(.filtered)')).map(h => h.textContent).join()"))
                .isEqualTo("surrogate,defense,worst,n");
    }

    @Test
    void aCellTellsMoreWhenItHasTheFocusAndLeadsToItsTrials() throws Exception {
        browser.ask("document.getElementById('identification').querySelector('details').open = true;"
                + " document.querySelector('#identification td.heat[data-trials]').focus()");
        assertThat(browser.ask("document.getElementById('hint').hidden")).isEqualTo("false");
        assertThat(browser.ask("document.getElementById('hint').textContent"))
                .contains("of 10", "Trials behind this number");

        String first = browser.ask("document.activeElement.cellIndex");
        browser.press("ArrowRight");
        assertThat(browser.ask("document.activeElement.cellIndex")).isNotEqualTo(first);
        browser.press("Escape");
        assertThat(browser.ask("document.getElementById('hint').hidden")).isEqualTo("true");

        browser.press("Enter");
        browser.ask("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        assertThat(browser.ask("document.getElementById('trials').querySelector('details').open"))
                .isEqualTo("true");
        assertThat(browser.ask("document.querySelectorAll('#trials-table tbody tr').length"))
                .isEqualTo("10");
    }

    /** The number of photos found and the rate in the cell are made on different ways. */
    @Test
    void theTrialsOfEveryCellAgreeWithItsRate() throws Exception {
        assertThat(disagreements(1)).isEmpty();

        for (String page : List.of(inversion, recall)) {
            browser.visit(page, 1300, 900, true);
            assertThat(disagreements(1)).as(page).isEmpty();
        }
        // The cells of these pages again: what is left to see is that each leads to the trials of its own run.
        browser.visit(several, 1300, 900, true);
        assertThat(disagreements(7)).as(several).isEmpty();
    }

    /**
     * Cells, and their trials, whose rates differ by more than rounding does.
     *
     * @param of the first of so many cells is looked at
     */
    private static String disagreements(int of) throws Exception {
        return browser.ask("globalThis.every = " + of + ";\n" + """
                (async () => {
                  const wrong = [];
                  let cells = 0;
                  let seen = 0;
                  for (const cell of document.querySelectorAll('td.heat[data-trials]')) {
                    if (seen++ % every !== 0) continue;
                    if (cell.closest('table').id.includes('psr')) continue;
                    const key = cell.dataset.trials;
                    const target = '#trials=' + encodeURIComponent(key);
                    if (location.hash !== target) {
                      location.hash = target;
                      await new Promise(done => addEventListener('hashchange', done, {once: true}));
                    }
                    const box = key.startsWith('@') ? key.slice(1).split('|')[0] : 'trial-data';
                    const trials = document.getElementById(box === 'trial-data' ? 'trials-table' : 'trials-table-' + box);
                    const rows = trials.querySelectorAll('tbody tr').length;
                    const sentence = trials.querySelector('caption span').textContent;
                    const found = +sentence.match(/\\d+/)[0];
                    const share = 100 * found / rows;
                    const own = /recovered|images/.test(sentence) && !cell.closest('table').id.includes('protected-at-') ? share : 100 - share;
                    if (!(Math.abs(own - parseFloat(cell.firstChild.textContent)) <= .06)) {
                      wrong.push(key + ' ' + cell.textContent + ': ' + found + ' of ' + rows);
                    }
                    cells++;
                  }
                  return cells > 2 ? wrong.join('\\n') : 'only ' + cells + ' cells';
                })()""");
    }

    @Test
    void aRecallLeadsToTheSearchesForEachImage() throws Exception {
        browser.visit(recall, 1300, 900, true);
        browser.ask(
                "location.hash = '#trials=' + encodeURIComponent(Array.from(document.querySelectorAll('td[data-trials]'))"
                        + ".map(c => c.dataset.trials).find(k => k.includes('tip-im-paper') && k.includes('protected/clean')));"
                        + " new Promise(done => addEventListener('hashchange', done, {once: true}))");

        assertThat(browser.ask("document.querySelector('#trials-table-search-data caption').textContent"))
                .contains("tip-im-paper on mfn_y1 before esp_mfn (black-box), recall, protected/clean")
                .contains("4 of 8 images shown are found");
        assertThat(
                        browser.ask(
                                "Array.from(document.querySelectorAll('#trials-table-search-data tbody tr')).map(r => r.cells[2].textContent).join()"))
                .isEqualTo("yes,no,no,no,no face,no face,yes,no");
    }

    @Test
    void aTrackedRateLeadsToTheComparisonsWithTheGrowingGallery() throws Exception {
        browser.visit(recall, 1300, 900, true);
        browser.ask(
                "location.hash = '#trials=' + encodeURIComponent(Array.from(document.querySelectorAll('td[data-trials]'))"
                        + ".map(c => c.dataset.trials).find(k => k.includes('tip-im-paper') && k.includes('round 1')));"
                        + " new Promise(done => addEventListener('hashchange', done, {once: true}))");

        assertThat(browser.ask("document.querySelector('#trials-table-tracking-data caption').textContent"))
                .contains(
                        "tip-im-paper on mfn_y1 before esp_mfn (black-box), growing-gallery, round 1, protected/clean")
                .contains("3 of 4 photos shown are accepted");
        assertThat(
                        browser.ask(
                                "Array.from(document.querySelectorAll('#trials-table-tracking-data tbody tr')).map(r => Array.from(r.cells).slice(2).map(c => c.textContent).join(' ')).join()"))
                .isEqualTo("yes 5 1 0.400 0.295,no 5 1 0.200 0.295,no face 5 1 – 0.295,yes 5 1 0.300 0.295");
    }

    @Test
    void aLinkToTrialsOpensThem() throws Exception {
        browser.visit(inversion, 1300, 900, true);
        browser.visit(recognition + "#trials=tip-im-paper%7Cmfn_y1%7Cesp_mfn%7Cnone", 1300, 900, true);

        assertThat(browser.ask("document.querySelector('#trials-table caption').textContent"))
                .startsWith("tip-im-paper on mfn_y1 before esp_mfn (black-box), none");
    }

    @Test
    void theSliderUncoversTheProtectedPhoto() throws Exception {
        browser.ask(
                "const s = document.querySelector('.pairs input'); s.value = 20; s.dispatchEvent(new Event('input')); 0");

        assertThat(browser.ask("getComputedStyle(document.querySelector('.pair img + img')).clipPath"))
                .isEqualTo("inset(0px 0px 0px 20%)");
    }

    @Test
    void aTableIsCopiedInThreeFormats() throws Exception {
        browser.ask("window.taken = []; navigator.clipboard.writeText = async text => { window.taken.push(text); };"
                + " document.getElementById('headline-black-box').parentElement.previousElementSibling"
                + ".querySelectorAll('button').forEach(b => b.click())");
        browser.ask("new Promise(done => requestAnimationFrame(done))");

        assertThat(browser.ask("window.taken[0]")).startsWith("defense,").contains("\ntip-im-paper,");
        assertThat(browser.ask("window.taken[1]")).startsWith("| defense |").contains("\n| --- | --- |");
        assertThat(browser.ask("window.taken[2]"))
                .startsWith("\\begin{tabular}{l")
                .contains("rank1\\_untargeted")
                .endsWith("\\end{tabular}\n");
    }

    @Test
    void aLinkOpensTheSectionThatItLeadsTo() throws Exception {
        browser.ask("document.querySelector('.contents a[href=\"#provenance\"]').click()");

        assertThat(browser.ask("document.querySelector('#provenance > details').open"))
                .isEqualTo("true");
    }

    /** The largest of them holds 576 cells. */
    @Test
    void theCommittedPagesAreSmallAndOpenWithoutAWord() throws Exception {
        for (String run : List.of("lfw-tipim-100", "inversion-orl")) {
            Path page = Path.of("reports/reference", run, "index.html");
            browser.visit(page.toUri().toString(), 1300, 900, true);

            assertThat(Files.size(page)).isLessThan(4 << 20);
            assertThat(browser.ask("document.documentElement.dataset.ready")).isEqualTo("yes");
            assertThat(browser.ask("document.querySelector('#answer').getBoundingClientRect().bottom < 900"))
                    .isEqualTo("true");
            nothingWasAskedForAndNothingSaid();
        }
    }

    @Test
    void withoutScriptsEveryNumberIsThere() throws Exception {
        browser.visit(recognition, 1300, 900, false);

        assertThat(browser.ask("document.querySelectorAll('.tools, .filters').length"))
                .isEqualTo("0");
        browser.ask("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        assertThat(
                        browser.ask(
                                "Array.from(document.querySelectorAll('td, td small')).filter(c => { const r = c.getBoundingClientRect(); return r.width < 2 || r.height < 2; }).length"))
                .isEqualTo("0");
    }

    @Test
    void paperShowsWhatIsFoldedAway() throws Exception {
        browser.call("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            assertThat(
                            browser.ask(
                                    "Array.from(document.querySelectorAll('td, td small')).filter(c => { const r = c.getBoundingClientRect(); return r.width < 2 || r.height < 2; }).length"))
                    .isEqualTo("0");
            assertThat(browser.ask("document.querySelector('.tools').getClientRects().length"))
                    .isEqualTo("0");
        } finally {
            browser.call("Emulation.setEmulatedMedia", Map.of("media", ""));
        }
    }
}
