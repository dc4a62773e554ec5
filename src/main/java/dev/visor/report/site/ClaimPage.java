package dev.visor.report.site;

import dev.visor.core.Access;
import dev.visor.core.expectation.Claim;
import dev.visor.report.board.BoardRun;
import dev.visor.report.page.Html;
import dev.visor.report.page.HtmlTables;
import dev.visor.report.page.Text;
import dev.visor.report.run.Facts;
import dev.visor.report.site.JudgedClaim.Verdict;
import dev.visor.report.site.SiteEntry.Fact;
import dev.visor.report.site.SitePage.Link;
import dev.visor.report.table.Table;
import dev.visor.report.table.Table.Column;
import dev.visor.report.table.Table.Row;
import dev.visor.report.table.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A page of a claim: what a paper says, what runs measured, and what follows from that. */
final class ClaimPage {

    private ClaimPage() {}

    static String of(SiteContent content, JudgedClaim judged) {
        String path = content.links().claim(judged.claim().id());
        SitePage page = new SitePage(path);
        Html html = page.begin(
                judged.claim().id(), List.of(new Link("Claimed", "#claimed"), new Link("Measured", "#measured")));
        html.open("section", "id", "claimed").line();
        html.open("p", "class", "what").leaf("span", "claim", "class", "tag");
        html.text(" " + Facts.sentence(judged.claim().statement())).close().line();
        html.leaf("p", outcome(judged), "class", "verdict").line();
        html.open("dl", "class", "facts-list");
        facts(judged.claim()).forEach(fact -> html.leaf("dt", fact.name()).leaf("dd", fact.value()));
        html.close().close().line();
        html.open("section", "id", "measured", "class", "part")
                .leaf("h2", "Measured")
                .line();
        measured(html, content, judged);
        html.close().line();
        return page.end(content.docs());
    }

    private static List<Fact> facts(Claim claim) {
        Claim.Cells cells = claim.cells();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "source", claim.source().paper() + "; " + claim.source().place()));
        facts.add(new Fact("claimed", claimed(claim)));
        facts.add(new Fact(
                "of",
                "%s on %s, attack %s, defense access %s"
                        .formatted(
                                cells.defense(),
                                cells.dataset(),
                                cells.attack(),
                                cells.defenseAccess().map(Access::word).orElse("any"))));
        facts.add(new Fact(
                "judged",
                claim.over() == Claim.Over.MEAN ? "the mean over all its cells" : "each of its cells by itself"));
        return facts;
    }

    /** Writes the bound: {@code rank1_targeted at least 0.324}. */
    static String claimed(Claim claim) {
        Claim.Bound bound = claim.bound();
        String far = claim.far().map(f -> " at FAR " + Text.rate(f.rate())).orElse("");
        String words = bound instanceof Claim.AtLeast least
                ? "at least " + number(least.value())
                : bound instanceof Claim.AtMost most
                        ? "at most " + number(most.value())
                        : bound instanceof Claim.Within within
                                ? number(within.low()) + " to " + number(within.high())
                                : "above that of " + ((Claim.Above) bound).defense();
        return claim.metric() + far + " " + words;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%s", value).replaceFirst("\\.0$", "");
    }

    /** Counts the decisions, in a sentence. */
    static String outcome(JudgedClaim judged) {
        Map<String, Long> decisions = judged.verdicts().stream()
                .filter(Verdict::measured)
                .collect(Collectors.groupingBy(Verdict::decision, LinkedHashMap::new, Collectors.counting()));
        return decisions.isEmpty()
                ? "None of these runs measured it."
                : "By the cells that these runs measured: "
                        + decisions.entrySet().stream()
                                .map(entry -> entry.getKey() + (entry.getValue() > 1 ? " × " + entry.getValue() : ""))
                                .collect(Collectors.joining(", "))
                        + ".";
    }

    private static void measured(Html html, SiteContent content, JudgedClaim judged) {
        List<Row> rows = judged.verdicts().stream()
                .filter(Verdict::measured)
                .map(verdict -> new Row(
                        List.of(run(content, verdict).map(BoardRun::name).orElse("-"), verdict.where()),
                        List.of(Value.of(verdict.decision()), Value.of(verdict.because())),
                        false))
                .toList();
        if (!rows.isEmpty()) {
            HtmlTables.render(
                    html,
                    new Table(
                            "verdicts",
                            "What runs say of it",
                            "At 95 % confidence, of the record as it stands. Supported: the whole interval fulfils it;"
                                    + " refuted: none of it does; otherwise this n cannot tell.",
                            List.of("run", "cells"),
                            List.of(Column.words("verdict"), Column.words("measured")),
                            rows));
        }
        List<BoardRun> with = judged.verdicts().stream()
                .filter(Verdict::measured)
                .flatMap(verdict -> run(content, verdict).stream())
                .distinct()
                .toList();
        List<BoardRun> without =
                content.runs().stream().filter(run -> !with.contains(run)).toList();
        runs(html, "Pages of these runs: ", with);
        runs(html, "No such cell in: ", without);
    }

    private static void runs(Html html, String words, List<BoardRun> runs) {
        if (runs.isEmpty()) {
            return;
        }
        html.open("p", "class", "quiet").text(words);
        for (int i = 0; i < runs.size(); i++) {
            html.text(i == 0 ? "" : ", ")
                    .leaf("a", runs.get(i).name(), "href", "../" + runs.get(i).path());
        }
        html.text(".").close().line();
    }

    private static Optional<BoardRun> run(SiteContent content, Verdict verdict) {
        return content.runs().stream()
                .filter(run -> run.run().directory().equals(verdict.record()))
                .findFirst();
    }
}
