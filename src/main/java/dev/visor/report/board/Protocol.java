package dev.visor.report.board;

import dev.visor.result.entry.DatasetEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything but the defense that decides a number: two numbers stand in one table if this is the same of both.
 *
 * @param facets in one order for all protocols of a kind
 * @param dataset whose bytes must be the same, as far as both records tell
 */
public record Protocol(List<Facet> facets, DatasetEntry dataset) {

    public Protocol {
        facets = List.copyOf(facets);
    }

    public boolean sameAs(Protocol other) {
        return differences(other).isEmpty();
    }

    /** Returns what stands in the way of one table, a few words each; empty if nothing does. */
    public List<String> differences(Protocol other) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < facets.size(); i++) {
            facets.get(i).difference(other.facets.get(i)).ifPresent(differences::add);
        }
        if (differences.isEmpty() && !dataset.sameAs(other.dataset)) {
            differences.add("photos (the same names, other bytes)");
        }
        return differences;
    }

    /** Returns the words of a facet, {@code -} if it has none of that name. */
    public String words(String name) {
        return facets.stream()
                .filter(facet -> facet.name().equals(name))
                .map(Facet::words)
                .findFirst()
                .orElse("-");
    }

    /** Whether a facet is the same of both. */
    public boolean shares(String name, Protocol other) {
        return exact(name).equals(other.exact(name));
    }

    private List<String> exact(String name) {
        return facets.stream()
                .filter(facet -> facet.name().equals(name))
                .map(Facet::exact)
                .toList();
    }
}
