package dev.visor.harness.run;

import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Trial;
import dev.visor.core.file.FolderLock;
import dev.visor.core.measure.Better;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import dev.visor.core.measure.SliceLabel;
import dev.visor.core.measure.Threshold;
import dev.visor.diagnosis.Diagnosis;
import dev.visor.diagnosis.JudgedTrials;
import dev.visor.diagnosis.WarningCode;
import dev.visor.harness.inversion.InversionStatistics;
import dev.visor.harness.photo.FoundPhotoWarnings;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.recognition.PreparedCountermeasure;
import dev.visor.harness.store.CodeOfRun;
import dev.visor.metric.MetricRegistry;
import dev.visor.metric.evaluation.Metrics;
import dev.visor.metric.evaluation.NetRates;
import dev.visor.metric.evaluation.RecognizedProbes;
import dev.visor.metric.evaluation.SliceRates;
import dev.visor.metric.recognition.OwnThresholds;
import dev.visor.result.Impostors;
import dev.visor.result.RecordedTrial;
import dev.visor.result.RolePlayed;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunInfo.Warning;
import dev.visor.result.RunRecord;
import dev.visor.result.ShardTables;
import dev.visor.result.ShardTables.Taken;
import dev.visor.result.Timing;
import dev.visor.result.entry.Counts;
import dev.visor.result.entry.Ledger;
import dev.visor.result.entry.ThresholdEntry;
import dev.visor.result.settings.Settings;
import dev.visor.stats.Calibration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One record from those of all its shards. {@code trials.csv}, {@code cells.csv}, {@code photos.csv}, {@code calibration.csv},
 * {@code roles.csv}, {@code training.csv} and, but for measured speeds, {@code metrics.csv} have the bytes of one run.
 *
 * <p>Counts and ledgers are added up, warnings of the measurement raised anew from the whole; the environment is the first
 * shard's.
 */
public final class ShardMerge {

    /** A speed of a recognizer, measured in every shard. */
    private static final String SPEED = "embed_images_per_s";

    /** Of {@code metrics.csv}, but for what is about the run as a whole: what was judged, then what services say themselves. */
    private static final List<Predicate<MetricValue>> PARTS = List.of(
            value -> !value.metric().equals(SPEED)
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
        requireOneRun();
        requireAllOnce();
        Map<String, Impostors> impostors = impostors();
        List<Long> seeds = infos.get(0).seeds();
        if (inverts()) {
            requireRoles();
            ShardTables tables = new ShardTables(shards, seeds, Taken.DEFENSE);
            tables.write(run, InversionStatistics.PARTS, List::of);
            tables.writeTraining(run);
            run.writeRoles(shards.get(0).roles());
        } else {
            ShardTables tables = new ShardTables(shards, seeds, Taken.PROTECTION);
            tables.write(run, PARTS, () -> whole(run, impostors));
            tables.writeScores(run);
            writeSlices(run, impostors);
        }
        run.writeCalibration(inOrder(impostors, run.cells()));
        run.write(info(run));
    }

    /** What needs cells of several shards. */
    private List<MetricValue> whole(RunRecord run, Map<String, Impostors> impostors) {
        int most = infos.get(0).recognition().recognized();
        MetricRegistry registry = Metrics.registry().upTo(infos.get(0).edition());
        RecognizedProbes recognized = new RecognizedProbes(most, registry);
        NetRates net = new NetRates(registry.net());
        eachCell(run, impostors.values(), (trials, thresholds) -> {
            if (most > 0) {
                recognized.add(trials, thresholds);
            }
            net.add(trials, thresholds);
        });
        return Stream.of(recognized.metrics(), net.metrics(), speeds())
                .flatMap(List::stream)
                .toList();
    }

    private void writeSlices(RunRecord run, Map<String, Impostors> impostors) {
        List<SliceLabel> labels = shards.get(0).slices();
        for (RunRecord shard : shards) {
            if (!shard.slices().equals(labels)) {
                throw new InputError("%s: slices.csv differs from that of another shard: merge the shards of one run"
                        .formatted(shard.directory()));
            }
        }
        SliceRates slices = new SliceRates(labels);
        eachCell(run, impostors.values(), slices::add);
        run.writeSlices(labels, slices.values());
    }

