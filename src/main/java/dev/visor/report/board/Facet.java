package dev.visor.report.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that two numbers must have in common to stand in one table.
 *
 * @param name such as {@code models}
 * @param items of it, as a reader knows them
 * @param exact all that decides, digests among it
 */
public record Facet(String name, List<String> items, String exact) {

    public Facet {
        items = List.copyOf(items);
    }

    /** Makes a facet that is told in one word or sentence, and decided by more. */
    public static Facet of(String name, String item, String exact) {
        return new Facet(name, List.of(item), exact);
    }

    /** Makes a facet that is decided by what is told. */
    public static Facet of(String name, String item) {
        return of(name, item, item);
    }

    public String words() {
        return String.join(", ", items);
    }

    /** Returns what differs from the other one; empty if nothing does. */
    public Optional<String> difference(Facet other) {
        if (exact.equals(other.exact)) {
            return Optional.empty();
        }
        List<String> here = without(items, other.items);
        List<String> there = without(other.items, items);
        if (here.isEmpty() && there.isEmpty()) {
            return Optional.of(name + " (the same names, other contents or settings)");
        }
        if (items.size() == 1 && other.items.size() == 1) {
            return Optional.of("%s (%s in place of %s)".formatted(name, words(), other.words()));
        }
        List<String> parts = new ArrayList<>();
        if (!here.isEmpty()) {
            parts.add("with " + String.join(", ", here));
        }
        if (!there.isEmpty()) {
            parts.add("without " + String.join(", ", there));
        }
        return Optional.of("%s (%s)".formatted(name, String.join(", ", parts)));
    }

    private static List<String> without(List<String> some, List<String> others) {
        List<String> left = new ArrayList<>(some);
        left.removeAll(others);
        return left;
    }
}
