package dev.visor.dataset;

import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.dataset.PhotosEach.Parts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses who plays which role, after TIP-IM's protocol (Yang et al., "Towards face encryption by generating
 * adversarial identity masks", ICCV 2021, section 4.1).
 *
 * <p>Every role draws from its own end of an order that the seed alone fixes, so that a smaller plan is the beginning
 * of a larger one: asking for more probes changes neither the first ones nor any other role, unless the data set is so
 * small that they use up people who would be targets.
 *
 * <ul>
 *   <li>Probes come from people with 2 to {@value #MOST_PHOTOS} photos, or at least as many as {@link PhotosEach} asks for.
 *   <li>Targets come from people with more photos; if these do not suffice, from the probes' order, its last first; then
 *       from people with one photo, who then have none in the gallery.
 *   <li>Distractors and impostors come from people with one photo, from either end; impostors first from those who are
 *       in none of the data set's own pairs. If these do not suffice, they come from unused people of the other kinds,
 *       one photo each.
 *   <li>Training comes last, from whom no other role has taken.
 * </ul>
 */
public final class ProtocolBuilder {

    /** Someone with more photos would fill the gallery alone. */
    public static final int MOST_PHOTOS = PhotosEach.MOST;

    private final DataSet data;
    private final Seed seed;
    private final Sizes sizes;
    private final Map<SubjectId, List<FacePhoto>> people;
    private final Set<SubjectId> paired;

    /**
     * The number of people who play each role; 0 leaves a role empty.
     *
     * @param probes people who are protected
     * @param pairs whether the data set's own verification pairs are used; then nobody of them is an impostor
     * @param each of the photos of everyone who is protected; empty for one probe, and all others in the gallery
     */
    public record Sizes(
            int probes,
            int targets,
            int distractors,
            int impostors,
            int training,
            boolean pairs,
            Optional<PhotosEach> each) {

        /** One probe each. */
        public Sizes(int probes, int targets, int distractors, int impostors, int training, boolean pairs) {
            this(probes, targets, distractors, impostors, training, pairs, Optional.empty());
        }

        public Sizes {
            if (probes < 0 || targets < 0 || distractors < 0 || impostors < 0 || training < 0) {
                throw new IllegalArgumentException(
                        "a protocol cannot have fewer than 0 of a role, got %d probes, %d targets, %d distractors, %d impostors, %d training"
                                .formatted(probes, targets, distractors, impostors, training));
            }
        }
    }

    private ProtocolBuilder(DataSet data, Seed seed, Sizes sizes) {
        this.data = data;
        this.seed = seed.derive("protocol");
        this.sizes = sizes;
        this.people = data.photos().stream()
                .collect(Collectors.groupingBy(FacePhoto::subject, TreeMap::new, Collectors.toList()));
        this.paired = data.pairs().stream()
                .flatMap(pair -> Stream.of(pair.first().subject(), pair.second().subject()))
                .collect(Collectors.toSet());
    }

    /** @throws InputError if the data set has too few people for the sizes, with both numbers */
    public static Protocol build(DataSet data, Seed seed, Sizes sizes) {
        return new ProtocolBuilder(data, seed, sizes).build(0);
    }

    /**
     * Chooses the same people for every split, and divides the photos of those who are protected anew for each.
     *
     * @throws InputError as {@link #build}
     */
    public static Splits splits(DataSet data, Seed seed, Sizes sizes) {
        int count = sizes.each().map(PhotosEach::splits).orElse(1);
        return new Splits(IntStream.range(0, count)
                .mapToObj(split -> new ProtocolBuilder(data, seed, sizes).build(split))
                .toList());
    }

    private Protocol build(int split) {
        if (sizes.pairs() && data.pairs().isEmpty()) {
            throw new InputError(
                    "%s: it has no verification pairs of its own; set pairs to false".formatted(data.id()));
        }
        List<SubjectId> some = withPhotos(2, MOST_PHOTOS);
        List<SubjectId> many = withPhotos(MOST_PHOTOS + 1, Integer.MAX_VALUE);
        List<SubjectId> single = withPhotos(1, 1);
        // Impostors are taken from the end: the strangers to the data set's own pairs.
        single.sort(Comparator.comparing(person -> !paired.contains(person)));

        List<SubjectId> able = withPhotos(sizes.each().map(PhotosEach::least).orElse(2), MOST_PHOTOS);
        Set<SubjectId> wanted = new HashSet<>(able.subList(0, Math.min(sizes.probes(), able.size())));
        List<SubjectId> others = reversed(some);
        others.removeIf(wanted::contains);
        List<SubjectId> spare = new ArrayList<>(many);
        spare.addAll(others);
        spare.addAll(reversed(able.subList(0, wanted.size())));
        List<SubjectId> targets = targets(many, others, single);
        spare.removeAll(targets);
        single.removeAll(targets);
        List<SubjectId> impostors = impostors(single, spare);
        List<SubjectId> distractors = distractors(single, spare);
        List<SubjectId> probes = probes(able, spare);
        List<SubjectId> training = training(single, spare);

        Optional<PhotosEach> each = sizes.each();
        return new Protocol(
                each.map(parts -> part(probes, parts, split, Parts::probes)).orElseGet(() -> one(probes, "probe")),
                each.map(parts -> part(probes, parts, split, Parts::gallery)).orElseGet(() -> others(probes, "probe")),
                each.map(parts -> part(probes, parts, split, Parts::learning)).orElse(List.of()),
                one(targets, "target"),
                others(targets, "target"),
                one(distractors, "distractor"),
                one(impostors, "impostor"),
                one(training, "training"),
                sizes.pairs() ? data.pairs() : List.of());
    }

    /** Someone with one photo can be steered to, but not be enrolled: only where there is nobody else. */
    private List<SubjectId> targets(List<SubjectId> many, List<SubjectId> others, List<SubjectId> single) {
        List<SubjectId> candidates = new ArrayList<>(many);
        candidates.addAll(others);
        candidates.addAll(single);
        return take("targets", sizes.targets(), candidates, "no other role");
    }

    private List<SubjectId> impostors(List<SubjectId> single, List<SubjectId> spare) {
        List<SubjectId> candidates = new ArrayList<>();
        for (int i = single.size() - 1; i >= 0; i--) {
            candidates.add(single.get(i));
        }
        candidates.addAll(spare);
        if (sizes.pairs()) {
            candidates.removeIf(paired::contains);
        }
        List<SubjectId> chosen = take(
                "impostors",
                sizes.impostors(),
                candidates,
                sizes.pairs() ? "no other role and no pair of the data set" : "no other role");
        Set<SubjectId> used = new HashSet<>(chosen);
        single.removeIf(used::contains);
        spare.removeIf(used::contains);
        return chosen;
    }

    private List<SubjectId> distractors(List<SubjectId> single, List<SubjectId> spare) {
        List<SubjectId> candidates = new ArrayList<>(single);
        candidates.addAll(spare);
        List<SubjectId> chosen = take("distractors", sizes.distractors(), candidates, "no other role");
        spare.removeIf(new HashSet<>(chosen)::contains);
        single.removeIf(new HashSet<>(chosen)::contains);
        return chosen;
    }

    /** Returns the subjects that no other role has taken, in the order that no other role changes. */
    private List<SubjectId> probes(List<SubjectId> able, List<SubjectId> spare) {
        Set<SubjectId> free = new HashSet<>(spare);
        List<SubjectId> candidates = able.stream().filter(free::contains).collect(Collectors.toList());
        List<SubjectId> chosen = take(
                "probes",
                sizes.probes(),
                candidates,
                String.format(
                        Locale.ROOT,
                        "%d to %d photos and no other role",
                        sizes.each().map(PhotosEach::least).orElse(2),
                        MOST_PHOTOS));
        spare.removeIf(new HashSet<>(chosen)::contains);
        return chosen;
    }

    /** Returns the subjects whom no other role has taken: first those with one photo, from the distractors' end on. */
    private List<SubjectId> training(List<SubjectId> single, List<SubjectId> spare) {
        List<SubjectId> candidates = new ArrayList<>(single);
        for (int i = spare.size() - 1; i >= 0; i--) {
            candidates.add(spare.get(i));
        }
        return take("training", sizes.training(), candidates, "no other role");
    }

    /** Moves the first out of the candidates. */
    private List<SubjectId> take(String role, int size, List<SubjectId> candidates, String condition) {
        if (size > candidates.size()) {
            throw new InputError("%s: %d %s need as many people with %s, but it has %d; ask for fewer"
                    .formatted(data.id(), size, role, condition, candidates.size()));
        }
        List<SubjectId> head = candidates.subList(0, size);
        List<SubjectId> taken = List.copyOf(head);
        head.clear();
        return taken;
    }

    /** The people with so many photos, in the seed's order. */
    private List<SubjectId> withPhotos(int least, int most) {
        Map<SubjectId, Long> order = new HashMap<>();
        people.forEach((person, photos) -> {
            if (photos.size() >= least && photos.size() <= most) {
                order.put(person, seed.derive("order/" + person).value());
            }
        });
        return order.keySet().stream()
                .sorted(Comparator.comparing((SubjectId person) -> order.get(person))
                        .thenComparing(Comparator.naturalOrder()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<FacePhoto> one(Collection<SubjectId> chosen, String role) {
        return chosen.stream()
                .map(person -> people.get(person).get(pick(person, role)))
                .toList();
    }

    private List<FacePhoto> others(Collection<SubjectId> chosen, String role) {
        return chosen.stream()
                .flatMap(person -> {
                    List<FacePhoto> photos = new ArrayList<>(people.get(person));
                    photos.remove(pick(person, role));
                    return photos.stream();
                })
                .toList();
    }

    private static <T> List<T> reversed(List<T> items) {
        List<T> reversed = new ArrayList<>(items);
        Collections.reverse(reversed);
        return reversed;
    }

    private List<FacePhoto> part(
            List<SubjectId> chosen, PhotosEach each, int split, Function<Parts, List<FacePhoto>> part) {
        return chosen.stream()
                .flatMap(person ->
                        part.apply(each.divide(people.get(person), seed.derive("photos/" + person), split)).stream())
                .toList();
    }

    private int pick(SubjectId person, String role) {
        return seed.derive(role + "/" + person)
                .generator()
                .nextInt(people.get(person).size());
    }
}
