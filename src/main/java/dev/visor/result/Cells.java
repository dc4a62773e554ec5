package dev.visor.result;

import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Digest;
import dev.visor.core.Trust;
import dev.visor.result.csv.CsvRow;
import dev.visor.result.csv.CsvWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code cells.csv}: the short id that the other files use for a cell, and what the cell is. */
public final class Cells {

    static final String FILE = "cells.csv";

    private static final String TRUST = "trust";

    /** The values in tables that are older than a column: then all that was measured was Visor's own. */
    static final Map<String, String> WHERE_ABSENT = Map.of(TRUST, Trust.BUILT_IN.word());

    /** The columns that say which cell a row is about; in {@code metrics.csv}, too. */
    static final List<String> COLUMNS = List.of(
            "cell",
            "dataset",
            "seed",
            "alignment",
            "defense",
            "surrogates",
            "defense_access",
            "attack",
            "attacker_access",
            "countermeasure",
            "model",
            "judge",
            TRUST);

    private static final int SHORT = 10;

    private final Map<String, Cell> byId;

    private Cells(Map<String, Cell> byId) {
        this.byId = byId;
    }

    /** The cells of a plan, in its order. */
    public static Cells of(Collection<Cell> cells) {
        Map<String, Cell> byId = new LinkedHashMap<>();
        for (Cell cell : cells) {
            Cell other = byId.putIfAbsent(shortId(cell), cell);
            if (other != null && !other.equals(cell)) {
                throw new IllegalArgumentException(
                        "cells %s and %s share the short id %s".formatted(other.id(), cell.id(), shortId(cell)));
            }
        }
        return new Cells(byId);
    }

    /** The first ten hexadecimal digits of the digest of {@link Cell#id()}: the same in every run and on every machine. */
    public static String shortId(Cell cell) {
        return Digest.of(cell.id()).hex().substring(0, SHORT);
    }

    public Optional<Cell> named(String shortId) {
        return Optional.ofNullable(byId.get(shortId));
    }

    public List<Cell> all() {
        return List.copyOf(byId.values());
    }

    static Cells read(Path directory) {
        Map<String, Cell> byId = new LinkedHashMap<>();
        RecordFile.CELLS.table(directory).each(row -> {
            Cell cell = cell(row);
            String id = row.text("cell");
            if (byId.put(id, cell) != null) {
                throw row.wrong("cell", "each cell once");
            }
        });
        return new Cells(byId);
    }

    void write(Path directory) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, byId.values().stream().map(Cells::planned));
    }

    /** Reads a cell from a row that has all its coordinates. */
    static Cell cell(CsvRow row) {
        Cell cell = new Cell(
                row.name("dataset"),
                row.number("seed"),
                row.word("alignment", Alignment.class, Alignment::word),
                row.name("defense"),
                surrogates(row),
                row.word("defense_access", Access.class, Access::word),
                row.name("attack"),
                attackerAccess(row),
                row.name("countermeasure"),
                row.name("model"),
                row.name("judge"),
                row.word(TRUST, Trust.class, Trust::word));
        if (!shortId(cell).equals(row.text("cell"))) {
            throw row.wrong("cell", shortId(cell) + ", the short id of " + cell.id());
        }
        return cell;
    }

    static List<String> surrogates(CsvRow row) {
        return row.optional("surrogates")
                .map(word -> List.of(row.name("surrogates").split("\\+")))
                .orElse(List.of());
    }

    private static AttackerAccess attackerAccess(CsvRow row) {
        return row.has("attacker_access")
                ? row.word("attacker_access", AttackerAccess.class, AttackerAccess::word)
                : AttackerAccess.NONE;
    }

    /** The values of {@link #COLUMNS}; attack, model and judge may not apply. */
    static List<String> row(Cell cell) {
        return List.of(
                shortId(cell),
                CsvWriter.name(cell.dataset()),
                Long.toString(cell.seed()),
                cell.alignment().word(),
                CsvWriter.name(cell.defense()),
                cell.surrogatesWord(),
                cell.defenseAccess().word(),
                cell.attack(),
                cell.attackerAccess().word(),
                CsvWriter.name(cell.countermeasure()),
                cell.model(),
                cell.judge(),
                cell.trust().word());
    }

    private static List<String> planned(Cell cell) {
        CsvWriter.name(cell.attack());
        CsvWriter.name(cell.model());
        CsvWriter.name(cell.judge());
        return row(cell);
    }
}
