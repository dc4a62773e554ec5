package dev.visor.harness.recognition;

import dev.visor.attack.Faces;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.RecognitionTask;
import dev.visor.core.Cell;
import dev.visor.core.ContractViolation;
import dev.visor.core.Trial;
import dev.visor.core.measure.Threshold;
import dev.visor.dataset.Protocol;
import dev.visor.harness.Guard;
import dev.visor.harness.Progress;
import dev.visor.harness.embedding.Calibrations;
import dev.visor.harness.protection.Rules;
import dev.visor.result.TrialWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Has one cell judged after the other: its trials are written, counted and measured as they were written. */
final class CellJudging {

    private final Rules rules;
    private final Calibrations calibrations;
    private final RunStatistics statistics;
    private final RunMetrics results;

    /** Judges of the cells known so far. */
    private final Map<Cell, String> judges = new HashMap<>();

    private final Progress progress;
    private long judged;

    CellJudging(
            Rules rules, Calibrations calibrations, RunStatistics statistics, RunMetrics results, Progress progress) {
        this.progress = progress;
        this.rules = rules;
        this.calibrations = calibrations;
        this.statistics = statistics;
        this.results = results;
    }

    /** Says who judges a cell, before it is judged. */
    void assign(Cell cell, String judge) {
        judges.put(cell, judge);
    }

    /** Returns the judge of that cell. */
    String judgeOf(Cell cell) {
        return judges.get(cell);
    }

    /** Names the impostors on whom the cell's judge was calibrated. */
    Optional<String> calibration(Cell cell) {
        return calibrations.calibration(judgeOf(cell));
    }

    /**
     * Runs an attack on embeddings, in one split after the other.
     *
     * @param limited the protocol of each split
     * @param faces of each split
     */
    List<Trial> judge(
            Cell cell,
            List<Protocol> limited,
            RecognitionAttack attack,
            List<? extends Faces> faces,
            TrialWriter writer) {
        return judge(
                cell,
                limited,
                attack,
                trials -> {
                    for (int split = 0; split < limited.size(); split++) {
                        RecognitionTask task = new RecognitionTask(cell, limited.get(split), thresholds(cell));
                        attack.run(task, faces.get(split), trials);
                    }
                },
                writer);
    }

    /**
     * Takes the trials of a cell from whoever makes them.
     *
     * @param limited the protocol of each split
     * @throws ContractViolation if they are more or fewer than planned
     */
    List<Trial> judge(
            Cell cell,
            List<Protocol> limited,
            RecognitionAttack attack,
            Consumer<Consumer<Trial>> asking,
            TrialWriter writer) {
        long planned = limited.stream().mapToLong(attack::trials).sum();
        List<Trial> trials = new ArrayList<>();
        asking.accept(trial -> {
            Trial written = writer.write(trial);
            statistics.count(written);
            trials.add(written);
        });
        if (rules.hold(Guard.TRIALS_COUNTED) && trials.size() != planned) {
            throw new ContractViolation(
                    "attack %s, cell %s: it planned %d trials and made %d; expected one outcome for each"
                            .formatted(cell.attack(), cell.id(), planned, trials.size()));
        }
        statistics.plan(planned);
        results.add(trials, thresholds(cell));
        progress.judged(++judged, writer.cells());
        return trials;
    }

    /** Takes a judged cell into the worst case of its model. */
    void addToWorst(Cell cell, List<Trial> trials) {
        results.addToWorst(cell, trials, calibrations.of(cell.model()), thresholds(cell));
    }

    private List<Threshold> thresholds(Cell cell) {
        return calibrations.of(judgeOf(cell));
    }
}
