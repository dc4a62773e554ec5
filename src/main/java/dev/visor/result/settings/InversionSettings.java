package dev.visor.result.settings;

import dev.visor.core.AttackerAccess;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of a suite that trains recognizers under defenses and inverts them.
 *
 * @param model what is trained under each defense
 * @param people who is trained on
 * @param others who is a stranger to every recognizer that is trained
 * @param gray whether all photos are turned gray
 * @param attackDefenses which defenses an attack meets, beside {@code none}; one that is missing meets all
 * @param attackerAccess what each attack has of the model, by its word; one that judges the model's own work is missing
 * @param judges who judges what each attack makes
 * @param surrogates of defenses that use any, an ensemble
 * @param jury recognizers that take no part in any attack
 * @param teacher the public recognizer that an attacker may learn from
 * @param tries reconstructions of each person
 * @param leaked photos of each person that leak
 * @param budget share of every attack's steps or queries, (0, 1]
 * @param scale the word that chose how much is trained and asked
 * @param ahmScoreAttacks the two attacks that the score levels of adaptive hybrid masking are made of; may be empty
 * @param metrics edition of what is measured: 1 told nothing of chance, 2 let a defended recognizer's verification point down, 3
 */
public record InversionSettings(
        String model,
        Training training,
        People people,
        Others others,
        boolean gray,
        List<String> attacks,
        Map<String, List<String>> attackDefenses,
        Map<String, String> attackerAccess,
        Map<String, List<String>> judges,
        List<String> surrogates,
        List<String> jury,
        String teacher,
        List<Double> fars,
        int tries,
        int leaked,
        double budget,
        String scale,
        List<String> ahmScoreAttacks,
        int metrics,
        Map<String, String> madeOf,
        Map<String, String> code,
        List<String> overrides,
        String shard)
        implements Settings {

    /**
     * The training of recognizers.
     *
     * @param side of a face, in pixels
     * @param dimension of an embedding
     * @param head of the classification, such as {@code arcface}
     * @param epochs at most
     * @param batch photos a step
     * @param rate of stochastic gradient descent at its top
     * @param momentum share of the earlier steps that is kept
     * @param mirror whether photos are learned from left and right exchanged, too
     * @param patience epochs without a better validation after which training stops
     */
    public record Training(
            String architecture,
            int side,
            int dimension,
            String head,
            int epochs,
            int batch,
            double rate,
            double momentum,
            double weightDecay,
            boolean mirror,
            int patience) {}

    /**
     * The people who are trained on.
     *
     * @param trained how many people
     * @param photos of each of them
     * @param heldOut how many people are never trained on
     */
    public record People(String dataset, String detector, int trained, int photos, int heldOut) {}

    /**
     * The strangers, one photo each.
     *
     * @param auxiliary whose photos the attacker has
     * @param impostors whose pairs calibrate thresholds
     */
    public record Others(String dataset, String detector, int auxiliary, int impostors) {}

    /**
     * Returns what that attack has of the model; {@link AttackerAccess#NONE} of one that judges the model's own work.
     */
    public AttackerAccess attackerAccess(String attack) {
        return Arrays.stream(AttackerAccess.values())
                .filter(access -> access.word().equals(attackerAccess.get(attack)))
                .findFirst()
                .orElse(AttackerAccess.NONE);
    }

    public InversionSettings {
        attacks = List.copyOf(attacks);
        attackDefenses = Collections.unmodifiableSortedMap(new TreeMap<>(attackDefenses));
        attackerAccess = Collections.unmodifiableSortedMap(new TreeMap<>(attackerAccess));
        judges = Collections.unmodifiableSortedMap(new TreeMap<>(judges));
        surrogates = List.copyOf(surrogates);
        jury = List.copyOf(jury);
        fars = List.copyOf(fars);
        ahmScoreAttacks = List.copyOf(ahmScoreAttacks);
        madeOf = Collections.unmodifiableSortedMap(new TreeMap<>(madeOf));
        code = Collections.unmodifiableSortedMap(new TreeMap<>(code));
        overrides = List.copyOf(overrides);
    }

    @Override
    public InversionSettings withShard(String other) {
        return new InversionSettings(
                model,
                training,
                people,
                others,
                gray,
                attacks,
                attackDefenses,
                attackerAccess,
                judges,
                surrogates,
                jury,
                teacher,
                fars,
                tries,
                leaked,
                budget,
                scale,
                ahmScoreAttacks,
                metrics,
                madeOf,
                code,
                overrides,
                other);
    }
}
