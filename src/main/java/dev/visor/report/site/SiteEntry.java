package dev.visor.report.site;

import dev.visor.report.board.BoardRun;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of the catalog, or a recognizer, as the runs of the site have it.
 *
 * @param kind {@code defense}, {@code attack}, {@code countermeasure} or {@code recognizer}
 * @param versions one for each way in which runs had it, the newest last
 */
record SiteEntry(String kind, String id, List<Version> versions) {

    SiteEntry {
        versions = List.copyOf(versions);
    }

    /**
     * A way in which an entry was configured.
     *
     * @param facts names and values, in order
     * @param runs that had it so
     */
    record Version(String summary, String note, List<Fact> facts, List<BoardRun> runs) {

        Version {
            facts = List.copyOf(facts);
            runs = List.copyOf(runs);
        }

        boolean sameAs(Version other) {
            return summary.equals(other.summary) && note.equals(other.note) && facts.equals(other.facts);
        }

        Version and(BoardRun run) {
            List<BoardRun> more = new ArrayList<>(runs);
            more.add(run);
            return new Version(summary, note, facts, more);
        }
    }

    /** A name and a value. */
    record Fact(String name, String value) {}

    Version latest() {
        return versions.get(versions.size() - 1);
    }

    /** Returns a fact as the newest run has it. */
    String fact(String name) {
        return latest().facts().stream()
                .filter(fact -> fact.name().equals(name))
                .map(Fact::value)
                .findFirst()
                .orElse("-");
    }
}
