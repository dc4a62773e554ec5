package dev.visor.report.run;

import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.measure.MetricValue;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The scope of one table: everything of a cell but defense, surrogates and model. */
public record TableScope(String dataset, String attack, Alignment alignment, String countermeasure, long seed) {

    /** {@code photo} before {@code crop}: the realistic one is the headline. The worst case before the untouched photo. */
    public static final Comparator<TableScope> ORDER = Comparator.comparing(TableScope::dataset)
            .thenComparing(TableScope::attack)
            .thenComparing(slice -> slice.alignment() == Alignment.CROP)
            .thenComparing(slice -> !slice.countermeasure().equals(Countermeasures.WORST))
            .thenComparing(slice -> !slice.countermeasure().equals(Countermeasures.NONE))
            .thenComparing(TableScope::countermeasure)
            .thenComparing(TableScope::seed);

    public static TableScope of(MetricValue value) {
        Cell cell = value.cell();
        return new TableScope(cell.dataset(), cell.attack(), cell.alignment(), cell.countermeasure(), cell.seed());
    }

    public boolean holds(MetricValue value) {
        return of(value).equals(this);
    }

    /** Returns the scope as a part of ids. */
    public String slug() {
        return Text.slug(String.join(
                "-",
                dataset,
                attack,
                alignment.word(),
                countermeasure.equals(Countermeasures.NONE) ? "" : countermeasure,
                Long.toString(seed)));
    }

    /** Words the scope for captions: {@code Data set lfw, attack zoo-identify, alignment photo, seed 1}. */
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
        return alignment == run.alignment()
                && countermeasure.equals(run.countermeasures().headline());
    }

    /** Tables of this slice folded away, where it is not the headline. */
    public List<Block> folded(List<Block> tables) {
        return tables.isEmpty() ? List.of() : List.of(new Block.Details(words(), tables));
    }

    /** Words the tracker's part for titles: {@code , after jpeg-75}; nothing where the photo is left as it is. */
    public String tracker() {
        return switch (countermeasure) {
            case Countermeasures.NONE -> "";
            case Countermeasures.WORST -> ", worst case over the countermeasures";
            default -> ", after " + countermeasure;
        };
    }
}
