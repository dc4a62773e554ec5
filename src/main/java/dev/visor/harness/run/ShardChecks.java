package dev.visor.harness.run;

import dev.visor.core.InputError;
import dev.visor.core.measure.SliceLabel;
import dev.visor.harness.plan.Shard;
import dev.visor.harness.store.CodeOfRun;
import dev.visor.result.RecordFile;
import dev.visor.result.RolePlayed;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Status;
import dev.visor.result.RunRecord;
import dev.visor.result.entry.SplitPhoto;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Checks that records are all the shards of one run, each completed and each there once. */
final class ShardChecks {

    private final List<RunRecord> shards;
    private final List<RunInfo> infos;

    ShardChecks(List<RunRecord> shards, List<RunInfo> infos) {
        this.shards = shards;
        this.infos = infos;
    }

    /**
     * Requires one run, whole.
     *
     * @throws InputError if a shard is missing, doubled, unfinished or of another run
     */
    void requireOneWholeRun() {
        requireOneRun();
        requireAllOnce();
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

    /** Everybody plays the same role in all shards. */
    void requireRoles() {
        List<RolePlayed> roles = shards.get(0).roles();
        for (RunRecord shard : shards) {
            if (!shard.roles().equals(roles)) {
                throw new InputError("%s: roles.csv differs from that of another shard: merge the shards of one run"
                        .formatted(shard.directory()));
            }
        }
    }

    /** Returns the roles that photos have in all shards, by split; none where they are divided once. */
    List<SplitPhoto> splits() {
        List<SplitPhoto> photos = RecordFile.SPLITS.rows(shards.get(0), SplitPhoto::of);
        for (RunRecord shard : shards) {
            if (!RecordFile.SPLITS.rows(shard, SplitPhoto::of).equals(photos)) {
                throw new InputError("%s: splits.csv differs from that of another shard: merge the shards of one run"
                        .formatted(shard.directory()));
            }
        }
        return photos;
    }

    /** The labels that all shards give their probes. */
    List<SliceLabel> slices() {
        List<SliceLabel> labels = shards.get(0).slices();
        for (RunRecord shard : shards) {
            if (!shard.slices().equals(labels)) {
                throw new InputError("%s: slices.csv differs from that of another shard: merge the shards of one run"
                        .formatted(shard.directory()));
            }
        }
        return labels;
    }

    private Path folder(int shard) {
        return shards.get(shard).directory();
    }
}
