package dev.visor.catalog.type;

import dev.visor.attack.Countermeasure;
import dev.visor.catalog.yaml.EntryFile;
import dev.visor.catalog.yaml.EntryFolder;
import dev.visor.catalog.yaml.NearestWord;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks the defenses that countermeasures name as those of whose pairs they learn.
 *
 * <p>As with {@link Compositions}, their parameters become parameters of the entry that names them, {@code makeup-plum.layers}: what a tracker
 * learns from is part of what he is, and of every key. Where such a defense is modified for one run, so is the countermeasure.
 */
public final class NamedPairs {

    private static final String KEY = "pairs_of";

    private final EntryFolder<Entry<Defense>> defenses;
    private final ValidationErrors problems;

    public NamedPairs(EntryFolder<Entry<Defense>> defenses, ValidationErrors problems) {
        this.defenses = defenses;
        this.problems = problems;
    }

    /** Returns all countermeasures, with the parameters of the defenses that they name; one that names what is not there is reported and left out. */
    public EntryFolder<Entry<Countermeasure>> in(EntryFolder<Entry<Countermeasure>> countermeasures) {
        Map<String, Entry<Countermeasure>> items = new TreeMap<>();
        countermeasures
                .items()
                .forEach((name, entry) ->
                        with(entry, countermeasures.files().get(name)).ifPresent(whole -> items.put(name, whole)));
        return new EntryFolder<>(items, countermeasures.files());
    }

    private Optional<Entry<Countermeasure>> with(Entry<Countermeasure> entry, EntryFile file) {
        List<String> names = entry.plugin().pairsOf();
        SortedMap<String, String> params = new TreeMap<>(entry.params());
        Set<String> seen = new HashSet<>();
        String id = entry.id();
        for (String name : names) {
            if (!seen.add(name)) {
                report(file, "%s names \"%s\" twice; name each defense once".formatted(KEY, name));
                return Optional.empty();
            }
            if (!defenses.names().contains(name)) {
                report(file, NearestWord.unknown("defense", name, defenses.names()));
                return Optional.empty();
            }
            Optional<Entry<Defense>> defense = defenses.find(name);
            if (defense.isEmpty()) {
                return Optional.empty();
            }
            params.put(name + ".type", defense.get().type());
            defense.get().params().forEach((key, value) -> params.put(name + "." + key, value));
            id = Compositions.modifiedWith(id, defense.get().id());
        }
        return Optional.of(new Entry<>(id, entry.type(), entry.summary(), entry.source(), params, entry.plugin()));
    }

    private void report(EntryFile file, String sentence) {
        problems.add(Compositions.place(file, KEY), sentence);
    }
}
