package dev.visor.harness;

import dev.visor.attack.Attack;
import dev.visor.attack.LinkageAttack;
import dev.visor.attack.TrainingSideAttack;
import dev.visor.attack.zoo.OwnAccuracy;
import dev.visor.core.Access;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Crop;
import dev.visor.core.Digest;
import dev.visor.dataset.DataSetCard;
import dev.visor.defense.Defense;
import dev.visor.recognizer.RecognizerCard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An inversion suite with every word replaced by what it names; all checks of the catalog have passed.
 *
 * <p>In its cells, the model is the recognizer under attack, and the judge is the juror who has the last word on whether a reconstruction
 * shows the person: what works on the one is judged by the other. In cells of {@link OwnAccuracy} the model judges itself.
 *
 * @param defenses in the suite's order, {@code none} first
 * @param recognizers the cards of jurors, teacher and surrogates, by id
 * @param people the data set that is trained on
 * @param others the data set of strangers
 * @param overrides what was set on the command line, as it was written
 */
public record ResolvedInversion(
        InversionSuite suite,
        List<Entry<Defense>> defenses,
        List<Entry<Attack>> attacks,
        SortedMap<String, RecognizerCard> recognizers,
        DataSetCard people,
        DataSetCard others,
        List<String> overrides)
        implements Experiment {

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
        return people.pack().isEmpty()
                || others.pack().isEmpty()
                || recognizers.values().stream()
                        .anyMatch(card -> card.asset().pack().isEmpty());
    }

    @Override
    public SortedMap<String, String> parts() {
        SortedMap<String, String> parts = new TreeMap<>();
        parts.put("suite", suite.digest().hex());
        defenses.forEach(
                entry -> parts.put("defense " + entry.id(), entry.digest().hex()));
        attacks.forEach(
                entry -> parts.put("attack " + entry.id(), entry.digest().hex()));
        recognizers.forEach(
                (id, card) -> parts.put("recognizer " + id, card.digest().hex()));
        parts.put("dataset " + people.id(), Digest.of(people.toString()).hex());
        parts.put("dataset " + others.id(), Digest.of(others.toString()).hex());
        return parts;
    }

    /** How faces are cut: for the recognizers that are trained, which is how reconstructions look. */
    Crop crop() {
        return suite.model().side() == SMALL ? Crop.ARCFACE64 : Crop.ARCFACE112;
    }

    /** The defenses that an attack meets: a costly one is restricted to some, but never spares the control. */
    List<Entry<Defense>> defenses(Entry<Attack> attack) {
        List<String> allowed = suite.attackDefenses().get(attack.id());
        return defenses.stream()
                .filter(defense -> allowed == null || defense.equals(control()) || allowed.contains(defense.id()))
                .toList();
    }

    /** What measures how well a recognizer does its own work. */
    List<Entry<Attack>> ownAccuracy() {
        return attacks.stream()
                .filter(entry -> entry.plugin() instanceof OwnAccuracy)
                .toList();
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

    /** Of one defense: its own accuracy first, then every attack before every juror. */
    List<Cell> cells(Entry<Defense> defense, long seed) {
        List<Cell> cells = new ArrayList<>();
        for (Entry<Attack> attack : attacks) {
            if (defenses(attack).contains(defense)) {
                judges(attack, defense).forEach(judge -> cells.add(cell(defense, attack, judge, seed)));
            }
        }
        return cells;
    }

    /** Everybody who judges: the jurors, and the teacher in whose space people are looked up. */
    List<String> judges() {
        List<String> judges = new ArrayList<>(suite.jury());
        judges.add(suite.teacher());
        return judges;
    }

    /** Who judges what an attack came up with: the recognizer itself, the teacher in whose space people are looked up, or the jury. */
    List<String> judges(Entry<Attack> attack) {
        if (attack.plugin() instanceof OwnAccuracy) {
            return List.of(suite.modelId());
        }
        return attack.plugin() instanceof LinkageAttack ? List.of(suite.teacher()) : suite.jury();
    }

    /** The same; beside the control, jurors and teacher show how they err themselves. */
    List<String> judges(Entry<Attack> attack, Entry<Defense> defense) {
        List<String> judges = new ArrayList<>(judges(attack));
        if (attack.plugin() instanceof OwnAccuracy && defense.equals(control())) {
            judges.addAll(judges());
        }
        return judges;
    }

    Cell cell(Entry<Defense> defense, Entry<Attack> attack, String judge, long seed) {
        if (attack.plugin() instanceof OwnAccuracy) {
            return target(defense, judge, seed).attackedBy(attack.id(), AttackerAccess.NONE);
        }
        return target(defense, suite.modelId(), seed)
                .attackedBy(attack.id(), reach(attack.plugin()))
                .judgedBy(judge);
    }

    /** A recognizer that was trained under a defense, before it is attacked; no defense sees that one, only its own surrogates. */
    Cell target(Entry<Defense> defense, String model, long seed) {
        List<String> surrogates = surrogates(defense);
        return Cell.of(defense.id(), surrogates, people.id(), seed)
                .against(model, surrogates.isEmpty() ? Access.NONE : Access.BLACK_BOX);
    }

    /** What a defense differentiates while it protects the photos that are learned from. */
    List<String> surrogates(Entry<Defense> defense) {
        return defense.plugin().needsSurrogates() ? suite.surrogates() : List.of();
    }

    /**
     * Whether the attack also runs on a recognizer that knows nobody: once, beside the control. One on leaked data does not ask it; what it makes
     * of other people is its baseline, the reconstructions under wrong names.
     */
    boolean hasBaseline(Entry<Attack> attack, Entry<Defense> defense) {
        return defense.equals(control()) && reach(attack.plugin()) != AttackerAccess.LEAKED_DATA;
    }

    /** What an attack reaches for; nothing for one that judges the recognizer. */
    static AttackerAccess reach(Attack attack) {
        return ((TrainingSideAttack) attack).reach();
    }
}
