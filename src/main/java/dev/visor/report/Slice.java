package dev.visor.report;

import dev.visor.core.Alignment;
import dev.visor.core.Cell;
import dev.visor.core.MetricValue;
import java.util.Comparator;

/** What one table is about: everything of a cell but defense, surrogates and victim. */
record Slice(String dataset, String attack, Alignment alignment, String rung, long seed) {

    /** {@code photo} before {@code crop}: the realistic one is the headline. */
    static final Comparator<Slice> ORDER = Comparator.comparing(Slice::dataset)
            .thenComparing(Slice::attack)
            .thenComparing(slice -> slice.alignment() == Alignment.CROP)
            .thenComparing(slice -> !slice.rung().equals("none"))
            .thenComparing(Slice::rung)
            .thenComparing(Slice::seed);

    static Slice of(MetricValue value) {
        Cell cell = value.cell();
        return new Slice(cell.dataset(), cell.attack(), cell.alignment(), cell.rung(), cell.seed());
    }

    boolean holds(MetricValue value) {
        return of(value).equals(this);
    }

    /** For ids. */
    String slug() {
        return Text.slug(String.join(
                "-", dataset, attack, alignment.word(), rung.equals("none") ? "" : rung, Long.toString(seed)));
    }

    /** For captions: {@code Data set lfw, attack zoo-identify, alignment photo, seed 1}. */
    String words() {
        return "Data set %s, attack %s, alignment %s%s, seed %d."
                .formatted(dataset, attack, alignment.word(), rung.equals("none") ? "" : ", after " + rung, seed);
    }
}
