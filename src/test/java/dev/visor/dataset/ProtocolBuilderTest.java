package dev.visor.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.ProtocolBuilder.Sizes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProtocolBuilderTest {

    private static final Seed SEED = new Seed(1);

    /** 30 people with 2 to 4 photos, 3 with 21, 40 with one. */
    private static final DataSet CROWD = crowd(30, 3, 40);

    @Test
    void everyoneHasOneRole() {
        Protocol protocol = ProtocolBuilder.build(CROWD, SEED, new Sizes(10, 3, 15, 20, 7, false));

        List<Set<SubjectId>> roles = List.of(
                subjects(protocol.probes()),
                subjects(protocol.targets()),
                subjects(protocol.distractors()),
                subjects(protocol.impostors()),
                subjects(protocol.training()));
        assertThat(roles).extracting(Set::size).containsExactly(10, 3, 15, 20, 7);
        assertThat(roles.stream().flatMap(Collection::stream)).doesNotHaveDuplicates();
    }

    @Test
    void trainingTakesNobodyFromAnotherRole() {
        Protocol without = ProtocolBuilder.build(CROWD, SEED, new Sizes(20, 5, 25, 10, 0, false));
        Protocol with = ProtocolBuilder.build(CROWD, SEED, new Sizes(20, 5, 25, 10, 13, false));

        assertThat(with.training()).hasSize(13);
        assertThat(with.probes()).isEqualTo(without.probes());
        assertThat(with.targets()).isEqualTo(without.targets());
        assertThat(with.distractors()).isEqualTo(without.distractors());
        assertThat(with.impostors()).isEqualTo(without.impostors());
    }

    @Test
    void everyoneHasOneRoleEvenWhereRolesUseTheWholeDataSet() {
        Protocol protocol = ProtocolBuilder.build(CROWD, SEED, new Sizes(23, 5, 42, 3, 0, false));

        assertThat(Stream.of(protocol.probes(), protocol.targets(), protocol.distractors(), protocol.impostors())
                        .flatMap(List::stream)
                        .map(FacePhoto::subject))
                .hasSize(73)
                .doesNotHaveDuplicates();
        assertThatThrownBy(() -> ProtocolBuilder.build(CROWD, SEED, new Sizes(24, 5, 42, 3, 0, false)))
                .hasMessageContaining("24 probes")
                .hasMessageContaining("it has 23");
    }

    @Test
    void moreOfOtherRolesLeaveTheFirstProbesAlone() {
        Protocol few = ProtocolBuilder.build(CROWD, SEED, new Sizes(15, 0, 0, 0, 0, false));
        Protocol many = ProtocolBuilder.build(CROWD, SEED, new Sizes(15, 8, 45, 3, 0, false));

        assertThat(many.probes()).isEqualTo(few.probes());
    }

    @Test
    void matesAreAllOtherPhotosOfTheProbes() {
        Protocol protocol = ProtocolBuilder.build(CROWD, SEED, new Sizes(30, 3, 0, 0, 0, false));

        assertThat(subjects(protocol.mates())).isEqualTo(subjects(protocol.probes()));
        assertThat(protocol.mates()).doesNotContainAnyElementsOf(protocol.probes());
        assertThat(protocol.probes().size() + protocol.mates().size()).isEqualTo(10 * (2 + 3 + 4));
        assertThat(subjects(protocol.targetGallery())).isEqualTo(subjects(protocol.targets()));
        assertThat(protocol.targetGallery()).hasSize(3 * 20).doesNotContainAnyElementsOf(protocol.targets());
    }

    @Test
    void fewerProbesAreTheBeginningOfMore() {
        Protocol large = ProtocolBuilder.build(CROWD, SEED, new Sizes(20, 5, 45, 3, 0, false));
        Protocol small = ProtocolBuilder.build(CROWD, SEED, new Sizes(7, 5, 45, 3, 0, false));

        assertThat(small.probes()).isEqualTo(large.probes().subList(0, 7));
        assertThat(small.mates())
                .isEqualTo(large.mates().subList(0, small.mates().size()));
        assertThat(small.targets()).isEqualTo(large.targets());
        assertThat(small.targetGallery()).isEqualTo(large.targetGallery());
        assertThat(small.distractors()).isEqualTo(large.distractors());
        assertThat(small.impostors()).isEqualTo(large.impostors());
    }

    @Test
    void fewerDistractorsOrImpostorsAreTheBeginningOfMore() {
        Protocol large = ProtocolBuilder.build(CROWD, SEED, new Sizes(5, 3, 20, 20, 0, false));
        Protocol small = ProtocolBuilder.build(CROWD, SEED, new Sizes(5, 3, 8, 9, 0, false));

        assertThat(small.distractors()).isEqualTo(large.distractors().subList(0, 8));
        assertThat(small.impostors()).isEqualTo(large.impostors().subList(0, 9));
    }

    /** As ORL: ten photos each, of which six are learned from, two looked up and two enrolled. */
    @Test
    void fiveSplitsOfTenPhotosLookUpEachOnceLearnFromEachThriceAndEnrollEachOnce() {
        Sizes sizes = new Sizes(5, 0, 3, 2, 0, false, Optional.of(new PhotosEach(6, 2, 2, 5)));

        Splits splits = ProtocolBuilder.splits(people(10, 10), SEED, sizes);

        assertThat(splits.probes()).hasSize(5 * 10).doesNotHaveDuplicates();
        assertThat(times(splits, Protocol::learning))
                .hasSize(5 * 10)
                .allSatisfy((photo, n) -> assertThat(n).isEqualTo(3));
        assertThat(times(splits, Protocol::mates))
                .hasSize(5 * 10)
                .allSatisfy((photo, n) -> assertThat(n).isEqualTo(1));
        for (Protocol split : splits.protocols()) {
            assertThat(Stream.of(split.probes(), split.learning(), split.mates())
                            .flatMap(List::stream))
                    .hasSize(5 * 10)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void everySplitHasTheSamePeopleAndTheSameStrangersAndTheFirstIsTheOnlyOneOfASuiteWithoutSplits() {
        Sizes once = new Sizes(5, 2, 1, 2, 0, false, Optional.of(new PhotosEach(6, 2, 2)));
        Sizes often = new Sizes(5, 2, 1, 2, 0, false, Optional.of(new PhotosEach(6, 2, 2, 5)));

        Splits splits = ProtocolBuilder.splits(people(10, 12), SEED, often);

        assertThat(splits.first()).isEqualTo(ProtocolBuilder.build(people(10, 12), SEED, once));
        for (Protocol split : splits.protocols()) {
            assertThat(subjects(split.probes()))
                    .isEqualTo(subjects(splits.first().probes()));
            assertThat(split.distractors()).isEqualTo(splits.first().distractors());
            assertThat(split.impostors()).isEqualTo(splits.first().impostors());
            assertThat(split.targets()).isEqualTo(splits.first().targets());
        }
        assertThat(splits.probes()).doesNotHaveDuplicates();
        assertThat(ProtocolBuilder.splits(people(10, 12), SEED, once).digest())
                .isEqualTo(ProtocolBuilder.build(people(10, 12), SEED, once).digest());
        assertThat(splits.digest()).isNotEqualTo(splits.first().digest());
    }

    @Test
    void whoHasTooFewPhotosForTheSplitsIsNotProtectedAndSplitsThatNobodyHasPhotosForAreRefused() {
        Sizes sizes = new Sizes(5, 0, 0, 0, 0, false, Optional.of(new PhotosEach(1, 3, 1, 4)));

        assertThatThrownBy(() -> ProtocolBuilder.splits(people(10, 11), SEED, sizes))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("5 probes need as many people with 12 to 20 photos");
        assertThatThrownBy(() -> new PhotosEach(1, 3, 1, 7)).hasMessageStartingWith("splits must be from 1 to 6");
    }

    /** Suites that divide photos once keep the digests that they had. */
    @Test
    void oneSplitHasTheWordsThatDigestsWereMadeOf() {
        assertThat(new PhotosEach(6, 2, 2)).hasToString("PhotosEach[learning=6, probes=2, gallery=2]");
        assertThat(new PhotosEach(6, 2, 2, 5)).hasToString("PhotosEach[learning=6, probes=2, gallery=2, splits=5]");
    }

    private static Map<PhotoId, Integer> times(Splits splits, Function<Protocol, List<FacePhoto>> role) {
        Map<PhotoId, Integer> times = new TreeMap<>();
        splits.protocols()
                .forEach(split -> role.apply(split).forEach(photo -> times.merge(photo.id(), 1, Integer::sum)));
        return times;
    }

    private static DataSet people(int count, int photos) {
        List<FacePhoto> all = new ArrayList<>();
        for (int person = 0; person < count; person++) {
            for (int shot = 0; shot < photos; shot++) {
                all.add(new FacePhoto(
                        new PhotoId("p%02d-%02d".formatted(person, shot)),
                        new SubjectId("p%02d".formatted(person)),
                        Path.of("none"),
                        Optional.empty()));
            }
        }
        return new DataSet("people", all, List.of());
    }

    @Test
    void theSeedAloneDecides() {
        Sizes sizes = new Sizes(10, 3, 10, 10, 0, false);
        List<FacePhoto> shuffled = new ArrayList<>(CROWD.photos());
        java.util.Collections.reverse(shuffled);

        Protocol protocol = ProtocolBuilder.build(CROWD, SEED, sizes);

        assertThat(ProtocolBuilder.build(CROWD, SEED, sizes).digest()).isEqualTo(protocol.digest());
        assertThat(subjects(ProtocolBuilder.build(new DataSet("other", shuffled, List.of()), SEED, sizes)
                        .probes()))
                .isEqualTo(subjects(protocol.probes()));
        assertThat(ProtocolBuilder.build(CROWD, new Seed(2), sizes).digest()).isNotEqualTo(protocol.digest());
    }

    @Test
    void aTinyDataSetPlaysEveryRoleThatItCan() {
        DataSet tiny = crowd(6, 0, 4);

        Protocol protocol = ProtocolBuilder.build(tiny, SEED, new Sizes(3, 3, 4, 0, 0, false));

        assertThat(subjects(protocol.probes())).hasSize(3).doesNotContainAnyElementsOf(subjects(protocol.targets()));
        assertThat(protocol.targetGallery()).isNotEmpty();
        assertThat(protocol.impostors()).isEmpty();
        assertThat(ProtocolBuilder.build(tiny, SEED, new Sizes(0, 0, 0, 0, 0, false))
                        .probes())
                .isEmpty();
    }

    @Test
    void targetsAreStrangersWithOnePhotoWhereTheProbesNeedEveryoneElse() {
        Protocol protocol = ProtocolBuilder.build(crowd(3, 0, 4), SEED, new Sizes(2, 3, 2, 0, 0, false));

        assertThat(subjects(protocol.targets())).hasSize(3).doesNotContainAnyElementsOf(subjects(protocol.probes()));
        assertThat(subjects(protocol.targetGallery())).hasSize(1);
        assertThat(subjects(protocol.distractors())).doesNotContainAnyElementsOf(subjects(protocol.targets()));
    }

    @Test
    void noImpostorIsInThePairsThatTheSuiteUses() {
        FacePhoto first = CROWD.photos().get(0);
        List<LabelledPair> pairs = CROWD.photos().stream()
                .filter(p -> p.subject().value().startsWith("single"))
                .limit(25)
                .map(p -> new LabelledPair(1, first, p))
                .toList();
        DataSet paired = new DataSet("paired", CROWD.photos(), pairs);

        Protocol with = ProtocolBuilder.build(paired, SEED, new Sizes(5, 3, 5, 15, 0, true));
        Protocol without = ProtocolBuilder.build(paired, SEED, new Sizes(5, 3, 5, 15, 0, false));

        Set<SubjectId> inPairs = pairs.stream()
                .flatMap(p -> Stream.of(p.first().subject(), p.second().subject()))
                .collect(Collectors.toSet());
        assertThat(subjects(with.impostors())).hasSize(15).doesNotContainAnyElementsOf(inPairs);
        assertThat(with.pairs()).hasSize(25);
        assertThat(without.pairs()).isEmpty();
        assertThat(without.impostors()).isEqualTo(with.impostors());
    }

    @Test
    void tooSmallADataSetIsNamedWithItsNumbers() {
        assertThatThrownBy(() -> ProtocolBuilder.build(CROWD, SEED, new Sizes(31, 0, 0, 0, 0, false)))
                .isInstanceOf(InputError.class)
                .hasMessage("crowd: 31 probes need as many people with 2 to 20 photos and no other role,"
                        + " but it has 30; ask for fewer");
        assertThatThrownBy(() -> ProtocolBuilder.build(CROWD, SEED, new Sizes(0, 74, 0, 0, 0, false)))
                .hasMessageContaining("74 targets need as many people with no other role, but it has 73");
        assertThatThrownBy(() -> ProtocolBuilder.build(CROWD, SEED, new Sizes(0, 3, 71, 0, 0, false)))
                .hasMessageContaining("71 distractors")
                .hasMessageContaining("it has 70");
        assertThatThrownBy(() -> ProtocolBuilder.build(CROWD, SEED, new Sizes(1, 0, 0, 0, 0, true)))
                .hasMessageContaining("no verification pairs");
    }

    @Test
    void noRoleHasFewerThanNobody() {
        assertThatThrownBy(() -> new Sizes(-1, 0, 0, 0, 0, false)).hasMessageContaining("-1 probes");
    }

    private static Set<SubjectId> subjects(List<FacePhoto> photos) {
        return photos.stream().map(FacePhoto::subject).collect(Collectors.toCollection(HashSet::new));
    }

    private static DataSet crowd(int some, int many, int single) {
        List<FacePhoto> photos = new ArrayList<>();
        for (int i = 0; i < some; i++) {
            add(photos, "some" + i, 2 + i % 3);
        }
        for (int i = 0; i < many; i++) {
            add(photos, "many" + i, 21);
        }
        for (int i = 0; i < single; i++) {
            add(photos, "single" + i, 1);
        }
        return new DataSet("crowd", photos, List.of());
    }

    private static void add(List<FacePhoto> photos, String name, int count) {
        for (int i = 0; i < count; i++) {
            photos.add(new FacePhoto(
                    new PhotoId(name + "_" + i), new SubjectId(name), Path.of(name, i + ".jpg"), Optional.empty()));
        }
    }
}
