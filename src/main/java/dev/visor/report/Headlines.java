package dev.visor.report;

import dev.visor.core.Alignment;
import dev.visor.core.Interval;
import dev.visor.core.MetricValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One sentence a defense: what it is worth on the photo that is shared, beside the clean control. */
final class Headlines {

    private static final String BLACK_BOX = "rank1_untargeted";
    private static final String WHITE_BOX = "rank1_targeted";

    private Headlines() {}

    /** @param text without the defense's name in front */
    record Headline(String defense, String text) {}

    static List<Headline> of(Run run) {
        List<Headline> headlines = new ArrayList<>();
        Collection<String> defenses = new LinkedHashSet<>();
        run.protections(ranks(run, BLACK_BOX).map(Run.Protection::of)).forEach(p -> defenses.add(p.defense()));
        for (String defense : defenses) {
            headlines.add(new Headline(defense, sentence(run, defense)));
        }
        return headlines;
    }

    /** The mean over all cells of a defense where the victim is none of its surrogates. */
    static Optional<Mean> blackBox(Run run, String defense) {
        return Mean.of(blackBoxCells(run, defense));
    }

    private static List<MetricValue> blackBoxCells(Run run, String defense) {
        return ranks(run, BLACK_BOX)
                .filter(v -> v.cell().defense().equals(defense) && !Run.whiteBox(v))
                .toList();
    }

    /** Rank metrics at the headline's alignment, without purification or with every rung that was run. */
    private static Stream<MetricValue> ranks(Run run, String metric) {
        return run.of(metric).filter(v -> v.cell().alignment() == Alignment.PHOTO);
    }

    private static String sentence(Run run, String defense) {
        List<MetricValue> cells = blackBoxCells(run, defense);
        Optional<Mean> mean = Mean.of(cells);
        StringBuilder out = new StringBuilder();
        if (mean.isEmpty()) {
            out.append("No black-box victim judged the shared photo.");
        } else if (defense.equals(Run.CONTROL)) {
            out.append("Clean control: rank1_untargeted %s, mean of %s (n = %s probes each)."
                    .formatted(mean.get().words(), victims(cells), n(cells)));
        } else {
            out.append(protection(run, cells, mean.get()));
        }
        List<MetricValue> white = ranks(run, WHITE_BOX)
                .filter(v -> v.cell().defense().equals(defense) && Run.whiteBox(v))
                .toList();
        Mean.of(white)
                .ifPresent(m -> out.append(" White-box rank1_targeted %s (n = %s, %s)."
                        .formatted(m.words(), n(white), Text.plural(white.size(), "surrogate"))));
        return out.toString();
    }

    private static String protection(Run run, List<MetricValue> cells, Mean mean) {
        List<MetricValue> controls = cells.stream()
                .map(cell -> sameCell(run, cell, Run.CONTROL))
                .flatMap(Optional::stream)
                .toList();
        String control = controls.size() == cells.size()
                ? "none " + Mean.of(controls).orElseThrow().words()
                : "none: no rate for these victims";
        MetricValue weakest = mean.weakest();
        String weakestControl = sameCell(run, weakest, Run.CONTROL)
                .map(c -> ", none " + Text.percent(c.value()) + " %")
                .orElse("");
        return ("Black-box rank1_untargeted %s, %s; mean of %s (n = %s probes each). Weakest on %s: %s %% [%s]%s."
                        + "%s%s")
                .formatted(
                        mean.words(),
                        control,
                        victims(cells),
                        n(cells),
                        weakest.cell().victim(),
                        Text.percent(weakest.value()),
                        Text.percent(weakest.interval()),
                        weakestControl,
                        above(run, cells, Run.CONTROL),
                        above(run, cells, "noise"));
    }

    /** Counts cells whose interval lies above the interval of the other defense's cell: a careful verdict. */
    private static String above(Run run, List<MetricValue> cells, String other) {
        int judged = 0;
        int above = 0;
        for (MetricValue cell : cells) {
            Optional<MetricValue> rival = sameCell(run, cell, other);
            if (cell.cell().defense().equals(other) || rival.isEmpty()) {
                continue;
            }
            judged++;
            if (low(cell) > high(rival.get())) {
                above++;
            }
        }
        return judged == 0 ? "" : " Interval above that of %s in %d of %d cells.".formatted(other, above, judged);
    }

    private static Optional<MetricValue> sameCell(Run run, MetricValue cell, String defense) {
        return ranks(run, cell.metric())
                .filter(v -> v.cell().defense().equals(defense)
                        && v.cell().victim().equals(cell.cell().victim())
                        && Slice.of(v).equals(Slice.of(cell)))
                .findFirst();
    }

    private static double low(MetricValue value) {
        return value.interval().map(Interval::low).orElse(value.value());
    }

    private static double high(MetricValue value) {
        return value.interval().map(Interval::high).orElse(value.value());
    }

    private static String victims(List<MetricValue> cells) {
        long victims = cells.stream().map(v -> v.cell().victim()).distinct().count();
        String of = Text.plural(victims, "victim");
        return cells.size() == victims ? of : of + " in " + Text.plural(cells.size(), "cell");
    }

    private static String n(List<MetricValue> cells) {
        return Text.range(cells.stream().mapToLong(MetricValue::n));
    }
}
