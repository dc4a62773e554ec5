package dev.visor.harness.cost;

import dev.visor.core.InputError;
import dev.visor.harness.plan.RunRequest;
import dev.visor.result.RunRecord;
import dev.visor.result.Timing;
import dev.visor.result.csv.Columns;
import dev.visor.result.csv.CsvTable;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The seconds that each kind of work took an image in earlier runs.
 *
 * <p>What runs on this machine measured is kept in {@value #FILE} of the cache, the newest of each kind; where it knows nothing, committed
 * records of other machines serve, and that is said.
 */
public final class MeasuredCosts {

    static final String FILE = "costs/measured.csv";

    private static final List<String> COLUMNS = List.of("stage", "id", "images", "seconds");
    private static final int PLACES = 6;
    private static final String ON = " on ";

    /**
     * A kind of work that was measured.
     *
     * @param stage a word of {@link Timing}
     * @param id of what was timed
     * @param images how many it was measured on
     * @param seconds for all of them
     * @param here whether it was this machine that took so long
     */
    public record Cost(String stage, String id, long images, double seconds, boolean here) {

        /** Returns the seconds that one image takes. */
        public double each() {
            return seconds / images;
        }

        private List<String> row() {
            return List.of(
                    CsvWriter.name(stage), CsvWriter.name(id), Long.toString(images), Decimals.places(seconds, PLACES));
        }
    }

    private final Map<String, Cost> costs;

    private MeasuredCosts(Map<String, Cost> costs) {
        this.costs = costs;
    }

    /** Knows nothing. */
    public static MeasuredCosts none() {
        return new MeasuredCosts(new TreeMap<>());
    }

    /**
     * Reads what is known.
     *
     * @param cache of this machine
     * @param records completed runs of any machine, which serve where this one has measured nothing
     */
    public static MeasuredCosts of(Path cache, List<Path> records) {
        Map<String, Cost> costs = new TreeMap<>();
        for (Path record : records) {
            try {
                of(new RunRecord(record).timings(), false).forEach(cost -> costs.put(key(cost), cost));
            } catch (InputError e) {
                // An estimate does not need just this record, and reading it elsewhere tells what is wrong with it.
                continue;
            }
        }
        kept(cache).forEach(cost -> costs.put(key(cost), cost));
        return new MeasuredCosts(costs);
    }

    /** Reads what is known to a run: its cache, and the project's records. */
    public static MeasuredCosts of(RunRequest request) {
        return of(request.cache(), records(request.home()));
    }

    /** Keeps what a run has measured on this machine, in place of what is kept of the same kind. A cache that cannot be written is no reason to end it. */
    public static void keep(Path cache, List<Timing> timings) {
        Map<String, Cost> costs = new TreeMap<>();
        kept(cache).forEach(cost -> costs.put(key(cost), cost));
        of(timings, true).forEach(cost -> costs.put(key(cost), cost));
        write(cache.resolve(FILE), List.copyOf(costs.values()));
    }

    /** Returns what an image takes in that stage of that kind; of a defense with other surrogates, or an attack on another defense, if just this was never measured. */
    public Optional<Cost> of(String stage, String id) {
        return Optional.ofNullable(costs.get(key(stage, id))).or(() -> alike(stage, id));
    }

    private Optional<Cost> alike(String stage, String id) {
        String name = id.contains(ON) ? id.substring(0, id.indexOf(ON) + ON.length()) : id + ON;
        return costs.values().stream()
                .filter(cost -> cost.stage().equals(stage) && cost.id().startsWith(name))
                .findFirst();
    }

    private static List<Cost> kept(Path cache) {
        Path file = cache.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return new CsvTable(file, Columns.of(COLUMNS))
                    .read(row -> new Cost(
                            row.name("stage"), row.name("id"), row.count("images"), row.duration("seconds"), true));
        } catch (InputError e) {
            // It only tells how long work takes; the next run writes it anew.
            return List.of();
        }
    }

    /** Adds up batches, without those of a warm-up where there are others. */
    private static List<Cost> of(List<Timing> timings, boolean here) {
        Map<String, List<Timing>> kinds = new TreeMap<>();
        timings.forEach(timing -> kinds.computeIfAbsent(key(timing.stage(), timing.id()), key -> new ArrayList<>())
                .add(timing));
        List<Cost> costs = new ArrayList<>();
        for (List<Timing> kind : kinds.values()) {
            List<Timing> warm = kind.stream().filter(timing -> !timing.warmUp()).toList();
            List<Timing> counted = warm.isEmpty() ? kind : warm;
            long images = counted.stream().mapToLong(Timing::images).sum();
            if (images > 0) {
                costs.add(new Cost(
                        kind.get(0).stage(),
                        kind.get(0).id(),
                        images,
                        counted.stream().mapToDouble(Timing::seconds).sum(),
                        here));
            }
        }
        return costs;
    }

    private static void write(Path file, List<Cost> costs) {
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), "costs", ".unfinished");
            CsvWriter.whole(unfinished, COLUMNS, costs.stream().map(Cost::row));
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UncheckedIOException | InputError e) {
            return;
        }
    }

    private static String key(Cost cost) {
        return key(cost.stage(), cost.id());
    }

    private static String key(String stage, String id) {
        return stage + "/" + id;
    }

    /** Lists the folders of the records that are kept in a project. */
    public static List<Path> records(Path home) {
        Path reference = home.resolve("results").resolve("reference");
        if (!Files.isDirectory(reference)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(reference)) {
            return folders.filter(folder -> new RunRecord(folder).exists())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
