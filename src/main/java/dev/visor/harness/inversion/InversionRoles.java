package dev.visor.harness.inversion;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.plan.InversionSuite;
import dev.visor.result.RolePlayed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The roles of people in an inversion suite. Private, held-out, open and impostor people are disjoint.
 *
 * @param people whom recognizers are trained on; their place is their number
 * @param training photos of them that are learned from, person by person
 * @param stops a further photo of each, in the order of people: it tells when training stops, and is not learned from
 * @param tests further photos of them, which no recognizer and no attack sees; person by person
 * @param pairs of held-out people, in folds
 * @param open strangers whose photos a tracker has
 * @param impostors further strangers
 */
record InversionRoles(
        List<SubjectId> people,
        List<FacePhoto> training,
        List<FacePhoto> stops,
        List<FacePhoto> tests,
        List<LabelledPair> pairs,
        List<FacePhoto> open,
        List<FacePhoto> impostors) {

    private static final int FOLDS = 10;

    /** Number of photos of one held-out person above which pairs would be of him alone. */
    private static final int MOST_HELD_OUT_PHOTOS = 10;

    InversionRoles {
        people = List.copyOf(people);
        training = List.copyOf(training);
        stops = List.copyOf(stops);
        tests = List.copyOf(tests);
        pairs = List.copyOf(pairs);
        open = List.copyOf(open);
        impostors = List.copyOf(impostors);
    }

    /**
     * Deals the roles out: people with enough photos in the data set's own order, first those who are trained on, then those held out;
     * their photos, and the strangers, by the seed.
     *
     * @param people photos in which a face was found, of people with enough photos; nobody of them is a stranger
     * @param others may be the same data set, whole
     * @throws InputError if there are too few people, with both numbers
     */
    static InversionRoles of(InversionSuite suite, DataSet people, DataSet others, Seed seed) {
        Map<SubjectId, List<FacePhoto>> byPerson = byPerson(people.photos());
        int needed = suite.people().photos() + 1;
        List<SubjectId> enough = byPerson.keySet().stream()
                .filter(person -> byPerson.get(person).size() >= needed)
                .toList();
        int trained = suite.people().trained();
        int wanted = trained + suite.people().heldOut();
        if (enough.size() < wanted) {
            throw new InputError(
                    "%s: %d people trained on and %d held out need as many with %d photos or more that show a face, but it has %d; ask for fewer"
                            .formatted(people.id(), trained, suite.people().heldOut(), needed, enough.size()));
        }
        List<SubjectId> members = enough.subList(0, trained);
        List<FacePhoto> training = new ArrayList<>();
        List<FacePhoto> stops = new ArrayList<>();
        List<FacePhoto> tests = new ArrayList<>();
        for (SubjectId member : members) {
            List<FacePhoto> photos = shuffled(byPerson.get(member), seed.derive("photos/" + member));
            training.addAll(photos.subList(0, suite.people().learned()));
            stops.add(photos.get(suite.people().learned()));
            tests.addAll(photos.subList(
                    suite.people().photos(),
                    Math.min(photos.size(), 2 * suite.people().photos())));
        }
        Map<SubjectId, List<FacePhoto>> heldOut = new LinkedHashMap<>();
        for (SubjectId person : enough.subList(trained, wanted)) {
            List<FacePhoto> photos = byPerson.get(person);
            heldOut.put(person, photos.subList(0, Math.min(photos.size(), MOST_HELD_OUT_PHOTOS)));
        }
        Set<SubjectId> taken = new HashSet<>(byPerson.keySet());
        List<FacePhoto> strangers = byPerson(others.photos()).entrySet().stream()
                .filter(entry -> !people.id().equals(others.id()) || !taken.contains(entry.getKey()))
                .sorted(Comparator.comparing(
                        entry -> seed.derive("stranger/" + entry.getKey()).value()))
                .map(entry -> entry.getValue().get(0))
                .toList();
        int open = suite.others().open();
        int all = open + suite.others().impostors();
        if (strangers.size() < all) {
            throw new InputError(
                    "%s: %d open people and %d impostors need as many strangers to the people trained on, but it has %d; ask for fewer"
                            .formatted(others.id(), open, suite.others().impostors(), strangers.size()));
        }
        return new InversionRoles(
                members,
                training,
                stops,
                tests,
                pairs(heldOut, seed.derive("pairs")),
                // Impostors come first, so that asking for more open people changes none of them.
                strangers.subList(suite.others().impostors(), all),
                strangers.subList(0, suite.others().impostors()));
    }

    private static Map<SubjectId, List<FacePhoto>> byPerson(Collection<FacePhoto> photos) {
        return photos.stream()
                .collect(Collectors.groupingBy(FacePhoto::subject, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<FacePhoto> shuffled(List<FacePhoto> photos, Seed seed) {
        List<FacePhoto> shuffled = new ArrayList<>(photos);
        RandomGenerator random = seed.generator();
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }

    /** All pairs of each person, and as many of different people, a person's pairs all in one fold. */
    private static List<LabelledPair> pairs(Map<SubjectId, List<FacePhoto>> heldOut, Seed seed) {
        List<SubjectId> people = List.copyOf(heldOut.keySet());
        List<LabelledPair> pairs = new ArrayList<>();
        for (int p = 0; p < people.size(); p++) {
            List<FacePhoto> photos = heldOut.get(people.get(p));
            RandomGenerator random = seed.derive(people.get(p).value()).generator();
            int fold = p % Math.min(FOLDS, people.size());
            for (int i = 0; i < photos.size(); i++) {
                for (int k = i + 1; k < photos.size(); k++) {
                    pairs.add(new LabelledPair(fold, photos.get(i), photos.get(k)));
                    List<FacePhoto> stranger =
                            heldOut.get(people.get((p + 1 + random.nextInt(people.size() - 1)) % people.size()));
                    pairs.add(new LabelledPair(fold, photos.get(i), stranger.get(random.nextInt(stranger.size()))));
                }
            }
        }
        return pairs;
    }

    /** Returns the photos that a training is given: those to learn from, then those that tell when to stop. */
    List<FacePhoto> studied() {
        return Stream.concat(training.stream(), stops.stream()).toList();
    }

    /** The number of the person on each of {@link #studied}. */
    int[] studiedPeople() {
        return studied().stream()
                .mapToInt(photo -> people.indexOf(photo.subject()))
                .toArray();
    }

    /** Every photo of held-out people, once. */
    List<FacePhoto> heldOut() {
        return pairs.stream()
                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                .flatMap(shown -> shown.photos().stream())
                .distinct()
                .toList();
    }

    /** The manifest. */
    List<RolePlayed> manifest(String people, String others) {
        List<RolePlayed> rows = new ArrayList<>();
        add(rows, "private", people, training);
        add(rows, "private-stop", people, stops);
        add(rows, "private-test", people, tests);
        add(rows, "held-out", people, heldOut());
        add(rows, "public", others, open);
        add(rows, "impostor", others, impostors);
        return rows;
    }

    private static void add(List<RolePlayed> rows, String role, String dataset, List<FacePhoto> photos) {
        photos.forEach(photo -> rows.add(new RolePlayed(role, dataset, photo.subject(), photo.id())));
    }

    Digest digest() {
        Digest.Builder digest = Digest.builder("inversion roles");
        manifest("people", "others").forEach(row -> digest.add(row.role(), row.subject() + " " + row.photo()));
        return digest.build();
    }
}
