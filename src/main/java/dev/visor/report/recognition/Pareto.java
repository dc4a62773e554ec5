package dev.visor.report.recognition;

import java.util.List;

/** Finds those of several choices that no other one beats. */
final class Pareto {

    private Pareto() {}

    /**
     * A choice: what a protection gives and takes.
     *
     * @param protection rate, 0..1, higher is better
     * @param ssim 0..1, higher is better
     * @param milliseconds a photo, lower is better
     */
    record Choice(double protection, double ssim, double milliseconds) {

        /** Tells whether this choice is at least as good in everything, and better in something. */
        boolean dominates(Choice other) {
            boolean nowhereWorse =
                    protection >= other.protection && ssim >= other.ssim && milliseconds <= other.milliseconds;
            return nowhereWorse && !equals(other);
        }
    }

    /** Tells for each choice whether none of the others dominates it. */
    static List<Boolean> front(List<Choice> choices) {
        return choices.stream()
                .map(choice -> choices.stream().noneMatch(other -> other.dominates(choice)))
                .toList();
    }
}
