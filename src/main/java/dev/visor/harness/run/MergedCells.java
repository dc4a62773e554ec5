package dev.visor.harness.run;

import dev.visor.core.Trial;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Threshold;
import dev.visor.result.Impostors;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.stats.Calibration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The trials of a merged record, one cell at a time, with the thresholds of whoever judged it, as a run hands them on. */
final class MergedCells {

    private final RunRecord run;
    private final List<RunInfo> infos;

    /** @param infos of the shards */
    MergedCells(RunRecord run, List<RunInfo> infos) {
        this.run = run;
        this.infos = infos;
    }

    /** Hands on every cell, in the order of the record. */
    void forEach(Collection<Impostors> impostors, BiConsumer<List<Trial>, List<Threshold>> adding) {
        Map<String, List<Threshold>> thresholds = calibrated(impostors);
        List<RecordedTrial> cell = new ArrayList<>();
        Runnable add = () -> {
            if (!cell.isEmpty()) {
                adding.accept(
                        cell.stream().map(RecordedTrial::trial).toList(),
                        cell.get(0).calibration().map(thresholds::get).orElse(List.of()));
                cell.clear();
            }
        };
        run.forEachTrial(recorded -> {
            if (!cell.isEmpty()
                    && !cell.get(0).trial().cell().equals(recorded.trial().cell())) {
                add.run();
            }
            cell.add(recorded);
        });
        add.run();
    }

    /** Returns thresholds by what names the impostors in {@code trials.csv}. */
    private Map<String, List<Threshold>> calibrated(Collection<Impostors> judges) {
        Map<String, List<Threshold>> all = new HashMap<>();
        for (Impostors impostors : judges) {
            all.put(
                    impostors.calibration(),
                    infos.stream()
                            .map(info -> info.thresholds().stream()
                                    .filter(entry -> entry.recognizer().equals(impostors.recognizer()))
                                    .toList())
                            .filter(told -> !told.isEmpty())
                            .findFirst()
                            .orElse(List.of())
                            .stream()
                            .map(entry -> Calibration.atFarOfFew(new Far(entry.far()), impostors.similarities()))
                            .toList());
        }
        return all;
    }
}
