package dev.visor.harness.plan;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.core.Cell;
import dev.visor.core.CountedByValue;
import dev.visor.core.InputError;
import dev.visor.core.image.Crop;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.Protocol;
import dev.visor.dataset.Splits;
import dev.visor.defense.Defense;
import dev.visor.harness.Guards;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.service.Capability;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A suite with every word replaced by what it names; all checks of the catalog have passed.
 *
 * @param defenses in the suite's order, {@code none} first
 * @param countermeasures in the suite's order, {@code none} first
 * @param recognizers the cards of all models, surrogates and judges of countermeasures, by id
 * @param overrides what was set on the command line, as it was written
 * @param guards that a run of it works under: all, but in the self-test
 * @param services the cards of services, by id
 * @param pairDefenses that countermeasures name as those of whose pairs they learn
 */
@CountedByValue("a plan: what it says stands in keys")
public record ResolvedSuite(
        Suite suite,
        List<Entry<Defense>> defenses,
        List<Entry<RecognitionAttack>> attacks,
        List<Entry<Countermeasure>> countermeasures,
        SortedMap<String, RecognizerCard> recognizers,
        DataSetCard dataset,
        List<String> overrides,
        Guards guards,
        SortedMap<String, ServiceCard> services,
        PairDefenses pairDefenses)
        implements Experiment {

    public ResolvedSuite {
        defenses = List.copyOf(defenses);
        attacks = List.copyOf(attacks);
        countermeasures = List.copyOf(countermeasures);
        recognizers = Collections.unmodifiableSortedMap(new TreeMap<>(recognizers));
        overrides = List.copyOf(overrides);
        services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    }

    @Override
    public String id() {
        return suite.id();
    }

    @Override
    public List<Long> seeds() {
        return suite.seeds();
    }

    @Override
    public String summary() {
        return suite.summary();
    }

    @Override
    public String caveat() {
        return suite.caveat();
    }

    @Override
    public boolean mayUseAssets() {
        return suite.assets();
    }

    @Override
    public SortedMap<String, String> parts() {
        SortedMap<String, String> parts = new TreeMap<>();
        parts.put("suite", suite.digest().hex());
        defenses.forEach(
                entry -> parts.put("defense " + entry.id(), entry.digest().hex()));
        attacks.forEach(
                entry -> parts.put("attack " + entry.id(), entry.digest().hex()));
        countermeasures.forEach(
                entry -> parts.put("rung " + entry.id(), entry.digest().hex()));
        recognizers.forEach(
                (id, card) -> parts.put("recognizer " + id, card.digest().hex()));
        services.forEach((id, card) -> parts.put("service " + id, card.digest().hex()));
        parts.put("dataset " + dataset.id(), dataset.digest().hex());
        return parts;
    }

    /**
     * Assigns people of the data set to roles, and photos of the protected ones in every split.
     *
     * @throws InputError if there are too few, or a defense learns or is trained from photos of which the suite keeps none
     */
    public Splits splits(DataSet data) {
        Splits splits = suite.splits(data);
        RolesOfDefenses.require(splits.first(), suite.id(), defenses);
        return splits;
    }

    /**
     * Assigns people and photos of the data set to roles once, for whoever looks at one division of the photos.
     *
     * @throws InputError as {@link #splits}, and if the suite has several splits
     */
    public Protocol roles(DataSet data) {
        return RolesOfDefenses.once(splits(data), suite.id());
    }

    /** A defense with the surrogates it uses: photos are protected once for each. */
    public record Protection(Entry<Defense> defense, List<RecognizerCard> surrogates) {

        public Protection {
            surrogates = List.copyOf(surrogates);
        }

        public List<String> surrogateIds() {
            return surrogates.stream().map(RecognizerCard::id).toList();
        }

        /** {@code tip-im on a+b}; the defense alone if it uses no surrogate. */
        public String label() {
            return defense.id() + (surrogates.isEmpty() ? "" : " on " + String.join("+", surrogateIds()));
        }

        /** Returns the cell under which is recorded what is measured before any attack, such as quality and speed. */
        public Cell cell(String dataset, long seed) {
            return Cell.of(defense.id(), surrogateIds(), dataset, seed)
                    .restingOn(defense.plugin().trust());
        }
    }

    /** Returns the crop of faces for a defense: as its surrogates take them, unless it has one of its own. */
    public Crop crop(Protection protection) {
        boolean asSurrogates = !protection.surrogates().isEmpty()
                && protection.defense().plugin().cutAsSurrogates();
        Crop usual = asSurrogates ? protection.surrogates().get(0).crop() : suite.crop();
        return protection.defense().plugin().crop(usual);
    }

    /** Whether anything of it lies in the assets folder. */
    @Override
    public boolean needsAssets() {
        return dataset.isInAssets()
                || suite.detector().equals("mtcnn")
                || recognizers.values().stream().anyMatch(card -> card.asset().isInAssets());
    }

    /** Every defense, once for each of its surrogates if it needs any. */
    public List<Protection> protections() {
        List<Protection> all = new ArrayList<>();
        for (Entry<Defense> defense : defenses) {
            if (!defense.plugin().needsSurrogates()) {
                all.add(new Protection(defense, List.of()));
                continue;
            }
            suite.surrogates().stream()
                    .filter(surrogates -> surrogates.stream().allMatch(id -> runs(id, defense.id())))
                    .map(surrogates -> surrogates.stream().map(recognizers::get).toList())
                    .forEach(surrogates -> all.add(new Protection(defense, surrogates)));
        }
        return List.copyOf(all);
    }

    /** Returns the same suite with a defense that is in no catalog, beside the control, which differentiated these surrogates together. */
    public ResolvedSuite defendedBy(Entry<Defense> defense, List<String> surrogates) {
        return new ResolvedSuite(
                suite.defendedBy(defense.id(), surrogates),
                List.of(control().defense(), defense),
                attacks,
                countermeasures,
                recognizers,
                dataset,
                overrides,
                guards,
                services,
                pairDefenses);
    }

    /** The attacks, then the countermeasures. */
    @Override
    public List<Entry<?>> evaluated() {
        List<Entry<?>> all = new ArrayList<>(attacks);
        all.addAll(countermeasures);
        return all;
    }

    /** The recognition attacks that judge defenses, or those that judge the recognizers themselves. */
    public List<Entry<RecognitionAttack>> recognitionAttacks(boolean judgingDefenses) {
        return attacks.stream()
                .filter(attack -> attack.plugin().judgesDefenses() == judgingDefenses)
                .toList();
    }

    /**
     * The countermeasures that a protection meets: the costly ones are restricted to some defenses, but never spare the control; one that
     * takes a protection back meets those that have such a key.
     */
    public List<Entry<Countermeasure>> countermeasures(Protection protection) {
        String id = protection.defense().id();
        return countermeasures.stream()
                .filter(countermeasure -> Removals.meets(countermeasure, protection)
                        && (protection.equals(control())
                                || allows(suite.countermeasureDefenses(), countermeasure.id(), id)))
                .toList();
    }

    /** The models that a countermeasure is put before. */
    public List<String> models(Entry<Countermeasure> countermeasure) {
        return suite.models().stream()
                .filter(model -> allows(suite.countermeasureModels(), countermeasure.id(), model))
                .toList();
    }

    /** Whether a model meets more than one countermeasure of a tracker, so that one of them is the worst. */
    public boolean hasWorstCase(Protection protection, String model) {
        return countermeasures(protection).stream()
                        .filter(countermeasure -> !Removals.has(countermeasure)
                                && models(countermeasure).contains(model))
                        .count()
                > 1;
    }

    /** Whether a countermeasure of that protection is one that the tracker trains for. */
    public boolean trains(Protection protection) {
        return countermeasures(protection).stream()
                .anyMatch(countermeasure -> countermeasure.plugin().trains());
    }

    /**
     * Returns the judge on a countermeasure in that model's place: the model itself, unless the countermeasure replaces
     * it.
     */
    public String judge(Entry<Countermeasure> countermeasure, String model) {
        return countermeasure.plugin().judge().orElse(model);
    }

    public Entry<Countermeasure> countermeasure(Cell cell) {
        return countermeasures.stream()
                .filter(countermeasure -> countermeasure.id().equals(cell.countermeasure()))
                .findFirst()
                .orElseThrow();
    }

    /** Every recognizer that judges: the models, then those that replace one. */
    public List<String> judges() {
        Set<String> judges = new LinkedHashSet<>(suite.models());
        countermeasures.forEach(
                countermeasure -> models(countermeasure).forEach(model -> judges.add(judge(countermeasure, model))));
        return List.copyOf(judges);
    }

    private static boolean allows(Map<String, List<String>> restrictions, String restricted, String other) {
        return !restrictions.containsKey(restricted)
                || restrictions.get(restricted).contains(other);
    }

    @Override
    public List<Cell> cells() {
        return new PlannedCells(this).all();
    }

    /** The cells of one protection: alignment, then countermeasure, then attack, then model. */
    public List<Cell> cells(Protection protection, long seed) {
        return new PlannedCells(this).of(protection, seed);
    }

    /** Returns the protection under which is recorded what judges no defense: {@code none}. */
    Protection control() {
        return protections().get(0);
    }

    private boolean runs(String surrogate, String defense) {
        return allows(suite.surrogateDefenses(), surrogate, defense);
    }

    /** Whether a service of that kind can be asked what the attack asks. */
    public static boolean canBeAsked(RecognitionAttack attack, ServiceKind kind) {
        return attack.judgesDefenses()
                && attack.remote()
                        .filter(remote ->
                                remote.canAsk(kind) || kind.capabilities().contains(Capability.EMBED))
                        .isPresent();
    }
}