    /** Each of them completed, and equal in all that decides the numbers. */
    private void requireOneRun() {
        for (int i = 0; i < infos.size(); i++) {
            if (infos.get(i).status() != Status.COMPLETED) {
                throw new InputError("%s is %s: run the same command again to complete it, then merge"
                        .formatted(folder(i), infos.get(i).status().word()));
            }
        }
        requireEqual("are shards of different settings", info -> info.suite().digest());
        requireEqual("were made by different code", info -> info.commit() + " " + info.dirty());
        requireEqual("were made by different code", CodeOfRun::told);
        requireEqual(
                "used different data",
                info -> List.of(
                        info.dataset().id(),
                        info.dataset().digest(),
                        info.dataset().contents(),
                        info.protocol(),
                        info.detector()));
        requireEqual("used different recognizers", RunInfo::recognizers);
        requireEqual("are shards of different numbers", info -> Shard.of(info).count());
    }

    private void requireEqual(String difference, Function<RunInfo, Object> part) {
        for (int i = 1; i < infos.size(); i++) {
            if (!part.apply(infos.get(i)).equals(part.apply(infos.get(0)))) {
                throw new InputError(
                        "%s and %s %s: merge the shards of one run".formatted(folder(0), folder(i), difference));
            }
        }
    }

    private void requireAllOnce() {
        int count = Shard.of(infos.get(0)).count();
        Map<Integer, Path> seen = new TreeMap<>();
        for (int i = 0; i < infos.size(); i++) {
            Path other = seen.putIfAbsent(Shard.of(infos.get(i)).index(), folder(i));
            if (other != null) {
                throw new InputError("%s and %s are both shard %s: name each shard once"
                        .formatted(other, folder(i), Shard.of(infos.get(i)).word()));
            }
        }
        for (int index = 1; index <= count; index++) {
            if (!seen.containsKey(index)) {
                throw new InputError(
                        "shard %d/%d is missing: run it, and name all %2$d folders".formatted(index, count));
            }
        }
    }

    private boolean inverts() {
        return infos.get(0).inverts();
    }

    /** Everybody plays the same role in all shards. */
    private void requireRoles() {
        List<RolePlayed> roles = shards.get(0).roles();
        for (RunRecord shard : shards) {
            if (!shard.roles().equals(roles)) {
                throw new InputError("%s: roles.csv differs from that of another shard: merge the shards of one run"
                        .formatted(shard.directory()));
            }
        }
    }

    private Path folder(int shard) {
        return shards.get(shard).directory();
    }

    /** Those of everyone who judges in some shard, by the judge's id. */
    private Map<String, Impostors> impostors() {
        Map<String, Impostors> all = new LinkedHashMap<>();
        for (RunRecord shard : shards) {
            for (Impostors one : shard.calibration()) {
                Impostors first = all.putIfAbsent(one.recognizer(), one);
                if (first != null && !Arrays.equals(first.similarities(), one.similarities())) {
                    throw new InputError(
                            "%s: the impostors of %s differ from another shard's; merge the shards of one run"
                                    .formatted(shard.directory(), one.recognizer()));
                }
            }
        }
        return all;
    }

    /** Those who judge from the start, then those who were tuned on the way, in the order of the plan. */
    private static List<Impostors> inOrder(Map<String, Impostors> all, List<Cell> plan) {
        Set<String> tuned =
                plan.stream().map(PreparedCountermeasure::tuned).collect(Collectors.toCollection(LinkedHashSet::new));
        List<Impostors> ordered = new ArrayList<>();
        all.values().stream().filter(one -> !tuned.contains(one.recognizer())).forEach(ordered::add);
        tuned.stream().filter(all::containsKey).map(all::get).forEach(ordered::add);
        return ordered;
    }

    /** Each recognizer's images over its seconds, in all shards together. */
    private List<MetricValue> speeds() {
        Map<String, MetricValue> byVictim = new LinkedHashMap<>();
        Map<String, double[]> totals = new HashMap<>();
        for (RunRecord shard : shards) {
            shard.metrics().stream()
                    .filter(value -> value.metric().equals(SPEED))
                    .forEach(value -> byVictim.putIfAbsent(value.cell().model(), value));
            for (Timing timing : shard.timings()) {
                if (timing.stage().equals("embed") && !timing.warmUp()) {
                    double[] total = totals.computeIfAbsent(timing.id(), id -> new double[2]);
                    total[0] += timing.images();
                    total[1] += timing.seconds();
                }
            }
        }
        return byVictim.entrySet().stream()
                .map(entry -> speed(entry.getValue(), totals.get(entry.getKey())))
                .toList();
    }

    private static MetricValue speed(MetricValue like, double[] total) {
        if (total == null || !(total[1] > 0)) {
            throw new InputError(
                    "timings.csv of the shards tells no time of embed for %s, whose %s is in metrics.csv; a record was"
                                    .formatted(like.cell().model(), SPEED)
                            + " changed or cut off");
        }
        return new MetricValue(
                like.cell(),
                like.pairing(),
                like.metric(),
                total[0] / total[1],
                Optional.empty(),
                Optional.empty(),
                (long) total[0],
                like.unit(),
                Better.HIGHER,
                Optional.empty());
    }

