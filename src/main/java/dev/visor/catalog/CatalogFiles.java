package dev.visor.catalog;

import dev.visor.attack.Attack;
import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.catalog.type.Compositions;
import dev.visor.catalog.type.NamedPairs;
import dev.visor.catalog.yaml.EntryFolder;
import dev.visor.catalog.yaml.ValidationErrors;
import dev.visor.dataset.DataSetCard;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.Entry;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.service.ServiceCard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The entries and cards that a suite may name. */
record CatalogFiles(
        EntryFolder<Entry<Defense>> defenses,
        EntryFolder<Entry<RecognitionAttack>> attacks,
        EntryFolder<Entry<Countermeasure>> countermeasures,
        EntryFolder<Entry<TrainingSideAttack>> inversions,
        EntryFolder<RecognizerCard> recognizers,
        EntryFolder<DataSetCard> dataSets,
        EntryFolder<ServiceCard> services) {

    static final CatalogFiles EMPTY = new CatalogFiles(
            EntryFolder.empty(),
            EntryFolder.empty(),
            EntryFolder.empty(),
            EntryFolder.empty(),
            EntryFolder.empty(),
            EntryFolder.empty(),
            EntryFolder.empty());

    /** The name that files use, and the id it stands for: they differ where an entry is modified for one run. */
    static <P> Map<String, String> ids(EntryFolder<Entry<P>> entryFolder) {
        Map<String, String> ids = new TreeMap<>();
        for (String name : entryFolder.names()) {
            ids.put(name, entryFolder.find(name).map(Entry::id).orElse(name));
        }
        return ids;
    }

    static <P> Optional<Entry<P>> byId(EntryFolder<Entry<P>> entryFolder, String id) {
        return entryFolder.items().values().stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst();
    }

    /** Every attack, of whichever kind, in the order of their names. */
    List<Entry<? extends Attack>> allAttacks() {
        SortedMap<String, Entry<? extends Attack>> all = new TreeMap<>();
        all.putAll(attacks.items());
        all.putAll(countermeasures.items());
        all.putAll(inversions.items());
        return List.copyOf(all.values());
    }

    Set<String> attackNames() {
        Set<String> names = new TreeSet<>(attacks.names());
        names.addAll(countermeasures.names());
        names.addAll(inversions.names());
        return names;
    }

    /** With what another catalog holds; where both have a name, that is reported. */
    CatalogFiles with(CatalogFiles other, ValidationErrors problems) {
        return new CatalogFiles(
                defenses.with(other.defenses, problems),
                attacks.with(other.attacks, problems),
                countermeasures.with(other.countermeasures, problems),
                inversions.with(other.inversions, problems),
                recognizers.with(other.recognizers, problems),
                dataSets.with(other.dataSets, problems),
                services.with(other.services, problems));
    }

    /** Returns the same with the defenses that others are composed of put into those, and into the countermeasures that learn from their pairs. */
    CatalogFiles composed(ValidationErrors problems) {
        EntryFolder<Entry<Defense>> composed = new Compositions(defenses, problems).composed();
        return new CatalogFiles(
                composed,
                attacks,
                new NamedPairs(composed, problems).in(countermeasures),
                inversions,
                recognizers,
                dataSets,
                services);
    }

    /** Reports names that attacks of two kinds have. */
    void reportTwins(ValidationErrors problems) {
        attacks.reportTwins(countermeasures, problems);
        attacks.reportTwins(inversions, problems);
        countermeasures.reportTwins(inversions, problems);
    }

    /**
     * Returns the list in which an attack belongs that was named in the wrong one; empty if there is none of that name.
     */
    Optional<String> belongs(String name) {
        if (attacks.names().contains(name)) {
            return Optional.of(
                    "\"%s\" asks a recognizer; name it in attacks of a suite that recognizes".formatted(name));
        }
        if (countermeasures.names().contains(name)) {
            return Optional.of(
                    "\"%s\" is a countermeasure; name it in countermeasures, where every attack is made after it"
                            .formatted(name));
        }
        if (name.equals("own-accuracy")) {
            return Optional.of(
                    "\"own-accuracy\" is no attack; every suite of kind inversion measures it: leave it out");
        }
        return inversions.names().contains(name)
                ? Optional.of(
                        "\"%s\" inverts recognizers that are trained; name it in attacks of a suite of kind inversion"
                                .formatted(name))
                : Optional.empty();
    }
}
