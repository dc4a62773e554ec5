package dev.visor.report.site;

import dev.visor.core.Cell;
import dev.visor.report.board.BoardRun;
import dev.visor.report.page.Text;
import dev.visor.report.site.SiteEntry.Fact;
import dev.visor.report.site.SiteEntry.Version;
import dev.visor.result.RunInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Collects the entries of all runs, each with the ways in which it was configured. */
final class SiteEntries {

    private final Map<String, Map<String, List<Version>>> kinds = new LinkedHashMap<>();

    private SiteEntries() {
        List.of("defense", "attack", "countermeasure", "recognizer").forEach(kind -> kinds.put(kind, new TreeMap<>()));
    }

    /** @param runs by their start */
    static List<SiteEntry> of(List<BoardRun> runs) {
        SiteEntries entries = new SiteEntries();
        runs.forEach(entries::add);
        List<SiteEntry> all = new ArrayList<>();
        entries.kinds.forEach(
                (kind, byId) -> byId.forEach((id, versions) -> all.add(new SiteEntry(kind, id, versions))));
        return all;
    }

    private void add(BoardRun run) {
        RunInfo info = run.run().info();
        info.defenses().forEach(entry -> add(run, "defense", entry.id(), version(entry)));
        List<String> countermeasures = info.recognition().countermeasures();
        info.attacks()
                .forEach(entry -> add(
                        run,
                        countermeasures.contains(entry.id()) ? "countermeasure" : "attack",
                        entry.id(),
                        version(entry)));
        info.recognizers().forEach(recognizer -> add(run, "recognizer", recognizer.id(), version(recognizer)));
    }

    private void add(BoardRun run, String kind, String id, Version version) {
        if (kind.equals("countermeasure") && id.equals(Cell.NO_COUNTERMEASURE)) {
            return;
        }
        List<Version> versions = kinds.get(kind).computeIfAbsent(id, missing -> new ArrayList<>());
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).sameAs(version)) {
                // What a newer run has stands last.
                versions.add(versions.remove(i).and(run));
                return;
            }
        }
        versions.add(version.and(run));
    }

    private static Version version(RunInfo.Entry entry) {
        return new Version(
                entry.summary(),
                entry.note(),
                List.of(
                        new Fact("type", entry.type()),
                        new Fact("source", entry.sourcePaper()),
                        new Fact("fidelity", entry.sourceFidelity()),
                        new Fact("trust", entry.trust().word()),
                        new Fact(
                                "settings",
                                entry.params().isEmpty()
                                        ? "none"
                                        : entry.params().entrySet().stream()
                                                .map(setting -> setting.getKey() + " " + setting.getValue())
                                                .collect(Collectors.joining(", ")))),
                List.of());
    }

    private static Version version(RunInfo.RecognizerEntry recognizer) {
        return new Version(
                "Recognizer of the architecture " + recognizer.architecture() + ".",
                "",
                List.of(
                        new Fact("type", recognizer.type()),
                        new Fact("trained on", recognizer.trainedOn()),
                        new Fact("licence", recognizer.licence()),
                        new Fact("crop", recognizer.crop()),
                        new Fact("dimension", Integer.toString(recognizer.dimension())),
                        new Fact("weights, sha256", Text.brief(recognizer.sha256()))),
                List.of());
    }
}
