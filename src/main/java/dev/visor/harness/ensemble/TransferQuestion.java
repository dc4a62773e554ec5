package dev.visor.harness.ensemble;

import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.measure.Far;
import dev.visor.core.measure.MetricValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The choice of the numbers in a record that say how well a team's protection transfers.
 *
 * @param metric as in {@code metrics.csv}
 * @param defense id; empty if the records hold one only
 * @param where values that other columns of {@code metrics.csv} must have
 * @param heldOut which models count as held out
 */
public record TransferQuestion(String metric, Optional<String> defense, Map<String, String> where, HeldOut heldOut) {

    /** A kind of models that are held out, by the word of the option. */
    public enum HeldOut {
        /** All models but the team's own: other ones for each team. */
        team,
        /** All models outside the pool: the same for each team. */
        pool
    }

    /** Columns in which a number must be one of a kind, but for the team, the model and the seed. */
    private static final Map<String, Function<MetricValue, String>> COLUMNS = columns();

    private static final String PAIRING = "pairing";
    private static final String COUNTERMEASURE = "countermeasure";

    public TransferQuestion {
        where = Map.copyOf(where);
    }

    /**
     * Reads conditions such as {@code alignment=photo}.
     *
     * @throws InputError if one names no such column
     */
    public static TransferQuestion of(
            String metric, Optional<String> defense, List<String> conditions, HeldOut heldOut) {
        Map<String, String> where = new LinkedHashMap<>();
        for (String condition : conditions) {
            String[] parts = condition.split("=", 2);
            if (parts.length < 2 || !COLUMNS.containsKey(parts[0])) {
                throw new InputError("--where expects COLUMN=VALUE with a column of %s, got \"%s\""
                        .formatted(String.join(", ", COLUMNS.keySet()), condition));
            }
            where.put(parts[0], parts[1]);
        }
        return new TransferQuestion(metric, defense, where, heldOut);
    }

    private static Map<String, Function<MetricValue, String>> columns() {
        Map<String, Function<MetricValue, String>> columns = new LinkedHashMap<>();
        columns.put("dataset", value -> value.cell().dataset());
        columns.put("alignment", value -> value.cell().alignment().word());
        columns.put("attack", value -> value.cell().attack());
        columns.put(COUNTERMEASURE, value -> value.cell().countermeasure());
        columns.put(PAIRING, value -> value.pairing().word());
        columns.put("far", value -> value.far().map(Far::toString).orElse("-"));
        return columns;
    }

    /** Whether a number answers this, for whichever team. */
    boolean matches(MetricValue value) {
        Cell cell = value.cell();
        return value.metric().equals(metric)
                && !cell.surrogates().isEmpty()
                && !cell.model().equals(Cell.NOT_APPLICABLE)
                && cell.judge().equals(cell.model())
                && defense.map(cell.defense()::equals).orElse(true)
                && where.entrySet().stream()
                        .allMatch(
                                only -> COLUMNS.get(only.getKey()).apply(value).equals(only.getValue()))
                && (where.containsKey(COUNTERMEASURE) || cell.countermeasure().equals(Cell.NO_COUNTERMEASURE));
    }

    /**
     * Leaves the numbers that mean the same: where the probe alone is protected, if that was measured and no other pairing is asked for;
     * where the whole photo was shared, likewise.
     *
     * @throws InputError if they still differ in a column: a mean over different things would mean nothing
     */
    List<MetricValue> alike(List<MetricValue> values) {
        List<MetricValue> kept = preferring(PAIRING, Pairing.PROTECTED_CLEAN.word(), values);
        kept = preferring("alignment", Alignment.PHOTO.word(), kept);
        requireOne("defense", "--defense", kept, value -> value.cell().defense());
        for (Map.Entry<String, Function<MetricValue, String>> column : COLUMNS.entrySet()) {
            requireOne(column.getKey(), "--where " + column.getKey() + "=VALUE", kept, column.getValue());
        }
        return kept;
    }

    private List<MetricValue> preferring(String column, String word, List<MetricValue> values) {
        List<MetricValue> preferred = values.stream()
                .filter(value -> COLUMNS.get(column).apply(value).equals(word))
                .toList();
        return where.containsKey(column) || preferred.isEmpty() ? values : preferred;
    }

    private void requireOne(
            String column, String option, List<MetricValue> values, Function<MetricValue, String> word) {
        TreeSet<String> words = values.stream().map(word).collect(Collectors.toCollection(TreeSet::new));
        if (words.size() > 1) {
            throw new InputError("the records measure %s of several values of %s (%s); choose one with %s"
                    .formatted(metric, column, String.join(", ", words), option));
        }
    }
}
