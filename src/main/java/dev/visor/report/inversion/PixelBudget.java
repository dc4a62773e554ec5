package dev.visor.report.inversion;

import dev.visor.result.RunInfo.Entry;
import java.util.Optional;

/**
 * The epsilon that a defense with noise or flips on pixels spends in one use of a photo, told by its type and parameters.
 *
 * @param photo of all that a photo holds: all its pixels may differ
 * @param value of each value of a pixel, as the entry says it; empty if the values of a pixel share one epsilon
 * @param spent in words, by what
 */
record PixelBudget(double photo, Optional<String> value, String spent) {

    private static final String ONE_USE =
            "of one use; whoever sees a photo t times has t times that, and training draws anew in every epoch";

    /**
     * Reads a budget.
     *
     * @param side of the photos, in pixels
     * @return empty for a defense of another kind
     */
    static Optional<PixelBudget> of(Entry entry, int side) {
        double pixels = (double) side * side;
        return switch (entry.type()) {
            case "dp-noise" ->
                of(entry, "epsilon")
                        .map(epsilon -> new PixelBudget(
                                3 * pixels * Double.parseDouble(epsilon), Optional.of(epsilon), ONE_USE));
            case "ldp-slicing" ->
                of(entry, "budget")
                        .map(budget -> new PixelBudget(
                                pixels * Double.parseDouble(budget),
                                Optional.empty(),
                                "%s on each sliced pixel, of which 4 tell of a pixel of the photo; ".formatted(budget)
                                        + ONE_USE));
            default -> Optional.empty();
        };
    }

    private static Optional<String> of(Entry entry, String parameter) {
        return Optional.ofNullable(entry.params().get(parameter)).map(String::valueOf);
    }
}
