package dev.visor.result;

import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.file.WholeFile;
import dev.visor.core.measure.MetricValue;
import dev.visor.result.csv.CsvRow;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.RecordFolder;
import dev.visor.result.csv.RowCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of one run from those of its shards, row by row, byte for byte as one run would have written them.
 *
 * <p>A plan is a list of blocks for each seed: all that is judged of what a shard takes as one. Shards take blocks in turn, as cards are
 * dealt, so that taking one block from each shard in turn gives the plan back. Nothing is held but a row a shard.
 */
public final class ShardTables {

    /** The unit of rows that a shard takes as one. */
    public enum Taken {
        /** A protection: a defense with its surrogates. */
        PROTECTION,
        /** A defense, whatever the surrogates in its rows: in an inversion run they say what was attacked, and with what. */
        DEFENSE;

        private Block of(Cell cell) {
            return new Block(cell.defense(), this == DEFENSE ? "" : cell.surrogatesWord(), Long.toString(cell.seed()));
        }

        /** Returns the block of a row that has these columns. */
        private Block of(CsvRow row) {
            return new Block(
                    row.text("defense"),
                    this == DEFENSE ? "" : row.optional("surrogates").orElse("-"),
                    row.text("seed"));
        }
    }

    /** Rows that stay together; without surrogates, a defense whatever they are. */
    private record Block(String defense, String surrogates, String seed) {

        @Override
        public String toString() {
            return "%s%s, seed %s".formatted(defense, surrogates.isEmpty() ? "" : " on " + surrogates, seed);
        }
    }

    /** A block and the shard that has it, from 0. */
    private record Dealt(Block block, int shard) {}

    private static final int MOST_PICTURE_BYTES = 64 << 20;

    private final List<RunRecord> shards;
    private final Taken taken;
    private final Map<String, String> calibrations;
    private final List<Dealt> plan;

    /**
     * Reads the shards' plans.
     *
     * @param shards in the order of their numbers
     * @param seeds in the order of the plan
     * @param calibrations ids of calibrations that stand for another, and that other
     * @throws InputError if two shards judged the same
     */
    public ShardTables(List<RunRecord> shards, List<Long> seeds, Taken taken, Map<String, String> calibrations) {
        this.calibrations = Map.copyOf(calibrations);
        this.shards = List.copyOf(shards);
        this.taken = taken;
        this.plan = plan(seeds);
    }

    private List<Dealt> plan(List<Long> seeds) {
        List<Dealt> plan = new ArrayList<>();
        List<List<Block>> hands = new ArrayList<>();
        for (RunRecord shard : shards) {
            Set<Block> hand = new LinkedHashSet<>();
            shard.cells().forEach(cell -> hand.add(taken.of(cell)));
            hands.add(List.copyOf(hand));
        }
        for (long seed : seeds) {
            List<List<Block>> seeded = hands.stream()
                    .map(hand -> hand.stream()
                            .filter(block -> block.seed().equals(Long.toString(seed)))
                            .toList())
                    .toList();
            int rounds = seeded.stream().mapToInt(List::size).max().orElse(0);
            for (int round = 0; round < rounds; round++) {
                for (int shard = 0; shard < seeded.size(); shard++) {
                    if (round < seeded.get(shard).size()) {
                        plan.add(new Dealt(seeded.get(shard).get(round), shard));
                    }
                }
            }
        }
        Set<Block> seen = new LinkedHashSet<>();
        plan.forEach(dealt -> {
            if (!seen.add(dealt.block())) {
                throw new InputError("%s holds %s, and so does another shard: merge the shards of one run, each once"
                        .formatted(shards.get(dealt.shard()).directory(), dealt.block()));
            }
        });
        return plan;
    }

    /**
     * Writes the tables of the plan and the timings, and copies the pictures.
     *
     * @param parts of {@code metrics.csv}, one below the other, each in the order of the plan; rows that are in none are left out
     * @param whole rows about the run as a whole, written at the end; may be made of the run's trials
     * @throws InputError if a table is not in the order of its plan
     */
    public void write(RunRecord run, List<Predicate<MetricValue>> parts, Supplier<List<MetricValue>> whole) {
        deal(run, RecordFile.CELLS, shard -> taken::of);
        deal(run, RecordFile.TRIALS, this::byCell);
        deal(run, RecordFile.PHOTOS, shard -> taken::of);
        List<Predicate<CsvRow>> kept = parts.stream()
                .map(part -> (Predicate<CsvRow>) row -> part.test(MetricsFile.value(row)))
                .toList();
        deal(run, RecordFile.METRICS, shard -> taken::of, kept, whole.get());
        for (RecordFile further : List.of(
                RecordFile.COMMANDS, RecordFile.REMOVALS, RecordFile.TRACES, RecordFile.REGIONS, RecordFile.LEARNING)) {
            if (shards.stream().anyMatch(shard -> shard.has(further))) {
                deal(run, further, shard -> taken::of);
            }
        }
        run.writeTimings(timings());
        shards.forEach(shard -> copyPictures(shard.folder(), run.directory(), "images"));
    }

