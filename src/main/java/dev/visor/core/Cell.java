package dev.visor.core;

import java.util.List;

/**
 * One judgment of a suite: what is protected by which defense, which model is attacked how, and who judges what came of it.
 *
 * @param alignment what of a protected face the attacker holds
 * @param surrogates ids of the recognizers that the defense may differentiate, empty if it uses none
 * @param defenseAccess what the defense has of the model under attack
 * @param attack {@code -} for what is measured before any attack, such as quality
 * @param attackerAccess what the attack has of the model under attack
 * @param countermeasure what the attacker does to the photo, or to the recognizer, first; {@code none} if nothing
 * @param model the recognizer under attack: one that looks people up, or one that was trained under the defense; {@code -} where
 *     no model takes part
 * @param judge the recognizer that says what the attack achieved: the model itself, the one that a countermeasure puts in its place, or
 *     a judge, {@code jury} for the majority; {@code -} where nothing is judged
 * @param trust how far what comes of it can be believed
 */
public record Cell(
        String dataset,
        long seed,
        Alignment alignment,
        String defense,
        List<String> surrogates,
        Access defenseAccess,
        String attack,
        AttackerAccess attackerAccess,
        String countermeasure,
        String model,
        String judge,
        Trust trust) {

    /** Stands in every column of a record that does not apply. */
    public static final String NOT_APPLICABLE = "-";

    /** The defense that leaves photos and recognizers as they are: in every suite, and first. */
    public static final String CONTROL = "none";

    /** The countermeasure of an attacker who does nothing of the kind. */
    public static final String NO_COUNTERMEASURE = "none";

    public Cell {
        surrogates = List.copyOf(surrogates);
    }

    /** A defense on a data set, before anything is attacked: the start of every other cell. */
    public static Cell of(String defense, List<String> surrogates, String dataset, long seed) {
        return new Cell(
                dataset,
                seed,
                Alignment.CROP,
                defense,
                surrogates,
                Access.NONE,
                NOT_APPLICABLE,
                AttackerAccess.NONE,
                NO_COUNTERMEASURE,
                NOT_APPLICABLE,
                NOT_APPLICABLE,
                Trust.BUILT_IN);
    }

    /** Returns the same cell with another thing that the attacker holds of a protected face. */
    public Cell withAlignment(Alignment other) {
        Copy copy = new Copy(this);
        copy.alignment = other;
        return copy.made();
    }

    /** Returns the same judgment of another defense, which has as much of the model. */
    public Cell defendedBy(String other, List<String> others) {
        Copy copy = new Copy(this);
        copy.defense = other;
        copy.surrogates = others;
        return copy.made();
    }

    /** Returns the same cell with other names of its defense, attack and countermeasure. */
    public Cell renamed(String otherDefense, String otherAttack, String otherCountermeasure) {
        Copy copy = new Copy(this);
        copy.defense = otherDefense;
        copy.attack = otherAttack;
        copy.countermeasure = otherCountermeasure;
        return copy.made();
    }

    /** Returns the same cell with an attack, which has that of the model. */
    public Cell attackedBy(String other, AttackerAccess has) {
        Copy copy = new Copy(this);
        copy.attack = other;
        copy.attackerAccess = has;
        return copy.made();
    }

    /** Returns the same cell with a model under attack, of which the defense has that, and which judges itself. */
    public Cell against(String other, Access has) {
        Copy copy = new Copy(this);
        copy.defenseAccess = has;
        copy.model = other;
        copy.judge = other;
        return copy.made();
    }

    /** Returns the same cell with somebody else who judges; {@code -} for nobody. */
    public Cell judgedBy(String other) {
        Copy copy = new Copy(this);
        copy.judge = other;
        return copy.made();
    }

    /** Returns the same judgment after another countermeasure, judged by the model itself. */
    public Cell withCountermeasure(String other) {
        Copy copy = new Copy(this);
        copy.countermeasure = other;
        copy.judge = model;
        return copy.made();
    }

    /** Returns the same with something in it that can be believed so far, and no further. */
    public Cell restingOn(Trust other) {
        Copy copy = new Copy(this);
        copy.trust = trust.weaker(other);
        return copy.made();
    }

    /** A cell of which some coordinates are to be others. */
    private static final class Copy {

        private final String dataset;
        private final long seed;
        private Alignment alignment;
        private String defense;
        private List<String> surrogates;
        private Access defenseAccess;
        private String attack;
        private AttackerAccess attackerAccess;
        private String countermeasure;
        private String model;
        private String judge;
        private Trust trust;

        Copy(Cell cell) {
            dataset = cell.dataset;
            seed = cell.seed;
            alignment = cell.alignment;
            defense = cell.defense;
            surrogates = cell.surrogates;
            defenseAccess = cell.defenseAccess;
            attack = cell.attack;
            attackerAccess = cell.attackerAccess;
            countermeasure = cell.countermeasure;
            model = cell.model;
            judge = cell.judge;
            trust = cell.trust;
        }

        Cell made() {
            return new Cell(
                    dataset,
                    seed,
                    alignment,
                    defense,
                    surrogates,
                    defenseAccess,
                    attack,
                    attackerAccess,
                    countermeasure,
                    model,
                    judge,
                    trust);
        }
    }

    /** {@code a+b} for an ensemble, {@code -} for none. */
    public String surrogatesWord() {
        return surrogates.isEmpty() ? NOT_APPLICABLE : String.join("+", surrogates);
    }

    /**
     * Returns the recognizer whose answers are counted: the judge where an attack made something of another model, else
     * the model under attack.
     */
    public String answering() {
        return judgedElsewhere() ? judge : model;
    }

    private boolean judgedElsewhere() {
        return !judge.equals(model) && countermeasure.equals(NO_COUNTERMEASURE);
    }

    /**
     * Unique within a run, and the same in every run of the plan and in every format of the record: resampling draws from it.
     *
     * <p>Eight coordinates. Where a model judges itself: defense, surrogates, attack, model, data set, alignment, countermeasure, seed.
     * Where somebody else judges what an attack made of a model: the model in the second place, the judge in the fourth.
     */
    public String id() {
        boolean ownWork = !attack.equals(NOT_APPLICABLE) && attackerAccess == AttackerAccess.NONE;
        String second = judgedElsewhere() ? model : ownWork ? NOT_APPLICABLE : surrogatesWord();
        return String.join(
                "/",
                defense,
                second,
                attack,
                answering(),
                dataset,
                alignment.word(),
                countermeasure,
                Long.toString(seed));
    }
}
