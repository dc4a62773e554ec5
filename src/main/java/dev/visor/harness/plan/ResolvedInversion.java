package dev.visor.harness.plan;

import dev.visor.attack.LinkageAttack;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.attack.zoo.OwnAccuracy;
import dev.visor.core.Access;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Citation;
import dev.visor.core.CountedByValue;
import dev.visor.core.Trust;
import dev.visor.core.image.Crop;
import dev.visor.dataset.DataSetCard;
import dev.visor.defense.Defense;
import dev.visor.harness.Guards;
import dev.visor.recognizer.RecognizerCard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An inversion suite with every word replaced by what it names; all checks of the catalog have passed.
 *
 * <p>In its cells, the model is the recognizer under attack, and the judge is the judge who has the last word on whether a reconstruction
 * shows the person: what works on the one is judged by the other. In cells of {@link OwnAccuracy}, which every suite measures, the model
 * judges itself.
 *
 * @param defenses in the suite's order, {@code none} first
 * @param recognizers the cards of judges, teacher and surrogates, by id
 * @param people the data set that is trained on
 * @param others the data set of strangers
 * @param overrides what was set on the command line, as it was written
 */
@CountedByValue("a plan: what it says stands in keys")
public record ResolvedInversion(
        InversionSuite suite,
        List<Entry<Defense>> defenses,
        List<Entry<TrainingSideAttack>> attacks,
        SortedMap<String, RecognizerCard> recognizers,
        DataSetCard people,
        DataSetCard others,
        List<String> overrides)
        implements Experiment {

    /** The evaluation that every suite makes of what it trains; no attack, but judged and recorded beside them. */
    public static final Entry<OwnAccuracy> UTILITY = new Entry<>(
            "own-accuracy",
            "own-accuracy",
            "how well a recognizer that was trained here does its own work, on people it knows and on people it never saw",
            new Citation("none", "control"),
            new TreeMap<>(),
            new OwnAccuracy());

    private static final int SMALL = 64;

    public ResolvedInversion {
        defenses = List.copyOf(defenses);
        attacks = List.copyOf(attacks);
        recognizers = Collections.unmodifiableSortedMap(new TreeMap<>(recognizers));
        overrides = List.copyOf(overrides);
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
    public Guards guards() {
        return Guards.ALL;
    }

    @Override
    public boolean mayUseAssets() {
        return suite.assets();
    }

    @Override
    public boolean needsAssets() {
        return people.isInAssets()
                || others.isInAssets()
                || recognizers.values().stream().anyMatch(card -> card.asset().isInAssets());
    }

    @Override
    public SortedMap<String, String> parts() {
        SortedMap<String, String> parts = new TreeMap<>();
        parts.put("suite", suite.digest().hex());
        defenses.forEach(
                entry -> parts.put("defense " + entry.id(), entry.digest().hex()));
        evaluated()
                .forEach(entry ->
                        parts.put("attack " + entry.id(), entry.digest().hex()));
        recognizers.forEach(
                (id, card) -> parts.put("recognizer " + id, card.digest().hex()));
        parts.put("dataset " + people.id(), people.digest().hex());
        parts.put("dataset " + others.id(), others.digest().hex());
        return parts;
    }

    /** Returns the crop of all faces: for the recognizers that are trained, which is how reconstructions look. */
    public Crop crop() {
        return suite.model().side() == SMALL ? Crop.ARCFACE64 : Crop.ARCFACE112;
    }

    /** The defenses that an attack meets: a costly one is restricted to some, but never spares the control. */
    public List<Entry<Defense>> defenses(Entry<TrainingSideAttack> attack) {
        List<String> allowed = suite.attackDefenses().get(attack.id());
        return defenses.stream()
                .filter(defense -> allowed == null || defense.equals(control()) || allowed.contains(defense.id()))
                .toList();
    }

    /** The evaluation, then the attacks. */
    @Override
    public List<Entry<?>> evaluated() {
        List<Entry<?>> all = new ArrayList<>(List.of(UTILITY));
        all.addAll(attacks);
        return all;
    }

    Entry<Defense> control() {
        return defenses.get(0);
    }

    @Override
    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (long seed : suite.seeds()) {
            for (Entry<Defense> defense : defenses) {
                cells.addAll(cells(defense, seed));
            }
        }
        return List.copyOf(cells);
    }

    /** Returns the cells of one defense: its own accuracy first, then every attack before every judge. */
    List<Cell> cells(Entry<Defense> defense, long seed) {
        List<Cell> cells = new ArrayList<>();
        utilityJudges(defense).forEach(judge -> cells.add(utilityCell(defense, judge, seed)));
        for (Entry<TrainingSideAttack> attack : attacks) {
            if (defenses(attack).contains(defense)) {
                judges(attack).forEach(judge -> cells.add(cell(defense, attack, judge, seed)));
            }
        }
        return cells;
    }

    /** Everybody who judges: the judges, and the teacher in whose space people are looked up. */
    public List<String> judges() {
        List<String> judges = new ArrayList<>(suite.jury());
        judges.add(suite.teacher());
        return judges;
    }

    /**
     * Returns the judges of what an attack came up with: the teacher in whose space people are looked up, or the jury.
     */
    public List<String> judges(Entry<TrainingSideAttack> attack) {
        return attack.plugin() instanceof LinkageAttack ? List.of(suite.teacher()) : suite.jury();
    }

    /**
     * Returns those whose own accuracy is measured: the recognizer's; beside the control, judges and teacher show how
     * they err themselves.
     */
    public List<String> utilityJudges(Entry<Defense> defense) {
        List<String> judges = new ArrayList<>(List.of(suite.modelId()));
        if (defense.equals(control())) {
            judges.addAll(judges());
        }
        return judges;
    }

    public Cell cell(Entry<Defense> defense, Entry<TrainingSideAttack> attack, String judge, long seed) {
        return target(defense, suite.modelId(), seed)
                .attackedBy(attack.id(), attack.plugin().access())
                .restingOn(attack.plugin().trust())
                .restingOn(trust(judge))
                .judgedBy(judge);
    }

    public Cell utilityCell(Entry<Defense> defense, String judge, long seed) {
        return target(defense, judge, seed).attackedBy(UTILITY.id(), AttackerAccess.NONE);
    }

    /** A recognizer that was trained under a defense, before it is attacked; no defense sees that one, only its own surrogates. */
    public Cell target(Entry<Defense> defense, String model, long seed) {
        List<String> surrogates = surrogates(defense);
        return Cell.of(defense.id(), surrogates, people.id(), seed)
                .restingOn(defense.plugin().trust())
                .restingOn(trust(model))
                .against(model, surrogates.isEmpty() ? Access.NONE : Access.BLACK_BOX);
    }

    /** Returns the trust in a recognizer; one that is trained here is built in. */
    private Trust trust(String recognizer) {
        return recognizers.containsKey(recognizer) ? recognizers.get(recognizer).trust() : Trust.BUILT_IN;
    }

    /** Returns the surrogates that a defense differentiates while it protects the photos that are learned from. */
    public List<String> surrogates(Entry<Defense> defense) {
        return defense.plugin().needsSurrogates() ? suite.surrogates() : List.of();
    }

    /**
     * Whether the attack also runs on a recognizer that knows nobody: once, beside the control. One on leaked data does not ask it, nor does
     * what was made elsewhere; what it makes of other people is its baseline, the reconstructions under wrong names.
     */
    public boolean hasBaseline(Entry<TrainingSideAttack> attack, Entry<Defense> defense) {
        return defense.equals(control())
                && attack.plugin().access() != AttackerAccess.LEAKED_DATA
                && attack.plugin().trust() != Trust.SUPPLIED;
    }
}
