package dev.visor.audit.compare;

import dev.visor.core.Cell;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Matches the cells of one run with those of another. */
final class Names {

    private static final String MODIFIED = "modified-";

    private final Map<String, Cell> exact = new LinkedHashMap<>();
    private final Map<String, Cell> plain = new LinkedHashMap<>();

    private final Map<String, String> defenses;

    /**
     * @param cells of the new run
     * @param defenses of the base run that are matched with others of the new one, by the base's names
     */
    Names(Collection<Cell> cells, Map<String, String> defenses) {
        this.defenses = defenses;
        for (Cell cell : cells) {
            exact.putIfAbsent(cell.id(), cell);
            plain.putIfAbsent(plain(cell).id(), cell);
        }
    }

    /** The cell of that name, or the one that modifies it, or that it modifies. */
    Optional<Cell> counterpart(Cell cell) {
        Cell base = defenses.containsKey(cell.defense())
                ? cell.renamed(defenses.get(cell.defense()), cell.attack(), cell.countermeasure())
                : cell;
        return Optional.ofNullable(exact.get(base.id()))
                .or(() -> Optional.ofNullable(plain.get(plain(base).id())));
    }

    /** The entry that a parameter set on the command line has renamed. */
    static String plain(String name) {
        return name.startsWith(MODIFIED) ? name.substring(MODIFIED.length()) : name;
    }

    private static Cell plain(Cell cell) {
        return cell.renamed(plain(cell.defense()), plain(cell.attack()), plain(cell.countermeasure()));
    }
}
