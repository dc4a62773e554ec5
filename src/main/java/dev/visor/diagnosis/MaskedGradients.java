package dev.visor.diagnosis;

import dev.visor.core.AttackerAccess;
import dev.visor.core.SubjectId;
import dev.visor.result.RunInfo;
import dev.visor.result.RunInfo.Warning;
import dev.visor.stats.AboveChance;
import dev.visor.stats.Holm;
import dev.visor.stats.McNemar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The sign that a defense hides the way to faces from gradients, and not the faces: an inversion attack by scores or labels gets more than all
 * that have gradients, though without a defense it does not.
 *
 * <p>After Athalye, Carlini and Wagner, "Obfuscated Gradients Give a False Sense of Security", ICML 2018, section 3.1: whoever has the gradient
 * can do without it, so that black-box attacks must not do better. The rule is ours. An attack without gradients is compared with every
 * white-box attack that met the same defense, is no weak attack, and gets at least as many reconstructions recognized without a defense:
 * of how many people it gets more recognized, and of how many fewer, over all tries and seeds (the sign test, exact), as the tries of a person
 * are alike. All such pairs of all defenses of a run are tested together at 5 % by Holm. The sign is raised for a defense where a pair is
 * found and no white-box attack at all gets as many; that of those the others fall behind, too, is counted and not tested.
 */
final class MaskedGradients {

    private static final double LEVEL = .05;
    private static final Set<AttackerAccess> WITHOUT = EnumSet.of(AttackerAccess.SCORES, AttackerAccess.LABEL_ONLY);

    private final List<String> defenses;
    private final List<String> withGradients;

    /** The attacks that invert the undefended recognizer. */
    private final List<String> strong;

    private final List<String> without;
    private final JuryHits hits;

    /** An attack without gradients, one with them, and whether they differ against a defense. */
    private record Pair(String defense, String free, String white, McNemar test) {}

    private record Found(Pair pair, double p) {}

    MaskedGradients(RunInfo info, AboveChance chance, JuryHits hits) {
        this.defenses = info.defenses().stream().map(RunInfo.Entry::id).toList();
        this.hits = hits;
        SuiteSettings settings = new SuiteSettings(info);
        List<String> attacks = info.attacks().stream().map(RunInfo.Entry::id).toList();
        this.withGradients = attacks.stream()
                .filter(attack -> settings.attackerAccess(attack) == AttackerAccess.WHITE_BOX)
                .toList();
        this.strong = withGradients.stream()
                .filter(attack -> !chance.tested(control(), attack) || chance.exceeded(control(), attack))
                .toList();
        this.without = attacks.stream()
                .filter(attack -> WITHOUT.contains(settings.attackerAccess(attack)))
                .toList();
    }

    private String control() {
        return defenses.get(0);
    }

    Optional<Warning> raised() {
        List<Found> found = found();
        List<String> told = defenses.stream()
                .flatMap(defense -> without.stream()
                        .max(Comparator.comparingInt(free -> total(defense, free)))
                        .flatMap(free -> words(
                                defense,
                                free,
                                found.stream()
                                        .filter(one -> one.pair().defense().equals(defense)
                                                && one.pair().free().equals(free))
                                        .toList()))
                        .stream())
                .toList();
        return WarningCode.GRADIENT_FREE_BEATS_WHITE_BOX.about(
                told,
                "; ",
                "gradients may be masked, so that white-box numbers are no upper bound, where an attack without them gets more than any with them: %s");
    }

    /** Pairs of which the attack without gradients gets more than by luck. */
    private List<Found> found() {
        List<Pair> pairs = new ArrayList<>();
        for (String defense : defenses.subList(1, defenses.size())) {
            for (String free : without) {
                for (String white : strong) {
                    if (met(defense, free)
                            && met(defense, white)
                            && total(control(), white) >= total(control(), free)) {
                        pairs.add(new Pair(defense, free, white, test(defense, free, white)));
                    }
                }
            }
        }
        double[] adjusted = Holm.adjusted(
                pairs.stream().mapToDouble(pair -> pair.test().pValue()).toArray());
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            if (adjusted[i] < LEVEL && pairs.get(i).test().difference() > 0) {
                found.add(new Found(pairs.get(i), adjusted[i]));
            }
        }
        return found;
    }

    /** Tells whether both attacks met a defense; both met the control, as every attack does. */
    private boolean met(String defense, String attack) {
        return hits.shown(defense, attack) > 0 && hits.shown(control(), attack) > 0;
    }

    private McNemar test(String defense, String free, String white) {
        SortedMap<SubjectId, Integer> one = hits.of(defense, free);
        SortedMap<SubjectId, Integer> other = hits.of(defense, white);
        List<SubjectId> people =
                one.keySet().stream().filter(other::containsKey).toList();
        boolean[] more = new boolean[people.size()];
        boolean[] fewer = new boolean[people.size()];
        for (int i = 0; i < more.length; i++) {
            int difference = one.get(people.get(i)) - other.get(people.get(i));
            more[i] = difference > 0;
            fewer[i] = difference < 0;
        }
        return McNemar.of(more, fewer);
    }

    /** Words a warning; nothing if none was found, or a white-box attack gets as many. */
    private Optional<String> words(String defense, String free, List<Found> found) {
        Optional<String> best = withGradients.stream()
                .filter(white -> met(defense, white))
                .max(Comparator.comparingInt(white -> total(defense, white)));
        if (found.isEmpty() || best.isEmpty() || total(defense, best.get()) >= total(defense, free)) {
            return Optional.empty();
        }
        return Optional.of("against %s %s gets %s and the best with gradients, %s, %s, and it beats %s"
                .formatted(
                        defense,
                        free,
                        share(defense, free),
                        best.get(),
                        share(defense, best.get()),
                        found.stream()
                                .map(one -> String.format(
                                        Locale.ROOT,
                                        "%s by more than luck (%s, p %.4f; undefended %s gets %s and %s %s)",
                                        one.pair().white(),
                                        share(defense, one.pair().white()),
                                        one.p(),
                                        one.pair().white(),
                                        share(control(), one.pair().white()),
                                        free,
                                        share(control(), free)))
                                .collect(Collectors.joining(" and "))));
    }

    private int total(String defense, String attack) {
        return hits.of(defense, attack).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    private String share(String defense, String attack) {
        return String.format(
                Locale.ROOT, "%.1f %%", 100. * total(defense, attack) / Math.max(1, hits.shown(defense, attack)));
    }
}
