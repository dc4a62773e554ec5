package dev.visor.report.site;

import dev.visor.report.board.BoardRun;
import dev.visor.report.board.Leaderboard;
import java.util.List;
import java.util.Optional;

/**
 * All that the site tells.
 *
 * @param runs by their start
 * @param boards in the order of the board
 * @param claims with the verdicts of all runs
 * @param docs path from the site's folder to the documentation, if it is near
 */
record SiteContent(
        List<BoardRun> runs,
        List<Leaderboard> boards,
        List<SiteEntry> entries,
        List<JudgedClaim> claims,
        Links links,
        Optional<String> docs) {

    SiteContent {
        runs = List.copyOf(runs);
        boards = List.copyOf(boards);
        entries = List.copyOf(entries);
        claims = List.copyOf(claims);
    }

    /** Names the table of a standing as a link from the site's folder. */
    static String path(Leaderboard board) {
        return BoardPage.PATH + "#" + board.id();
    }
}
