package dev.visor.harness.run;

import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.file.FolderLock;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.SliceLabel;
import dev.visor.harness.inversion.InversionStatistics;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.recognition.PreparedCountermeasure;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.metric.evaluation.NetRates;
import dev.visor.metric.evaluation.RecognizedProbes;
import dev.visor.metric.evaluation.SliceRates;
import dev.visor.metric.recognition.OwnThresholds;
import dev.visor.result.Impostors;
import dev.visor.result.RunInfo;
import dev.visor.result.RunRecord;
import dev.visor.result.ShardTables;
import dev.visor.result.ShardTables.Taken;
import dev.visor.result.entry.SplitPhoto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One record from those of all its shards. {@code trials.csv}, {@code cells.csv}, {@code photos.csv}, {@code calibration.csv},
 * {@code roles.csv}, {@code training.csv} and, but for measured speeds, {@code metrics.csv} have the bytes of one run, if all shards ran on
 * machines alike ({@link ShardCalibrations}).
 *
 * <p>Counts and ledgers are added up, warnings of the measurement raised anew from the whole; the environment is the first
 * shard's.
 */
public final class ShardMerge {

    /**
     * The parts of {@code metrics.csv}, but for what is about the run as a whole: what was judged, then what services say
     * themselves.
     */
    private static final List<Predicate<MetricValue>> PARTS = List.of(
            value -> !value.metric().equals(MergedSpeeds.SPEED)
                    && !OwnThresholds.made(value)
                    && !RecognizedProbes.made(value)
                    && !NetRates.made(value),
            OwnThresholds::made);

    private final List<RunRecord> shards;
    private final List<RunInfo> infos;

    private ShardMerge(List<RunRecord> shards) {
        this.shards = shards;
        this.infos = shards.stream().map(RunRecord::info).toList();
    }

    /**
     * Merges all shards of one run, in whatever order they are given.
     *
     * @param out a folder without a run
     * @throws InputError if a shard is missing, doubled, unfinished, changed or of another run
     */
    public static void merge(List<Path> folders, Path out) {
        List<RunRecord> shards = folders.stream()
                .map(RunRecord::open)
                .sorted(Comparator.comparingInt(shard -> Shard.of(shard.info()).index()))
                .toList();
        FolderLock.during(out, () -> {
            RunRecord run = new RunRecord(out);
            if (run.exists()) {
                throw new InputError(out + " holds a run already; name another --out");
            }
            run.sweep();
            new ShardMerge(shards).write(run);
        });
    }

    private void write(RunRecord run) {
        ShardChecks checks = new ShardChecks(shards, infos);
        checks.requireOneWholeRun();
        ShardCalibrations calibrations = new ShardCalibrations(shards, infos);
        Map<String, Impostors> impostors = calibrations.impostors();
        List<Long> seeds = infos.get(0).seeds();
        MergedCells cells = new MergedCells(run, infos);
        if (infos.get(0).inverts()) {
            checks.requireRoles();
            ShardTables tables = new ShardTables(shards, seeds, Taken.DEFENSE, calibrations.renamed());
            tables.write(run, InversionStatistics.PARTS, List::of);
            tables.writeTraining(run);
            run.writeRoles(shards.get(0).roles());
        } else {
            ShardTables tables = new ShardTables(shards, seeds, Taken.PROTECTION, calibrations.renamed());
            tables.write(run, PARTS, () -> whole(cells, impostors.values()));
            tables.writeScores(run);
            List<SplitPhoto> splits = checks.splits();
            if (!splits.isEmpty()) {
                SplitPhoto.write(run.directory(), splits);
            }
            List<SliceLabel> labels = checks.slices();
            SliceRates slices = new SliceRates(labels);
            cells.forEach(impostors.values(), slices::add);
            run.writeSlices(labels, slices.values());
        }
        run.writeCalibration(inOrder(impostors, run.cells()));
        run.write(new MergedInfo(run, infos, cells, calibrations.difference()).info());
    }

    /** Computes the values that need cells of several shards. */
    private List<MetricValue> whole(MergedCells cells, Collection<Impostors> impostors) {
        int most = infos.get(0).recognition().recognized();
        MetricRegistry registry = Metrics.registry().upTo(infos.get(0).edition());
        RecognizedProbes recognized = new RecognizedProbes(most, registry);
        NetRates net = new NetRates(registry.net());
        cells.forEach(impostors, (trials, thresholds) -> {
            if (most > 0) {
                recognized.add(trials, thresholds);
            }
            net.add(trials, thresholds);
        });
        return Stream.of(recognized.metrics(), net.metrics(), MergedSpeeds.of(shards))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Orders impostors: those who judge from the start, then those who were calibrated on the way, in the order of the plan.
     */
    private static List<Impostors> inOrder(Map<String, Impostors> all, List<Cell> plan) {
        Set<String> introduced = plan.stream()
                .flatMap(cell -> PreparedCountermeasure.introduced(cell).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Impostors> ordered = new ArrayList<>();
        all.values().stream()
                .filter(one -> !introduced.contains(one.recognizer()))
                .forEach(ordered::add);
        introduced.stream().filter(all::containsKey).map(all::get).forEach(ordered::add);
        return ordered;
    }
}
