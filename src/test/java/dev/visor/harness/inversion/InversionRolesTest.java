package dev.visor.harness.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.PhotoId;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.InversionTestBed;
import dev.visor.harness.plan.InversionSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A suite of 5 people trained on with 3 photos each, 3 held out, 8 strangers whose photos a tracker has, and 12 impostors. */
class InversionRolesTest {

    private static final InversionSuite SUITE =
            InversionTestBed.suite(List.of(), List.of()).suite();
    private static final DataSet MEMBERS = people("members", 0, 8, 5);
    private static final DataSet STRANGERS = people("strangers", 100, 20, 1);

    @Test
    void everyonePlaysOneRole() {
        InversionRoles roles = roles(1);

        List<SubjectId> all = new ArrayList<>(roles.people());
        roles.heldOut().stream().map(FacePhoto::subject).distinct().forEach(all::add);
        Stream.concat(roles.open().stream(), roles.impostors().stream())
                .map(FacePhoto::subject)
                .forEach(all::add);
        assertThat(all).hasSize(5 + 3 + 8 + 12).doesNotHaveDuplicates();
    }

    @Test
    void aPhotoIsLearnedFromOrStopsTheTrainingOrTests() {
        InversionRoles roles = roles(1);

        assertThat(roles.training()).hasSize(5 * 2);
        assertThat(roles.stops()).hasSize(5);
        // Five photos each: what is left of them when three are taken.
        assertThat(roles.tests()).hasSize(5 * 2);
        assertThat(Stream.of(roles.training(), roles.stops(), roles.tests()).flatMap(List::stream))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPersonsNumberIsHisPlace() {
        InversionRoles roles = roles(1);

        assertThat(roles.studied()).hasSize(15);
        for (int i = 0; i < 15; i++) {
            assertThat(roles.people().get(roles.studiedPeople()[i]))
                    .isEqualTo(roles.studied().get(i).subject());
        }
    }

    @Test
    void pairsOfAPersonLieInOneFoldWithAsManyOfStrangers() {
        List<LabelledPair> pairs = roles(1).pairs();

        // Of five photos 10 pairs, for each of three people.
        assertThat(pairs.stream().filter(LabelledPair::genuine)).hasSize(30);
        assertThat(pairs.stream().filter(pair -> !pair.genuine())).hasSize(30);
        assertThat(pairs.stream()
                        .collect(Collectors.groupingBy(
                                pair -> pair.first().subject(),
                                Collectors.mapping(LabelledPair::fold, Collectors.toSet())))
                        .values())
                .hasSize(3)
                .allSatisfy(folds -> assertThat(folds).hasSize(1));
    }

    @Test
    void theSeedDealsThePhotosAndNotThePeople() {
        assertThat(roles(1).digest()).isEqualTo(roles(1).digest()).isNotEqualTo(roles(2).digest());
        assertThat(roles(1).people()).isEqualTo(roles(2).people());
    }

    @Test
    void nobodyIsAStrangerToHimself() {
        List<FacePhoto> all = new ArrayList<>(MEMBERS.photos());
        all.addAll(STRANGERS.photos());
        DataSet whole = new DataSet("members", all, List.of());

        InversionRoles roles = InversionRoles.of(SUITE, MEMBERS, whole, new Seed(1));

        assertThat(Stream.concat(roles.open().stream(), roles.impostors().stream()))
                .allSatisfy(photo -> assertThat(STRANGERS.photos()).contains(photo));
    }

    @Test
    void tooFewPeopleAreRefusedWithBothNumbers() {
        assertThatThrownBy(() -> InversionRoles.of(SUITE, people("members", 0, 7, 5), STRANGERS, new Seed(1)))
                .isInstanceOf(InputError.class)
                .hasMessage("members: 5 people trained on and 3 held out need as many with 4 photos or more "
                        + "that show a face, but it has 7; ask for fewer");
        assertThatThrownBy(() -> InversionRoles.of(SUITE, MEMBERS, people("strangers", 100, 19, 1), new Seed(1)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("8 open people and 12 impostors")
                .hasMessageContaining("but it has 19");
    }

    private static InversionRoles roles(long seed) {
        return InversionRoles.of(SUITE, MEMBERS, STRANGERS, new Seed(seed));
    }

    private static DataSet people(String id, int from, int people, int photos) {
        List<FacePhoto> all = new ArrayList<>();
        for (int person = from; person < from + people; person++) {
            for (int photo = 0; photo < photos; photo++) {
                String name = "p%03d-%d".formatted(person, photo);
                all.add(new FacePhoto(
                        new PhotoId(name),
                        new SubjectId("p%03d".formatted(person)),
                        Path.of(name + ".png"),
                        Optional.empty()));
            }
        }
        return new DataSet(id, all, List.of());
    }
}
