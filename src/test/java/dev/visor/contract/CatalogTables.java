package dev.visor.contract;

import dev.visor.attack.Attack;
import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.Table;
import dev.visor.core.Citation;
import dev.visor.harness.plan.Entry;
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
                        new TreeMap<>(catalog.defenses().stream().collect(Collectors.groupingBy(Entry::type))),
                        "defense",
                        entry -> entry.source().fidelity());
            case "attacks by kind" ->
                grouped(
                        kinds(catalog.attacks()),
                        "attack",
                        entry -> entry.plugin().knowledge().word());
            default -> throw new IllegalArgumentException("a page asks for \"" + what + "\", which nobody makes");
        };
    }

    private static final String COUNTERMEASURES = "Countermeasures";

    private static Map<String, List<Entry<? extends Attack>>> kinds(List<Entry<? extends Attack>> attacks) {
        Map<String, List<Entry<? extends Attack>>> kinds = new LinkedHashMap<>();
        kinds.put("Attacks that recognize", of(RecognitionAttack.class, attacks));
        kinds.put(COUNTERMEASURES, of(Countermeasure.class, attacks));
        kinds.put("Attacks on trained recognizers", of(TrainingSideAttack.class, attacks));
        return kinds;
    }

    private static List<Entry<? extends Attack>> of(Class<?> kind, List<Entry<? extends Attack>> attacks) {
        return attacks.stream().filter(entry -> kind.isInstance(entry.plugin())).toList();
    }

    /** A heading and a table for each group; a source that all entries of a group share stands above its table. */
    private static <E extends Entry<?>> String grouped(
            Map<String, List<E>> groups, String noun, Function<E, String> second) {
        String last = noun.equals("defense") ? "fidelity" : "knowledge";
        StringBuilder page = new StringBuilder();
        groups.forEach((group, entries) -> {
            List<String> papers = entries.stream()
                    .map(entry -> entry.source())
                    .map(Citation::paper)
                    .distinct()
                    .toList();
            boolean shared = papers.size() == 1;
            List<List<String>> rows = new ArrayList<>();
            for (E entry : entries) {
                List<String> row = new ArrayList<>(List.of(entry.id(), entry.summary(), second.apply(entry)));
                if (!shared) {
                    row.add(entry.source().paper());
                }
                rows.add(row);
            }
            List<String> header = new ArrayList<>(
                    List.of(group.equals(COUNTERMEASURES) ? "countermeasure" : noun, "what it does", last));
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
