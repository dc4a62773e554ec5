package dev.visor.harness.run;

import dev.visor.core.InputError;
import dev.visor.core.Outcome;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.Threshold;
import dev.visor.result.Impostors;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.stats.Calibration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The impostors of a merged run, one set for each judge: the first shard's that has them.
 *
 * <p>Shards of machines alike have equal ones. Where instructions, threads, libraries or devices differ, the last bits of embeddings do, and
 * so may the sixth place of a similarity: such shards are held to a tolerance, and every trial has to be judged by either's thresholds alike.
 */
final class ShardCalibrations {

    /** The most that an impostor's similarity may differ between machines. Other instructions were seen to make 1e-6. */
    static final double TOLERANCE = 1e-4;

    private final Map<String, Impostors> kept = new LinkedHashMap<>();
    private final Map<String, RunRecord> keptFrom = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();
    private double difference;

    /**
     * Compares the shards.
     *
     * @param infos of the shards, in their order
     * @throws InputError if impostors differ between machines alike, or by more than the tolerance, or a trial is judged in two ways
     */
    ShardCalibrations(List<RunRecord> shards, List<RunInfo> infos) {
        for (int i = 0; i < shards.size(); i++) {
            Map<String, Judges> moved = new HashMap<>();
            for (Impostors own : shards.get(i).calibration()) {
                Impostors first = kept.putIfAbsent(own.recognizer(), own);
                keptFrom.putIfAbsent(own.recognizer(), shards.get(i));
                if (first != null && !first.calibration().equals(own.calibration())) {
                    requireNear(first, own, shards.get(i), infos);
                    renamed.put(own.calibration(), first.calibration());
                    moved.put(own.calibration(), Judges.of(infos.get(i), own, first));
                } else if (first != null) {
                    requireEqual(first, own, shards.get(i));
                }
            }
            if (!moved.isEmpty()) {
                RunRecord shard = shards.get(i);
                shard.forEachTrial(trial -> requireOneVerdict(shard, trial, moved));
            }
        }
    }

    /** A judge's thresholds in a shard, and by the impostors that are kept, FAR by FAR. */
    private record Judges(List<Threshold> own, List<Threshold> kept) {

        static Judges of(RunInfo info, Impostors own, Impostors kept) {
            List<Far> fars = info.thresholds().stream()
                    .filter(entry -> entry.recognizer().equals(own.recognizer()))
                    .map(ThresholdEntry::far)
                    .map(Far::new)
                    .toList();
            return new Judges(thresholds(fars, own), thresholds(fars, kept));
        }

        private static List<Threshold> thresholds(List<Far> fars, Impostors impostors) {
            return fars.stream()
                    .map(far -> Calibration.atFarOfFew(far, impostors.similarities()))
                    .toList();
        }

        boolean agree(double similarity) {
            for (int i = 0; i < own.size(); i++) {
                if (own.get(i).accepts(similarity) != kept.get(i).accepts(similarity)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static void requireEqual(Impostors first, Impostors own, RunRecord shard) {
        if (farthest(first, own) > 0) {
            throw new InputError("%s: the impostors of %s differ from another shard's; merge the shards of one run"
                    .formatted(shard.directory(), own.recognizer()));
        }
    }

    private void requireNear(Impostors first, Impostors own, RunRecord shard, List<RunInfo> infos) {
        double farthest = farthest(first, own);
        if (infos.stream().map(RunInfo::environment).distinct().count() == 1) {
            requireEqual(first, own, shard);
        }
        if (farthest > TOLERANCE) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "%s: the impostors of %s differ by %.1e from those of %s, and other machines explain %.0e at most; run all shards"
                            + " on one kind of machine, or merge the shards of one run",
                    shard.directory(),
                    own.recognizer(),
                    farthest,
                    keptFrom.get(own.recognizer()).directory(),
                    TOLERANCE));
        }
        difference = Math.max(difference, farthest);
    }

    /** Returns the largest difference of two judges' impostors, pair by pair; infinite if they are not as many. */
    private static double farthest(Impostors one, Impostors other) {
        double[] a = one.similarities();
        double[] b = other.similarities();
        if (a.length != b.length) {
            return Double.POSITIVE_INFINITY;
        }
        double farthest = 0;
        for (int i = 0; i < a.length; i++) {
            farthest = Math.max(farthest, Math.abs(a[i] - b[i]));
        }
        return farthest;
    }

    private void requireOneVerdict(RunRecord shard, RecordedTrial recorded, Map<String, Judges> moved) {
        Judges judges = recorded.calibration().map(moved::get).orElse(null);
        if (judges != null
                && recorded.trial().outcome() instanceof Outcome.Compared compared
                && !judges.agree(compared.similarity())) {
            throw new InputError(String.format(
                    Locale.ROOT,
                    "%s: a trial of %s with the similarity %.6f is accepted by the thresholds of one shard and rejected by those of"
                            + " another, made on another machine; run all shards on one kind of machine",
                    shard.directory(),
                    recorded.trial().probe().value(),
                    compared.similarity()));
        }
    }

    /** Returns the impostors of everyone who judges in some shard, by the judge's id. */
    Map<String, Impostors> impostors() {
        return kept;
    }

    /** Returns the ids of calibrations that give way to another, and that other. */
    Map<String, String> renamed() {
        return renamed;
    }

    /** Returns the largest difference between two shards' impostors; 0 where all are equal. */
    double difference() {
        return difference;
    }
}
