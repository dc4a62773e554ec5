package dev.visor.report.board;

import dev.visor.report.run.Run;
import dev.visor.result.RunInfo;
import java.util.Optional;

/**
 * A run of the site.
 *
 * @param page file name of its page, without ending
 * @param report path of its report from the site's folder, if there is one
 */
public record BoardRun(Run run, String page, Optional<String> report) {

    private static final int DIGITS = 9;

    public String path() {
        return "runs/" + page + ".html";
    }

    public String name() {
        return run.name();
    }

    public String day() {
        return run.info().started().toString().substring(0, "2026-01-01".length());
    }

    public String commit() {
        String commit = run.info().commit();
        return commit.substring(0, Math.min(DIGITS, commit.length()));
    }

    public boolean completed() {
        return run.info().status() == RunInfo.Status.COMPLETED;
    }
}
