package dev.visor.report.run;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.Trust;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.table.Value;
import dev.visor.result.ProtectedPhoto;
import dev.visor.result.RecordFile;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A run as the report sees it.
 *
 * @param prefix of all ids, so that several runs share a page; empty for a single one
 * @param alignment that headlines are about: the shared photo, or the crop of a run that shared none
 * @param fates what became of each probe; none where the record has no trials yet
 */
public record Run(
        String name,
        String prefix,
        Path directory,
        RunInfo info,
        List<MetricValue> metrics,
        List<ProtectedPhoto> photos,
        ProbeOutcomes fates,
        Countermeasures countermeasures,
        Alignment alignment) {

    /** Parts that a run cut short has not written yet count as empty; a broken file is an error. */
    public static Run read(RunRecord record, String prefix) {
        return read(record, prefix, ProbeOutcomes.read(record, record.info()));
    }

    /** Reads a run without its trials, which count as none. */
    public static Run numbers(RunRecord record) {
        return read(record, "", ProbeOutcomes.none());
    }

    private static Run read(RunRecord record, String prefix, ProbeOutcomes fates) {
        Path directory = record.directory();
        RunInfo info = record.info();
        List<MetricValue> metrics = record.has(RecordFile.METRICS) ? record.metrics() : List.of();
        return new Run(
                directory.toAbsolutePath().normalize().getFileName().toString(),
                prefix,
                directory,
                info,
                metrics,
                record.has(RecordFile.PHOTOS) ? record.photos() : List.of(),
                fates,
                Countermeasures.of(info, metrics),
                headline(metrics));
    }

    private static Alignment headline(List<MetricValue> metrics) {
        boolean shared = metrics.stream()
                .anyMatch(v -> v.cell().alignment() == Alignment.PHOTO
                        && !v.cell().model().equals("-"));
        return shared ? Alignment.PHOTO : Alignment.CROP;
    }

    /**
     * A defense on its surrogates: what protects, and a row of most tables.
     *
     * @param surrogates {@code -} if it uses none, {@code a+b} for an ensemble
     */
    public record Protection(String defense, String surrogates) {

        public static Protection of(MetricValue value) {
            return new Protection(value.cell().defense(), value.cell().surrogatesWord());
        }

        public boolean isControl() {
            return defense.equals(Cell.CONTROL);
        }

        public boolean usesSurrogates() {
            return !surrogates.equals("-");
        }

        /** {@code tip-im-paper · mfn_y1}. */
        public String label() {
            return usesSurrogates() ? defense + " · " + surrogates : defense;
        }
    }

    /** Heads a row: surrogates, then the defense, with how far it can be believed where it is not built in. */
    public List<String> stubs(Protection protection) {
        return List.of(protection.usesSurrogates() ? protection.surrogates() : Value.DASH, named(protection.defense()));
    }

    /** Names a defense, with how far it can be believed where it is not built in. */
    public String named(String defense) {
        Trust trust = info.trust(defense);
        return trust == Trust.BUILT_IN ? defense : defense + " (" + trust.word() + ")";
    }

    public Stream<MetricValue> of(String metric) {
        return metrics.stream().filter(value -> value.metric().equals(metric));
    }

    /** The control first, then what uses no surrogate, then surrogate by surrogate; otherwise in the run's order. */
    public List<Protection> protections(Stream<Protection> present) {
        List<String> defenses = info.defenses().stream().map(RunInfo.Entry::id).toList();
        List<Protection> all = new ArrayList<>(new LinkedHashSet<>(present.toList()));
        List<String> surrogates =
                all.stream().map(Protection::surrogates).distinct().toList();
        all.sort(Comparator.comparing((Protection p) -> !p.isControl())
                .thenComparing(Protection::usesSurrogates)
                .thenComparing(p -> surrogates.indexOf(p.surrogates()))
                .thenComparing(p -> order(defenses, p.defense())));
        return all;
    }

    /** The recognizers that judge, in the run's order. */
    public List<String> models(Stream<MetricValue> values) {
        Set<String> present = new LinkedHashSet<>();
        values.forEach(value -> present.add(value.cell().model()));
        List<String> known =
                info.recognizers().stream().map(RunInfo.RecognizerEntry::id).toList();
        List<String> models = new ArrayList<>(present);
        models.sort(Comparator.comparing(id -> order(known, id)));
        return models;
    }

    /** A defense's color in every chart: its place among the methods, or below 0 its place among the controls. */
    public int color(String defense) {
        List<String> controls = info.defenses().stream()
                .filter(entry -> entry.sourceFidelity().equals("control"))
                .map(RunInfo.Entry::id)
                .toList();
        if (defense.equals(Cell.CONTROL) || controls.contains(defense)) {
            return -1 - Math.max(0, controls.indexOf(defense));
        }
        return defenses().stream().filter(id -> !controls.contains(id)).toList().indexOf(defense);
    }

    /** A defense's marker in every chart: its place among all. */
    public int marker(String defense) {
        return defenses().indexOf(defense);
    }

    private List<String> defenses() {
        Set<String> all = new LinkedHashSet<>();
        info.defenses().forEach(entry -> all.add(entry.id()));
        metrics.forEach(value -> all.add(value.cell().defense()));
        return List.copyOf(all);
    }

    /** Explains why a cell of a table may have no value. */
    public String absence() {
        return info.status() == RunInfo.Status.COMPLETED
                ? "not part of this run"
                : "no value: the run " + (info.status() == RunInfo.Status.STARTED ? "is not over" : "was cut short");
    }

    /** Returns what the suite says it cannot prove; a suite that says nothing is not thereby without limits. */
    public String caveat() {
        String caveat = info.suite().caveat();
        return caveat.isBlank() || caveat.equals("-")
                ? "The suite names no limits of its own; those at the end of this report hold."
                : caveat;
    }

    public static boolean whiteBox(MetricValue value) {
        return value.cell().defenseAccess() == Access.WHITE_BOX;
    }

    /**
     * Slices in which the metric was measured, the headline's first. Of several countermeasures only its worst case and the untouched
     * photo: the countermeasures between have their own section.
     */
    public List<TableScope> slices(Stream<MetricValue> values) {
        List<String> told = List.of(Countermeasures.NONE, countermeasures().headline());
        List<MetricValue> all =
                values.filter(v -> told.contains(v.cell().countermeasure())).toList();
        List<MetricValue> defended = all.stream()
                .filter(v -> !v.cell().defense().equals(Cell.CONTROL))
                .toList();
        Set<TableScope> slices = new TreeSet<>(TableScope.ORDER);
        (defended.isEmpty() ? all : defended).forEach(value -> slices.add(TableScope.of(value)));
        return List.copyOf(slices);
    }

    private static int order(List<String> known, String id) {
        int index = known.indexOf(id);
        return index < 0 ? known.size() : index;
    }
}
