package dev.visor.report.site;

import dev.visor.report.Provenance;
import dev.visor.report.board.BoardRun;
import dev.visor.report.board.Leaderboard;
import dev.visor.report.inversion.InversionGlance;
import dev.visor.report.inversion.InversionView;
import dev.visor.report.page.AnswerChart;
import dev.visor.report.page.Blocks;
import dev.visor.report.page.Glance;
import dev.visor.report.page.Html;
import dev.visor.report.page.Section;
import dev.visor.report.page.WarningChips;
import dev.visor.report.recognition.RecognitionGlance;
import dev.visor.report.run.ReportOptions;
import dev.visor.report.run.Run;
import dev.visor.report.site.SitePage.Link;
import dev.visor.result.RunInfo;
import java.util.List;

/** A page of a run: its answer, its warnings, its settings, and the way to its report. */
final class RunPage {

    private RunPage() {}

    static String of(SiteContent content, BoardRun site) {
        Run run = site.run();
        SitePage page = new SitePage(site.path());
        Html html = page.begin(
                run.name(),
                List.of(
                        new Link("At a glance", "#glance"),
                        new Link("Tables of the board", "#tables"),
                        new Link("Provenance", "#provenance")));
        Glance glance = glance(run);
        html.open("section", "id", "glance", "class", "run").line();
        html.open("p", "class", "what").text(glance.summary() + " ");
        html.leaf("span", String.join(" · ", glance.facts()), "class", "facts")
                .close()
                .line();
        way(html, site);
        glance.answer().ifPresent(answer -> {
            html.open("p", "class", "verdict").leaf("strong", answer.verdict());
            html.text(answer.doubt().isEmpty() ? "" : " " + answer.doubt())
                    .close()
                    .line();
            AnswerChart.render(html, answer);
        });
        html.open("p", "class", "caveat").leaf("strong", "What this run cannot prove. ");
        html.text(run.caveat()).close().line();
        WarningChips.render(html, run.info());
        html.close().line();
        tables(html, content, site);
        Section provenance = Provenance.section(run);
        html.open("section", "id", "provenance", "class", "part").open("details", "class", "part");
        html.open("summary").leaf("h2", provenance.title()).close().line();
        Blocks.render(html, provenance.blocks());
        html.close().close().line();
        WarningChips.explain(html, List.of(run.info()));
        return page.end(content.docs());
    }

    /** Returns the report's first screen, without photos. */
    static Glance glance(Run run) {
        ReportOptions options = new ReportOptions(false);
        return run.info().inverts()
                ? InversionGlance.of(new InversionView(run), options)
                : RecognitionGlance.of(run, options);
    }

    private static void way(Html html, BoardRun site) {
        RunInfo info = site.run().info();
        html.open("p", "class", "quiet way");
        site.report()
                .ifPresentOrElse(
                        report -> html.leaf("a", "The whole report", "href", "../" + report)
                                .text(": every table, every cell, its trials. "),
                        () -> html.text("No report lies beside this site; ")
                                .leaf("code", "visor report")
                                .text(" on the record makes it. "));
        html.text("Commit ")
                .leaf("code", site.commit())
                .text(info.dirty().words() + ". Nobody verified the record here; ");
        html.leaf("code", "visor verify")
                .text(" on its folder makes every number again.")
                .close()
                .line();
    }

    private static void tables(Html html, SiteContent content, BoardRun site) {
        List<Leaderboard> own = content.boards().stream()
                .filter(board -> board.rows().stream().anyMatch(row -> row.run().equals(site)))
                .toList();
        html.open("section", "id", "tables", "class", "part")
                .leaf("h2", "Tables of the board")
                .line();
        if (own.isEmpty()) {
            html.leaf(
                            "p",
                            site.completed()
                                    ? "It ranks no defense, so it stands in no table."
                                    : "A run that is not completed stands in no table.")
                    .line();
        }
        if (!own.isEmpty()) {
            html.open("ul", "class", "tables").line();
        }
        for (Leaderboard board : own) {
            html.open("li")
                    .leaf(
                            "a",
                            board.question().title() + " " + board.scenario().word(),
                            "href",
                            "../" + SiteContent.path(board));
            html.text(" · " + LeaderboardTable.title(board)).close().line();
        }
        if (!own.isEmpty()) {
            html.close();
        }
        html.close().line();
    }
}
