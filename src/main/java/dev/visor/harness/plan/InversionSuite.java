package dev.visor.harness.plan;

import dev.visor.core.CountedByValue;
import dev.visor.core.Digest;
import dev.visor.core.measure.Far;
import dev.visor.recognizer.training.TrainingConfig;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan of what is trained under which defenses, and who inverts it: a file of {@code suites/} with
 * {@code kind: inversion}. All words are ids of entries and cards.
 *
 * @param caveat what a run of it cannot prove, in one line; empty if nothing special
 * @param people whose photos recognizers are trained on, and who are held out
 * @param others other people: a tracker's own photos, and impostors who calibrate thresholds
 * @param gray whether all photos are turned gray, as one of the data sets is
 * @param model what is trained under each defense
 * @param defenses {@code none} first
 * @param surrogates of perturbing defenses, an ensemble; no judge
 * @param attackDefenses which defenses a costly attack is restricted to, beside {@code none}; an attack without an entry meets all
 * @param scoreAttacks the two attacks between whose results the score levels of adaptive hybrid masking lie: the inverse transformation, then a
 *     trained recovery; empty where no score is asked for
 * @param jury an odd number of recognizers of crop arcface112, at least three, that take no part in any attack
 * @param teacher the public recognizer that a tracker may learn from; no judge
 * @param tries reconstructions of each person
 * @param leaked photos of each person that leak, for attacks on masked data
 * @param budget share of every attack's steps or queries, (0, 1]
 * @param scale the word that chose how much is trained and asked
 * @param assets whether the assets folder may be used; packages only, otherwise
 */
@CountedByValue("a plan: what it says stands in keys")
public record InversionSuite(
        String id,
        String summary,
        String caveat,
        People people,
        Others others,
        boolean gray,
        TrainingConfig model,
        List<String> defenses,
        List<String> surrogates,
        List<String> attacks,
        Map<String, List<String>> attackDefenses,
        List<String> scoreAttacks,
        List<String> jury,
        String teacher,
        List<Far> fars,
        int tries,
        int leaked,
        double budget,
        String scale,
        List<Long> seeds,
        boolean assets) {

    private static final int LEAST_JURORS = 3;

    /**
     * The people who are trained on.
     *
     * @param detector {@code mtcnn}, {@code ultra-light} or {@code landmarks}
     * @param trained how many people recognizers are trained on
     * @param photos of each of them, of which one tells when to stop; all further ones, up to as many again, test
     * @param heldOut how many people are never trained on; their pairs measure verification
     */
    public record People(String dataset, String detector, int trained, int photos, int heldOut) {

        /** Photos of each person that are learned from: the last one tells when training stops. */
        public int learned() {
            return photos - 1;
        }
    }

    /**
     * The strangers to every recognizer that is trained, one photo each.
     *
     * @param open whose photos the tracker has
     * @param impostors further ones whose pairs calibrate the judges' thresholds
     */
    public record Others(String dataset, String detector, int open, int impostors) {}

    public InversionSuite {
        defenses = List.copyOf(defenses);
        surrogates = List.copyOf(surrogates);
        attacks = List.copyOf(attacks);
        attackDefenses = Collections.unmodifiableSortedMap(new TreeMap<>(attackDefenses));
        scoreAttacks = List.copyOf(scoreAttacks);
        jury = List.copyOf(jury);
        fars = List.copyOf(fars);
        seeds = List.copyOf(seeds);
        Map<String, List<?>> lists = new TreeMap<>(Map.of(
                "defenses",
                defenses,
                "surrogates",
                surrogates,
                "attacks",
                attacks,
                "jury",
                jury,
                "fars",
                fars,
                "seeds",
                seeds));
        lists.forEach((name, list) -> {
            if (new HashSet<>(list).size() < list.size()) {
                throw new IllegalArgumentException(name + " must name each item once, got " + list);
            }
        });
        check(people.trained() >= 2 && people.photos() >= 2, "people must be at least 2 with 2 photos each");
        check(people.heldOut() >= 2, "held_out must be at least 2");
        check(
                jury.size() >= LEAST_JURORS && jury.size() % 2 == 1,
                "jury must be an odd number of recognizers, at least 3");
        check(
                scoreAttacks.isEmpty() || scoreAttacks.size() == 2 && attacks.containsAll(scoreAttacks),
                "ahm_score_attacks must be two of the attacks, or be left out");
        check(surrogates.stream().noneMatch(jury::contains), "surrogates must sit on no jury");
        check(!jury.contains(teacher), "teacher must sit on no jury");
        check(tries >= 1, "tries must be at least 1");
        check(
                leaked >= 1 && leaked <= people.learned(),
                "leaked must be at least 1 and below the photos of each person");
        check(budget > 0 && budget <= 1, "budget must lie in (0, 1]");
        check(!seeds.isEmpty(), "seeds must name at least one");
        for (Far far : fars) {
            long needed = (long) Math.ceil(Suite.MIN_FALSE_ACCEPTS / far.rate() - 1e-9);
            long pairs = (long) others.impostors() * (others.impostors() - 1) / 2;
            check(
                    pairs >= needed,
                    String.format(
                            Locale.ROOT,
                            "fars hold %s, which needs %,d impostor pairs, and %d impostors make %,d: take more or a higher FAR",
                            far,
                            needed,
                            others.impostors(),
                            pairs));
        }
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** Returns the id of a recognizer that is trained here. */
    public String modelId() {
        return String.format(Locale.ROOT, "%s%d-%s", model.architecture(), model.side(), model.head());
    }

    /** Stands for all settings in a run's record; what is only told to readers, summary and caveat, is not in it. */
    public Digest digest() {
        Digest.Builder digest = Digest.builder("inversion suite")
                .add("id", id)
                .add("people.dataset", people.dataset())
                .add("people.detector", people.detector())
                .add("people.trained", people.trained())
                .add("people.photos", people.photos())
                .add("people.held_out", people.heldOut())
                .add("others.dataset", others.dataset())
                .add("others.detector", others.detector())
                .add("others.auxiliary", others.open())
                .add("others.impostors", others.impostors())
                .add("gray", gray)
                .add("model", model.digest())
                .add("defenses", defenses)
                .add("surrogates", surrogates)
                .add("attacks", attacks)
                .add("ahm_score_attacks", scoreAttacks)
                .add("jury", jury)
                .add("teacher", teacher)
                .add("fars", fars.stream().map(Far::rate).map(String::valueOf).toList())
                .add("tries", tries)
                .add("leaked", leaked)
                .add("budget", budget)
                .add("scale", scale)
                .add("seeds", seeds.stream().map(String::valueOf).toList())
                .add("assets", assets);
        attackDefenses.forEach((attack, allowed) -> digest.add("defenses of attack " + attack, allowed));
        return digest.build();
    }
}
