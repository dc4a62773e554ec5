package dev.visor.report.site;

import dev.visor.core.InputError;
import dev.visor.core.file.WholeFile;
import dev.visor.report.Report;
import dev.visor.report.board.BoardRun;
import dev.visor.report.board.Leaderboard;
import dev.visor.report.board.Standing;
import dev.visor.report.run.Run;
import dev.visor.report.site.SiteFiles.Found;
import dev.visor.result.RunRecord;
import dev.visor.result.csv.CsvWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a site of all runs: plain files, which load nothing from anywhere else and can be published as they are. Never runs anything; the
 * same records give the same bytes.
 */
public final class Site {

    private Site() {}

    /**
     * Writes the site.
     *
     * @param claims with what the runs say of them
     * @param reports folders in which the report of a run may lie, under the run's name
     * @param out a folder, made if missing; files of an earlier site there are replaced
     * @return the board's page
     * @throws InputError if there is no record, one cannot be read, or the site not written
     */
    public static Path write(List<RunRecord> records, List<JudgedClaim> claims, List<Path> reports, Path out) {
        if (records.isEmpty()) {
            throw new InputError("a site needs a run: give the folder of at least one");
        }
        SiteContent content = content(records, claims, reports, out);
        SiteFolder.write(out, files(content));
        return out.resolve(BoardPage.PATH);
    }

    private static SiteContent content(
            List<RunRecord> records, List<JudgedClaim> claims, List<Path> reports, Path out) {
        Links links = new Links();
        List<BoardRun> runs = records.stream()
                .map(Run::numbers)
                .sorted(Comparator.comparing((Run run) -> run.info().started())
                        .thenComparing(Run::name)
                        .thenComparing(run -> run.directory().toString()))
                .map(run -> new BoardRun(
                        run, links.name("runs", run.directory().toString(), run.name()), report(run, reports, out)))
                .toList();
        List<Standing> standings =
                runs.stream().flatMap(run -> Standing.of(run).stream()).toList();
        List<SiteEntry> entries = SiteEntries.of(runs);
        // In one order, so that names that are alike get the same numbers every time.
        entries.forEach(entry -> links.entry(entry.kind(), entry.id()));
        List<JudgedClaim> sorted = claims.stream()
                .sorted(Comparator.comparing(judged -> judged.claim().id()))
                .toList();
        sorted.forEach(judged -> links.claim(judged.claim().id()));
        return new SiteContent(runs, Leaderboard.all(standings), entries, sorted, links, Report.docs(out));
    }

    /** Finds the report of a run among folders of reports. */
    private static Optional<String> report(Run run, List<Path> reports, Path out) {
        Path folder = out.toAbsolutePath().normalize();
        return reports.stream()
                .map(one -> one.resolve(run.name())
                        .resolve("index.html")
                        .toAbsolutePath()
                        .normalize())
                .filter(Files::isRegularFile)
                .findFirst()
                .map(page -> folder.relativize(page).toString().replace('\\', '/'));
    }

    private static Map<String, WholeFile.Text> files(SiteContent content) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<Found> found = new ArrayList<>();
        texts.put(BoardPage.PATH, BoardPage.of(content));
        texts.put("history.html", HistoryPage.of(content));
        texts.put("entries/index.html", ListPages.entries(content));
        texts.put("runs/index.html", ListPages.runs(content));
        texts.put("claims/index.html", ListPages.claims(content));
        for (SiteEntry entry : content.entries()) {
            String path = content.links().entry(entry.kind(), entry.id());
            texts.put(path, EntryPage.of(content, entry));
            found.add(new Found(entry.id(), entry.kind(), path, entry.latest().summary() + " " + entry.fact("source")));
        }
        for (BoardRun run : content.runs()) {
            texts.put(run.path(), RunPage.of(content, run));
            found.add(new Found(
                    run.name(), "run", run.path(), run.run().info().suite().summary()));
        }
        for (JudgedClaim claim : content.claims()) {
            String path = content.links().claim(claim.claim().id());
            texts.put(path, ClaimPage.of(content, claim));
            found.add(new Found(
                    claim.claim().id(),
                    "claim",
                    path,
                    claim.claim().statement() + " " + claim.claim().source().paper()));
        }
        for (Leaderboard board : content.boards()) {
            found.add(new Found(
                    board.question().title() + " " + board.scenario().word(),
                    "table",
                    SiteContent.path(board),
                    board.question().metric() + " " + LeaderboardTable.title(board) + " "
                            + board.rows().stream().map(Standing::defense).collect(Collectors.joining(" "))));
        }
        texts.put(Feed.PATH, Feed.of(content));
        texts.put(BoardData.JSON, BoardData.json(content));
        texts.putAll(SiteFiles.of(found));
        Map<String, WholeFile.Text> files = new LinkedHashMap<>();
        texts.forEach((path, text) -> files.put(path, out -> out.write(text)));
        files.put(
                BoardData.CSV,
                out -> CsvWriter.text(
                        Path.of(BoardData.CSV), BoardData.COLUMNS, BoardData.rows(content).stream(), out));
        return files;
    }
}
