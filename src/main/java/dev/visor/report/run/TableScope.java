package dev.visor.report.run;

import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What one table is about: everything of a cell but defense, surrogates and victim. */
public record TableScope(String dataset, String attack, Alignment alignment, String rung, long seed) {

    /** {@code photo} before {@code crop}: the realistic one is the headline. The worst case before the untouched photo. */
    public static final Comparator<TableScope> ORDER = Comparator.comparing(TableScope::dataset)
            .thenComparing(TableScope::attack)
            .thenComparing(slice -> slice.alignment() == Alignment.CROP)
            .thenComparing(slice -> !slice.rung().equals(Countermeasures.WORST))
            .thenComparing(slice -> !slice.rung().equals(Cell.NO_COUNTERMEASURE))
            .thenComparing(TableScope::rung)
            .thenComparing(TableScope::seed);

    public static TableScope of(MetricValue value) {
        Cell cell = value.cell();
        return new TableScope(cell.dataset(), cell.attack(), cell.alignment(), cell.countermeasure(), cell.seed());
    }

    public boolean holds(MetricValue value) {
        return of(value).equals(this);
    }

    /** For ids. */
    public String slug() {
        return Text.slug(String.join(
                "-",
                dataset,
                attack,
                alignment.word(),
                rung.equals(Cell.NO_COUNTERMEASURE) ? "" : rung,
                Long.toString(seed)));
    }

    /** For captions: {@code Data set lfw, attack zoo-identify, alignment photo, seed 1}. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "Data set %s, attack %s, alignment %s%s, seed %d.",
                dataset,
                attack,
                alignment.word(),
                tracker(),
                seed);
    }

    /** Whether this is what headlines are about. */
    public boolean isHeadline(Run run) {
        return alignment == run.alignment() && rung.equals(run.rungs().headline());
    }

    /** Tables of this slice folded away, where it is not the headline. */
    public List<Block> folded(List<Block> tables) {
        return tables.isEmpty() ? List.of() : List.of(new Block.Details(words(), tables));
    }

    /** For titles: {@code , after jpeg-75}; nothing where the photo is left as it is. */
    public String tracker() {
        return switch (rung) {
            case Cell.NO_COUNTERMEASURE -> "";
            case Countermeasures.WORST -> ", worst case over the ladder";
            default -> ", after " + rung;
        };
    }
}
