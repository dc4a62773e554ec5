package dev.visor.report.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.visor.core.Alignment;
import dev.visor.core.Pairing;
import dev.visor.core.expectation.Claim;
import dev.visor.report.inversion.SyntheticInversion;
import dev.visor.report.run.SyntheticCountermeasures;
import dev.visor.report.run.SyntheticRun;
import dev.visor.report.site.BuiltSite;
import dev.visor.report.site.JudgedClaim;
import dev.visor.result.RunRecord;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the site does in a browser, where there is one. */
class BoardInBrowserTest {

    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

    private static Browser browser;
    private static Path site;

    @BeforeAll
    static void openTheBrowser(@TempDir Path folder) throws Exception {
        assumeTrue(Browser.installed().isPresent(), "no Chromium on this machine");
        RunRecord late = SyntheticCountermeasures.write(folder.resolve("late"));
        late.write(late.info().withStarted(Instant.parse("2001-01-01T00:00:00Z")));
        JudgedClaim claim = new JudgedClaim(
                new Claim(
                        "a-claim",
                        "hides everybody",
                        new Claim.Source("a paper", "table 1"),
                        "rank1_untargeted",
                        Pairing.PROTECTED_CLEAN,
                        Optional.empty(),
                        new Claim.Cells(
                                "synthetic-faces",
                                "tip-im-paper",
                                List.of(),
                                "identify",
                                List.of(),
                                Optional.empty(),
                                List.of(Alignment.PHOTO),
                                List.of("none")),
                        Claim.Over.MEAN,
                        new Claim.AtLeast(.9)),
                List.of(new JudgedClaim.Verdict(late.directory(), "alignment photo", "refuted", "mean .85", true)));
        site = BuiltSite.of(
                        folder.resolve("site"),
                        List.of(
                                SyntheticRun.large(folder.resolve("large")),
                                SyntheticCountermeasures.write(folder.resolve("early")),
                                late,
                                SyntheticInversion.better(folder.resolve("inversion"))),
                        claim)
                .folder();
        browser = new Browser(Browser.installed().orElseThrow(), folder.resolve("profile"));
    }

