package dev.visor.harness.plan;

import dev.visor.core.Alignment;
import dev.visor.core.CountedByValue;
import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.core.image.Crop;
import dev.visor.core.measure.Far;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.PhotosEach;
import dev.visor.dataset.ProtocolBuilder;
import dev.visor.dataset.Splits;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A plan of what meets what: a file of {@code suites/}. All words are ids of entries and cards.
 *
 * @param caveat what a run of it cannot prove, in one line; empty if nothing special
 * @param detector {@code mtcnn}, {@code ultra-light}, or {@code landmarks} for those that the data set tells
 * @param alignments at which the protected photos are judged
 * @param defenses {@code none} first
 * @param fars those that are reported, {@code unresolvedFars} among them
 * @param surrogates one run for each inner list; a list of several is an ensemble
 * @param surrogateDefenses which defenses a surrogate's runs are restricted to; a surrogate without an entry runs all
 * @param countermeasures of the worst case, {@code none} first: what the tracker does before each attack
 * @param countermeasureDefenses which defenses a costly countermeasure is restricted to, beside {@code none}; a countermeasure without an entry meets all
 * @param countermeasureModels which models likewise
 * @param crop how faces are cut for defenses that use no surrogate
 * @param assets whether the assets folder may be used; packages only, otherwise
 * @param services further models, run by somebody else, which are sent whole photos and find the face themselves
 */
