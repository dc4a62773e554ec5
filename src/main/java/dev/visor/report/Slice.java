package dev.visor.report;

import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.MetricValue;
import dev.visor.report.Section.Block;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What one table is about: everything of a cell but defense, surrogates and victim. */
record Slice(String dataset, String attack, Alignment alignment, String rung, long seed) {

    /** {@code photo} before {@code crop}: the realistic one is the headline. The worst case before the untouched photo. */
    static final Comparator<Slice> ORDER = Comparator.comparing(Slice::dataset)
            .thenComparing(Slice::attack)
            .thenComparing(slice -> slice.alignment() == Alignment.CROP)
            .thenComparing(slice -> !slice.rung().equals(Rungs.WORST))
            .thenComparing(slice -> !slice.rung().equals(Rungs.NONE))
            .thenComparing(Slice::rung)
            .thenComparing(Slice::seed);

    static Slice of(MetricValue value) {
        Cell cell = value.cell();
        return new Slice(cell.dataset(), cell.attack(), cell.alignment(), cell.countermeasure(), cell.seed());
    }

    boolean holds(MetricValue value) {
        return of(value).equals(this);
    }

    /** For ids. */
    String slug() {
        return Text.slug(String.join(
                "-", dataset, attack, alignment.word(), rung.equals(Rungs.NONE) ? "" : rung, Long.toString(seed)));
    }

    /** For captions: {@code Data set lfw, attack zoo-identify, alignment photo, seed 1}. */
    String words() {
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
    boolean isHeadline(Run run) {
        return alignment == run.alignment() && rung.equals(run.rungs().headline());
    }

    /** Tables of this slice folded away, where it is not the headline. */
    List<Block> folded(List<Block> tables) {
        return tables.isEmpty() ? List.of() : List.of(new Block.Details(words(), tables));
    }

    /** For titles: {@code , after jpeg-75}; nothing where the photo is left as it is. */
    String tracker() {
        return switch (rung) {
            case Rungs.NONE -> "";
            case Rungs.WORST -> ", worst case over the ladder";
            default -> ", after " + rung;
        };
    }
}