    private RunInfo info(RunRecord run) {
        RunInfo first = infos.get(0);
        Instant started = infos.stream()
                .map(RunInfo::started)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant finished = infos.stream()
                .flatMap(info -> info.finished().stream())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        RunInfo merged = first.withSettings(first.suite().settings().withShard(Settings.WHOLE))
                .withStarted(started)
                .ended(Status.COMPLETED, finished, thresholds(run), counts(), ledgers(), List.of());
        return merged.withWarnings(warnings(run, merged));
    }

    /** Of everyone who was calibrated, in that order; those of one judge are equal in all shards that had it. */
    private List<ThresholdEntry> thresholds(RunRecord run) {
        List<ThresholdEntry> all = new ArrayList<>();
        for (Impostors impostors : run.calibration()) {
            Set<List<ThresholdEntry>> told = new LinkedHashSet<>();
            infos.forEach(info -> told.add(info.thresholds().stream()
                    .filter(entry -> entry.recognizer().equals(impostors.recognizer()))
                    .toList()));
            told.remove(List.<ThresholdEntry>of());
            if (told.size() > 1) {
                throw new InputError("the shards have different thresholds of %s: merge the shards of one run"
                        .formatted(impostors.recognizer()));
            }
            told.forEach(all::addAll);
        }
        return all;
    }

    /** One from each shard in turn for each seed: the order of the plan. */
    private List<Ledger> ledgers() {
        List<Ledger> all = new ArrayList<>();
        int seeds = infos.get(0).seeds().size();
        for (int seed = 0; seed < seeds; seed++) {
            int rounds = infos.get(0).ledgers().size() / seeds;
            for (int round = 0; round < rounds; round++) {
                for (RunInfo info : infos) {
                    int each = info.ledgers().size() / seeds;
                    if (round < each) {
                        all.add(info.ledgers().get(seed * each + round));
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    private Counts counts() {
        return new Counts(
                sum(Counts::planned),
                sum(Counts::compared),
                sum(Counts::noFace),
                sum(Counts::unreadable),
                sum(Counts::failed),
                sum(Counts::masksComputed),
                sum(Counts::masksReused),
                sum(Counts::embeddingsComputed),
                sum(Counts::embeddingsReused),
                sum(Counts::trainingsComputed),
                sum(Counts::trainingsReused),
                sum(Counts::inversionsComputed),
                sum(Counts::inversionsReused),
                infos.stream()
                        .mapToLong(info -> info.counts().peakMemoryMib())
                        .max()
                        .orElse(0));
    }

    private long sum(ToLongFunction<Counts> count) {
        return infos.stream().map(RunInfo::counts).mapToLong(count).sum();
    }

    /** Those that follow from the merged tables, raised anew, with what the machines of the shards found. */
    private List<Warning> warnings(RunRecord run, RunInfo merged) {
        JudgedTrials trials = new JudgedTrials();
        eachCell(run, run.calibration(), trials::add);
        Set<Warning> warnings = new LinkedHashSet<>(Diagnosis.ofPlan(merged, run.cells()));
        infos.forEach(info -> info.warnings().stream()
                .filter(warning -> Diagnosis.staysWithTheMachine(merged, warning))
                .forEach(warnings::add));
        if (!inverts()) {
            warnings.addAll(FoundPhotoWarnings.missed(merged.counts(), Map.of()));
        }
        severalMachines().ifPresent(warnings::add);
        warnings.addAll(Diagnosis.ofMeasurement(merged, trials, run.metrics()));
        Diagnosis.unanswered(merged, trials, service -> false).ifPresent(warnings::add);
        return List.copyOf(warnings);
    }

    private Optional<Warning> severalMachines() {
        long machines = infos.stream().map(RunInfo::environment).distinct().count();
        return machines == 1
                ? Optional.empty()
                : Optional.of(WarningCode.SEVERAL_MACHINES.says(String.format(
                        Locale.ROOT,
                        "the %d shards ran on %d kinds of machine: speeds are no comparison, and %s may differ by %s",
                        infos.size(),
                        machines,
                        inverts() ? "what was trained" : "masks",
                        inverts() ? "more than rounding" : "a few pixels")));
    }

    /** Cell by cell, with the thresholds of whoever judged it, as a run adds them. */
    private void eachCell(
            RunRecord run, Collection<Impostors> impostors, BiConsumer<List<Trial>, List<Threshold>> adding) {
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

    /** By what names the impostors in {@code trials.csv}. */
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