@CountedByValue("a plan: what it says stands in keys")
public record Suite(
        String id,
        String summary,
        String caveat,
        String dataset,
        String detector,
        List<Alignment> alignments,
        Protocol protocol,
        List<String> defenses,
        List<List<String>> surrogates,
        Map<String, List<String>> surrogateDefenses,
        List<String> attacks,
        List<String> countermeasures,
        Map<String, List<String>> countermeasureDefenses,
        Map<String, List<String>> countermeasureModels,
        List<String> models,
        List<Far> fars,
        List<Long> seeds,
        Crop crop,
        boolean assets,
        List<String> services) {

    /** A FAR is resolved by at least this many false accepts expected. */
    public static final int MIN_FALSE_ACCEPTS = 10;

    public Suite {
        alignments = List.copyOf(alignments);
        defenses = List.copyOf(defenses);
        surrogates = surrogates.stream().map(List::copyOf).toList();
        surrogateDefenses = Collections.unmodifiableSortedMap(new TreeMap<>(surrogateDefenses));
        attacks = List.copyOf(attacks);
        countermeasures = List.copyOf(countermeasures);
        countermeasureDefenses = Collections.unmodifiableSortedMap(new TreeMap<>(countermeasureDefenses));
        countermeasureModels = Collections.unmodifiableSortedMap(new TreeMap<>(countermeasureModels));
        models = List.copyOf(models);
        fars = List.copyOf(fars);
        seeds = List.copyOf(seeds);
        services = List.copyOf(services);
        if (!Collections.disjoint(services, models)) {
            throw new IllegalArgumentException("services must have other names than models, got " + services);
        }
        if (!services.isEmpty() && !alignments.contains(Alignment.PHOTO)) {
            throw new IllegalArgumentException(
                    "services find the face in the whole photo themselves; add photo to alignments");
        }
        Map<String, List<?>> lists = new TreeMap<>(Map.of(
                "alignments",
                alignments,
                "defenses",
                defenses,
                "surrogates",
                surrogates,
                "attacks",
                attacks,
                "countermeasures",
                countermeasures,
                "models",
                models,
                "fars",
                fars,
                "seeds",
                seeds));
        lists.put("services", services);
        lists.forEach((name, list) -> {
            if (new HashSet<>(list).size() < list.size()) {
                throw new IllegalArgumentException(name + " must name each item once, got " + list);
            }
        });
        for (String name : List.of("alignments", "attacks", "models", "seeds")) {
            if (lists.get(name).isEmpty()) {
                throw new IllegalArgumentException(name + " must name at least one");
            }
        }
        protocol.check(fars);
    }

    /**
     * The number of people who play each role; their identities are disjoint.
     *
     * @param probes protected subjects, one photo each
     * @param targets identities that a defense may steer to
     * @param distractors further identities in the gallery
     * @param impostors further identities whose pairs calibrate thresholds; 0 if nothing is calibrated on them
     * @param training further identities on whose photos a tracker trains; 0 if no countermeasure trains
     * @param pairs whether the data set's own verification pairs are used
     * @param probeLimits defenses that run on the first so many probes only, because they are costly
     * @param unresolvedFars FARs that are asked for although the impostors may be too few to tell them from their neighbors
     * @param photosEach how the photos of each protected person are divided; empty for one probe, and all others in the gallery
     * @param recognized of how many probes, recognized unprotected, all metrics are reported by themselves, too; 0 if of none
     */
    public record Protocol(
            int probes,
            int targets,
            int distractors,
            int impostors,
            int training,
            boolean pairs,
            SortedMap<String, Integer> probeLimits,
            List<Far> unresolvedFars,
            Optional<PhotosEach> photosEach,
            int recognized) {

        public Protocol {
            unresolvedFars = List.copyOf(unresolvedFars);
            probeLimits = Collections.unmodifiableSortedMap(new TreeMap<>(probeLimits));
            Map<String, Integer> counts = new TreeMap<>(Map.of(
                    "probes", probes,
                    "targets", targets,
                    "distractors", distractors,
                    "impostors", impostors,
                    "training", training,
                    "recognized", recognized));
            counts.forEach((name, count) -> {
                if (count < 0) {
                    throw new IllegalArgumentException(name + " must not be negative, got " + count);
                }
            });
            probeLimits.forEach((defense, limit) -> {
                if (limit < 1) {
                    throw new IllegalArgumentException(
                            "probe_limits must be at least 1, got " + limit + " for " + defense);
                }
            });
            if (recognized > probes) {
                throw new IllegalArgumentException(
                        "recognized must be at most the number of probes, %d, got %d".formatted(probes, recognized));
            }
            if (probes == 0 && !pairs) {
                throw new IllegalArgumentException("probes must be at least 1 where pairs is false");
            }
        }

        private Digest digest() {
            Digest.Builder digest = Digest.builder("sizes")
                    .add("probes", probes)
                    .add("targets", targets)
                    .add("distractors", distractors)
                    .add("impostors", impostors)
                    .add("training", training)
                    .add("pairs", pairs)
                    .add("recognized", recognized)
                    .add(
                            "unresolved_fars",
                            unresolvedFars.stream()
                                    .map(Far::rate)
                                    .map(String::valueOf)
                                    .toList());
            probeLimits.forEach((defense, limit) -> digest.add("probes of " + defense, limit));
            photosEach.ifPresent(each -> digest.add("photos each", each.toString()));
            return digest.build();
        }

        /** Returns the number of photos that a defense protects as probes in a split: all of the first so many people. */
        public int probesFor(String defense) {
            int people = Math.min(probes, probeLimits.getOrDefault(defense, probes));
            return people * photosEach.map(PhotosEach::probes).orElse(1);
        }

        /** Pairs of different people that calibrate thresholds. */
        public long impostorPairs() {
            return (long) impostors * (impostors - 1) / 2;
        }

        /** Whether at least ten false accepts are expected, so that a FAR can be told from its neighbors. */
        public boolean resolves(Far far) {
            return impostorPairs() >= needed(far);
        }

        private static long needed(Far far) {
            return (long) Math.ceil(MIN_FALSE_ACCEPTS / far.rate() - 1e-9);
        }

        private void check(List<Far> fars) {
            for (Far far : fars) {
                long needed = needed(far);
                if (impostors > 0 && !resolves(far) && !unresolvedFars.contains(far)) {
                    throw new IllegalArgumentException(
                            "fars hold %s, which needs %,d impostor pairs, and %d impostors make %,d: take at least %d impostors or a higher FAR, or name it under unresolved_fars"
                                    .formatted(far, needed, impostors, impostorPairs(), people(needed)));
                }
                if (impostors == 0 && !pairs) {
                    throw new IllegalArgumentException("fars must be empty where there are no impostors and no pairs");
                }
            }
        }

        private static long people(long pairs) {
            return (long) Math.ceil((1 + Math.sqrt(1 + 8. * pairs)) / 2);
        }
    }

    /** Returns the same with one defense beside the control, which has no restriction. */
    Suite defendedBy(String defense, List<String> ensemble) {
        return new Suite(
                id,
                summary,
                caveat,
                dataset,
                detector,
                alignments,
                protocol,
                List.of(defenses.get(0), defense),
                ensemble.isEmpty() ? List.of() : List.of(ensemble),
                Map.of(),
                attacks,
                countermeasures,
                Map.of(),
                countermeasureModels,
                models,
                fars,
                seeds,
                crop,
                assets,
                services);
    }

    /** Stands for all settings in a run's record; what is only told to readers, summary and caveat, is not in it. */
    public Digest digest() {
        Digest.Builder digest = Digest.builder("suite")
                .add("id", id)
                .add("dataset", dataset)
                .add("detector", detector)
                .add("alignments", alignments.stream().map(Alignment::word).toList())
                .add("protocol", protocol.digest())
                .add("defenses", defenses)
                .add("attacks", attacks)
                .add("rungs", countermeasures)
                .add("victims", models)
                .add("services", services)
                .add("fars", fars.stream().map(Far::rate).map(String::valueOf).toList())
                .add("seeds", seeds.stream().map(String::valueOf).toList())
                .add("crop", crop.digest())
                .add("assets", assets);
        surrogates.forEach(ensemble -> digest.add("surrogates", ensemble));
        surrogateDefenses.forEach((surrogate, allowed) -> digest.add("surrogate " + surrogate, allowed));
        countermeasureDefenses.forEach(
                (countermeasure, allowed) -> digest.add("defenses of rung " + countermeasure, allowed));
        countermeasureModels.forEach(
                (countermeasure, allowed) -> digest.add("victims of rung " + countermeasure, allowed));
        return digest.build();
    }

    /** Assigns people of the data set to roles, and photos of the protected ones in every split. */
    public Splits splits(DataSet data) {
        return ProtocolBuilder.splits(
                data,
                new Seed(seeds.get(0)),
                new ProtocolBuilder.Sizes(
                        protocol.probes(),
                        protocol.targets(),
                        protocol.distractors(),
                        protocol.impostors(),
                        protocol.training(),
                        protocol.pairs(),
                        protocol.photosEach()));
    }
}
