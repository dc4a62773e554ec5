package dev.visor.contract;

import dev.visor.attack.Attack;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.Rung;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.attack.zoo.OwnAccuracy;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.Table;
import dev.visor.core.Source;
import dev.visor.harness.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of the catalog's page that are grouped. */
final class CatalogTables {

    private CatalogTables() {}

    static String of(String what) {
        Catalog catalog = GeneratedParts.CATALOG;
        return switch (what) {
            case "defenses by type" ->
                grouped(
                        new TreeMap<>(groups(catalog.defenses(), Entry::type)),
                        "defense",
                        entry -> entry.source().fidelity());
            case "attacks by kind" ->
                grouped(
                        ordered(groups(catalog.attacks(), entry -> kind(entry.plugin()))),
                        "attack",
                        entry -> entry.plugin().knowledge().word());
            default -> throw new IllegalArgumentException("a page asks for \"" + what + "\", which nobody makes");
        };
    }

    private static final List<String> KINDS = List.of(
            "Recognition protocols", "Countermeasures", "Attacks on trained recognizers", "Evaluations of utility");

    private static String kind(Attack attack) {
        if (attack instanceof OwnAccuracy) {
            return KINDS.get(3);
        }
        if (attack instanceof Rung) {
            return KINDS.get(1);
        }
        if (attack instanceof TrainingSideAttack) {
            return KINDS.get(2);
        }
        if (attack instanceof RecognitionAttack) {
            return KINDS.get(0);
        }
        throw new IllegalArgumentException("of no kind: " + attack.getClass());
    }

    private static <P> Map<String, List<Entry<P>>> ordered(Map<String, List<Entry<P>>> groups) {
        Map<String, List<Entry<P>>> ordered = new LinkedHashMap<>();
        KINDS.stream().filter(groups::containsKey).forEach(kind -> ordered.put(kind, groups.get(kind)));
        return ordered;
    }

    private static <P> Map<String, List<Entry<P>>> groups(List<Entry<P>> entries, Function<Entry<P>, String> group) {
        return entries.stream().collect(Collectors.groupingBy(group));
    }

    /** A heading and a table for each group; a source that all entries of a group share stands above its table. */
    private static <P> String grouped(
            Map<String, List<Entry<P>>> groups, String noun, Function<Entry<P>, String> second) {
        String last = noun.equals("defense") ? "fidelity" : "knowledge";
        StringBuilder page = new StringBuilder();
        groups.forEach((group, entries) -> {
            List<String> papers = entries.stream()
                    .map(Entry::source)
                    .map(Source::paper)
                    .distinct()
                    .toList();
            boolean shared = papers.size() == 1;
            List<List<String>> rows = new ArrayList<>();
            for (Entry<P> entry : entries) {
                List<String> row = new ArrayList<>(List.of(entry.id(), entry.summary(), second.apply(entry)));
                if (!shared) {
                    row.add(entry.source().paper());
                }
                rows.add(row);
            }
            List<String> header = new ArrayList<>(
                    List.of(group.equals(KINDS.get(1)) ? "countermeasure" : noun, "what it does", last));
            if (!shared) {
                header.add("from");
            }
            if (!page.isEmpty()) {
                page.append('\n');
            }
            page.append("### ").append(group).append("\n\n");
            if (shared && !papers.get(0).equals("none")) {
                page.append("From: ").append(papers.get(0)).append("\n\n");
            }
            page.append(new Table(header, rows).markdown());
        });
        return page.toString();
    }
}
