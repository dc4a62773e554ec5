package dev.visor.audit.verify;

import dev.visor.audit.verify.Evidence.Line;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.measure.SliceLabel;
import dev.visor.core.measure.SliceValue;
import dev.visor.metric.evaluation.SliceRates;
import dev.visor.result.RecordFile;
import dev.visor.result.RunRecord;
import dev.visor.result.csv.TextRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every row of {@code slice_metrics.csv} against the same rate made anew from the trials and {@code slices.csv}, in order and digit by digit. */
final class SliceCheck implements Check {

    private static final List<String> COLUMNS = RecordFile.SLICE_METRICS.columns();

    @Override
    public void of(Evidence evidence, Findings findings) {
        boolean labels = evidence.record().has(RecordFile.SLICES);
        boolean rates = evidence.record().has(RecordFile.SLICE_METRICS);
        if (labels != rates) {
            RecordFile missing = labels ? RecordFile.SLICE_METRICS : RecordFile.SLICES;
            findings.mismatch(missing.word(), "is missing, expected the table that goes with the other one of slices");
            return;
        }
        if (!labels) {
            return;
        }
        try {
            List<SliceLabel> told = evidence.record().slices();
            labels(told, probes(evidence), findings);
            List<SliceValue> expected = expected(told, evidence);
            findings.recomputed("rates by group from trials.csv and slices.csv", expected.size());
            compare(expected, evidence, findings);
        } catch (InputError e) {
            findings.mismatch("slices", "%s", e.getMessage());
        }
    }

    private static Set<PhotoId> probes(Evidence evidence) {
        Set<PhotoId> probes = new LinkedHashSet<>();
        evidence.trials()
                .orElse(Map.of())
                .values()
                .forEach(lines -> lines.stream()
                        .map(Line::trial)
                        .filter(trial -> trial.pairing() == Pairing.PROTECTED_CLEAN)
                        .forEach(trial -> probes.add(trial.probe())));
        return probes;
    }

    /** Every probe stands in every column, once. */
    private static void labels(List<SliceLabel> told, Set<PhotoId> probes, Findings findings) {
        Map<String, Set<PhotoId>> columns = new LinkedHashMap<>();
        for (SliceLabel label : told) {
            if (!columns.computeIfAbsent(label.column(), c -> new LinkedHashSet<>())
                    .add(label.photo())) {
                findings.mismatch(
                        RecordFile.SLICES.word(), "photo %s has two values of %s", label.photo(), label.column());
            }
        }
        columns.forEach((column, labelled) -> probes.stream()
                .filter(probe -> !labelled.contains(probe))
                .forEach(probe ->
                        findings.mismatch(RecordFile.SLICES.word(), "probe %s has no value of %s", probe, column)));
    }

    private static List<SliceValue> expected(List<SliceLabel> told, Evidence evidence) {
        SliceRates rates = new SliceRates(told);
        evidence.trials()
                .orElse(Map.of())
                .values()
                .forEach(lines -> rates.add(lines.stream().map(Line::trial).toList(), evidence.thresholds(lines)));
        return rates.values();
    }

    private static void compare(List<SliceValue> expected, Evidence evidence, Findings findings) {
        List<TextRow> found = new ArrayList<>();
        evidence.record().forEachRow(RecordFile.SLICE_METRICS, found::add);
        if (found.size() != expected.size()) {
            findings.mismatch(
                    RecordFile.SLICE_METRICS.word(),
                    "has %d rows, expected %d from the trials and slices.csv",
                    found.size(),
                    expected.size());
        }
        for (int i = 0; i < Math.min(found.size(), expected.size()); i++) {
            List<String> right = RunRecord.text(expected.get(i));
            for (int column = 0; column < right.size(); column++) {
                String is = found.get(i).values().get(column);
                if (!is.equals(right.get(column))) {
                    findings.mismatch(
                            RecordFile.SLICE_METRICS,
                            found.get(i).line(),
                            COLUMNS.get(column),
                            "\"%s\", expected \"%s\"",
                            is,
                            right.get(column));
                }
            }
        }
    }
}
