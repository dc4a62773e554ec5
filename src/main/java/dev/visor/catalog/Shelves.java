package dev.visor.catalog;

import dev.visor.attack.Attack;
import dev.visor.dataset.DataSetCard;
import dev.visor.defense.Defense;
import dev.visor.harness.Entry;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.service.ServiceCard;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything that a suite may name. */
record Shelves(
        Shelf<Entry<Defense>> defenses,
        Shelf<Entry<Attack>> attacks,
        Shelf<RecognizerCard> recognizers,
        Shelf<DataSetCard> dataSets,
        Shelf<ServiceCard> services) {

    /** The name that files use, and the id it stands for: they differ where an entry is modified for one run. */
    static <P> Map<String, String> ids(Shelf<Entry<P>> shelf) {
        Map<String, String> ids = new TreeMap<>();
        for (String name : shelf.names()) {
            ids.put(name, shelf.find(name).map(Entry::id).orElse(name));
        }
        return ids;
    }

    static <P> Optional<Entry<P>> byId(Shelf<Entry<P>> shelf, String id) {
        return shelf.items().values().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst();
    }
}