    @AfterAll
    static void closeTheBrowser() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void nothingWasAskedForAndNothingSaid() {
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.console()).isEmpty();
    }

    private static void open(String page, int width, boolean script) throws Exception {
        browser.visit(site.toUri() + page, width, 900, script);
    }

    /** Each kind of page once: the check takes seconds. */
    @ParameterizedTest
    @CsvSource({
        "index.html, 1300, light",
        "entries/defense-tip-im-paper.html, 390, dark",
        "runs/late.html, 1300, dark",
        "claims/a-claim.html, 390, light",
        "history.html, 390, light",
        "runs/index.html, 390, dark"
    })
    void everybodyCanReadIt(String page, int width, String colors) throws Exception {
        open(page, width, true);
        browser.call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colors))));
        browser.ask("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        try (InputStream axe = BoardInBrowserTest.class.getResourceAsStream(AXE)) {
            browser.ask(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; 0");
        }

        assertThat(
                        browser.ask(
                                "axe.run({preload: false, resultTypes: ['violations']}).then(found => found.violations.flatMap(v =>"
                                        + " v.nodes.slice(0, 3).map(n => v.id + ': ' + n.html + ' ' + n.failureSummary)).join('\\n'))"))
                .isEmpty();
        assertThat(browser.ask("document.documentElement.scrollWidth <= " + width))
                .as("nothing sticks out to the side")
                .isEqualTo("true");
    }

    @Test
    void theFirstTableIsOnTheFirstScreen() throws Exception {
        open("index.html", 1300, true);

        assertThat(browser.ask("document.querySelector('.ranked').getBoundingClientRect().bottom < 900"))
                .isEqualTo("true");
    }

    @Test
    void aDotStandsWhereItsNumberIs() throws Exception {
        open("index.html", 1300, true);

        assertThat(browser.ask("""
                Array.from(document.querySelectorAll('.ranked tbody tr')).filter(row => row.getClientRects().length).map(row => {
                  const scale = row.querySelector('.scale').getBoundingClientRect();
                  const dot = row.querySelector('.scale .mark').getBoundingClientRect();
                  const place = 100 * ((dot.left + dot.right) / 2 - scale.left) / scale.width;
                  return Math.abs(place - parseFloat(row.querySelector('td.number').firstChild.textContent)) < 1 ? '' : row.textContent;
                }).join('')""")).isEmpty();
    }

    @Test
    void theSearchFindsWhatIsLookedForFromEveryPage() throws Exception {
        open("runs/late.html", 1300, true);
        find("tip paper");
        assertThat(browser.ask("document.querySelector('.find a').firstChild.textContent"))
                .isEqualTo("tip-im-paper");

        browser.press("ArrowDown");
        assertThat(browser.ask("document.activeElement.href")).endsWith("/site/entries/defense-tip-im-paper.html");
        browser.press("Escape");
        assertThat(browser.ask("document.querySelectorAll('.find li').length + document.activeElement.id"))
                .isEqualTo("0search");

        find("a-claim");
        assertThat(browser.ask("document.querySelectorAll('.find a').length")).isEqualTo("1");
        find("nobody <b>has</b> this");
        assertThat(browser.ask("document.querySelector('.find ol').textContent"))
                .isEqualTo("Nothing found");
    }

    private static void find(String words) throws Exception {
        browser.ask(
                "{ const s = document.getElementById('search'); s.focus(); s.value = '%s'; s.dispatchEvent(new Event('input')); }"
                        .formatted(words));
    }

    @Test
    void aClickOnAHeadingSortsItsColumn() throws Exception {
        open("index.html", 1300, true);
        String rates =
                "Array.from(document.querySelectorAll('#rank1-untargeted-black-box-photo-untouched-1-table tbody tr')).map(r => r.querySelector('td.number').firstChild.textContent).join()";
        String best = browser.ask(rates);
        browser.ask(
                "const b = document.querySelector('#rank1-untargeted-black-box-photo-untouched-1-table th.number button'); b.click(); b.click()");

        assertThat(Arrays.stream(browser.ask(rates).split(",")).map(Double::valueOf))
                .isSorted();
        assertThat(browser.ask(rates)).isNotEqualTo(best);
    }

    @Test
    void aLinkOpensTheTableThatItLeadsTo() throws Exception {
        open("index.html", 1300, true);
        browser.ask("document.querySelectorAll('details.others').forEach(d => { d.open = false; })");
        String table = browser.ask("document.querySelector('details.others section').id");
        open("claims/a-claim.html", 1300, true);
        open("index.html#" + table, 1300, true);

        assertThat(browser.ask("document.getElementById('%s').closest('details').open".formatted(table)))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource({
        "index.html",
        "entries/defense-tip-im-paper.html",
        "runs/late.html",
        "claims/a-claim.html",
        "history.html"
    })
    void withoutScriptsEveryNumberIsThereAndNoDeadSearch(String page) throws Exception {
        open(page, 1300, false);

        assertThat(browser.ask("document.querySelectorAll('.tools, input').length"))
                .isEqualTo("0");
        browser.ask("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        assertThat(
                        browser.ask(
                                "Array.from(document.querySelectorAll('td:not(.plot), td small')).filter(c => { const r = c.getBoundingClientRect(); return r.width < 2 || r.height < 2; }).length"))
                .isEqualTo("0");
    }

    @Test
    void paperShowsWhatIsFoldedAway() throws Exception {
        open("index.html", 1300, true);
        browser.call("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            assertThat(
                            browser.ask(
                                    "Array.from(document.querySelectorAll('td:not(.plot), dd')).filter(c => { const r = c.getBoundingClientRect(); return r.width < 2 || r.height < 2; }).length"))
                    .isEqualTo("0");
            assertThat(browser.ask("document.querySelector('.find').getClientRects().length"))
                    .isEqualTo("0");
        } finally {
            browser.call("Emulation.setEmulatedMedia", Map.of("media", ""));
        }
    }
}