    /** Writes the curves of what was trained, which inversion runs alone have. */
    public void writeTraining(RunRecord run) {
        deal(run, RecordFile.TRAINING, shard -> taken::of);
    }

    /** Writes what services scored, in runs that asked any. */
    public void writeScores(RunRecord run) {
        if (shards.stream().anyMatch(shard -> !shard.scores().isEmpty())) {
            deal(run, RecordFile.SCORES, this::byCell);
        }
    }

    private void deal(RunRecord run, RecordFile file, Function<RunRecord, Function<CsvRow, Block>> block) {
        deal(run, file, block, List.of(row -> true), List.of());
    }

    private void deal(
            RunRecord run,
            RecordFile file,
            Function<RunRecord, Function<CsvRow, Block>> block,
            List<Predicate<CsvRow>> parts,
            List<MetricValue> end) {
        List<Function<CsvRow, Block>> blocks = shards.stream().map(block).toList();
        try (CsvWriter out = CsvWriter.stream(run.directory().resolve(file.word()), file.columns())) {
            parts.forEach(kept -> deal(file, blocks, kept, out));
            end.forEach(value -> out.row(MetricsFile.row(value)));
        }
    }

    /** One block from each shard in turn. A table that only some runs have may be missing in a shard whose part of the plan has nothing for it. */
    private void deal(RecordFile file, List<Function<CsvRow, Block>> blocks, Predicate<CsvRow> kept, CsvWriter out) {
        SortedMap<Integer, RowCursor> cursors = new TreeMap<>();
        try {
            for (int i = 0; i < shards.size(); i++) {
                if (file.ofEveryRun() || file.ofInversions() || shards.get(i).has(file)) {
                    cursors.put(i, file.table(shards.get(i).directory()).open());
                }
            }
            for (Dealt dealt : plan.stream()
                    .filter(one -> cursors.containsKey(one.shard()))
                    .toList()) {
                RowCursor rows = cursors.get(dealt.shard());
                while (rows.peek()
                        .filter(row -> !kept.test(row)
                                || blocks.get(dealt.shard()).apply(row).equals(dealt.block()))
                        .isPresent()) {
                    CsvRow row = rows.take();
                    if (kept.test(row)) {
                        out.row(values(file, row));
                    }
                }
            }
            cursors.values().forEach(rows -> requireEnd(rows, kept));
        } finally {
            cursors.values().forEach(RowCursor::close);
        }
    }

    private List<String> values(RecordFile file, CsvRow row) {
        if (calibrations.isEmpty() || file != RecordFile.TRIALS) {
            return row.values();
        }
        List<String> values = new ArrayList<>(row.values());
        int column = file.columns().indexOf("calibration");
        values.set(column, calibrations.getOrDefault(values.get(column), values.get(column)));
        return values;
    }

    private static void requireEnd(RowCursor rows, Predicate<CsvRow> kept) {
        while (rows.peek().isPresent()) {
            CsvRow row = rows.take();
            if (kept.test(row)) {
                throw row.wrong("seed", "rows in the order of cells.csv");
            }
        }
    }

    private Function<CsvRow, Block> byCell(RunRecord shard) {
        Map<String, Block> blocks = shard.cells().stream().collect(Collectors.toMap(Cells::shortId, taken::of));
        return row -> {
            Block block = blocks.get(row.text("cell"));
            if (block == null) {
                throw row.wrong("cell", "a cell of cells.csv");
            }
            return block;
        };
    }

    /** Stage by stage; what several shards timed has its batches numbered anew, what one did begins anew with every seed. */
    private List<Timing> timings() {
        List<Timing> all = new ArrayList<>();
        Map<String, Set<RunRecord>> timed = new HashMap<>();
        for (RunRecord shard : shards) {
            for (Timing timing : shard.timings()) {
                all.add(timing);
                timed.computeIfAbsent(timer(timing), t -> new LinkedHashSet<>()).add(shard);
            }
        }
        Map<String, Integer> next = new HashMap<>();
        return all.stream()
                .map(Timing::stage)
                .distinct()
                .flatMap(stage -> all.stream().filter(timing -> timing.stage().equals(stage)))
                .map(t -> timed.get(timer(t)).size() == 1 ? t : t.numbered(next.merge(timer(t), 1, Integer::sum) - 1))
                .toList();
    }

    private static String timer(Timing timing) {
        return timing.stage() + " " + timing.id();
    }

    /** Folder by folder; what is no regular file of the shard ends the merge. */
    private static void copyPictures(RecordFolder from, Path to, String... names) {
        for (String file : from.files(names)) {
            String[] path = below(names, file);
            try {
                WholeFile.write(to.resolve(String.join("/", path)), from.bytes(MOST_PICTURE_BYTES, path));
            } catch (IOException e) {
                throw new InputError("%s cannot be read: %s".formatted(String.join("/", path), e.getMessage()), e);
            }
        }
        for (String folder : from.folders(names)) {
            copyPictures(from, to, below(names, folder));
        }
    }

    private static String[] below(String[] names, String name) {
        return Stream.concat(Stream.of(names), Stream.of(name)).toArray(String[]::new);
    }
}
