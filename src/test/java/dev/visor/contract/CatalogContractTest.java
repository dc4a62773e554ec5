package dev.visor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.attack.Attack;
import dev.visor.attack.Countermeasure;
import dev.visor.attack.RecognitionAttack;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.Listing;
import dev.visor.catalog.Listing.Kind;
import dev.visor.catalog.Overrides;
import dev.visor.core.Cell;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedInversion;
import dev.visor.harness.plan.ResolvedSuite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every file of {@code defenses/}, {@code attacks/} and {@code suites/} keeps. A new file is tested by being there. */
class CatalogContractTest {

    private static final Catalog CATALOG = new Catalog(Home.PATH);
    private static final Listing LISTING = CATALOG.listing();

    static Stream<String> suites() {
        return names("suites");
    }

    static Stream<String> defenses() {
        return names("defenses");
    }

    static Stream<String> attacks() {
        return names("attacks");
    }

    @Test
    void everyFileIsSound() {
        assertThat(CATALOG.validate()).hasSameSizeAs(Home.files("suites"));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everySuiteHasCellsWithNamesOfTheirOwnAndStartsWithTheControl(String suite) {
        List<Cell> cells = CATALOG.experiment(suite, Overrides.NONE).cells();

        assertThat(cells).extracting(Cell::id).doesNotHaveDuplicates().isNotEmpty();
        assertThat(cells.get(0).defense()).isEqualTo("none");
    }

    @ParameterizedTest
    @MethodSource("defenses")
    void everyDefenseCanBeRunByItself(String defense) {
        ResolvedSuite suite = CATALOG.suite("smoke", new Overrides(List.of(), List.of(defense), List.of(), List.of()));

        assertThat(suite.defenses()).extracting(Entry::id).contains(defense);
        assertThat(suite.defenses()).allSatisfy(CatalogContractTest::saysWhereItComesFrom);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void everyAttackCanBeRunByItself(String attack) {
        Entry<?> named = CATALOG.attacks().stream()
                .filter(entry -> entry.id().equals(attack))
                .findFirst()
                .orElseThrow();

        List<? extends Entry<? extends Attack>> entries = byItself(named);

        assertThat(entries).extracting(entry -> entry.id()).contains(attack);
        assertThat(entries).allSatisfy(CatalogContractTest::saysWhereItComesFrom);
        assertThat(entries.get(0).plugin().knowledge()).isNotNull();
    }

    @Test
    void whatIsSetForOneSuiteIsNotSetForTheNext() {
        Overrides stronger =
                new Overrides(List.of("defenses.noise.epsilon=6/255"), List.of("noise"), List.of(), List.of());
        Overrides asItIs = new Overrides(List.of(), List.of("noise"), List.of(), List.of());

        String before = noise(CATALOG.suite("smoke", asItIs));

        assertThat(noise(CATALOG.suite("smoke", stronger))).isNotEqualTo(before);
        assertThat(noise(CATALOG.suite("smoke", asItIs))).isEqualTo(before);
    }

    private static String noise(ResolvedSuite suite) {
        return suite.defenses().get(suite.defenses().size() - 1).digest().hex();
    }

    /** In a suite of the attack's kind: the attacks of that suite, or its countermeasures. */
    private static List<? extends Entry<? extends Attack>> byItself(Entry<?> attack) {
        Overrides alone = new Overrides(List.of(), List.of(), List.of(attack.id()), List.of());
        if (attack.plugin() instanceof Countermeasure) {
            // As many people as the one that learns from most of them needs.
            Overrides countermeasure = new Overrides(
                    List.of("countermeasures=[" + attack.id() + "]", "training=1002"), List.of(), List.of(), List.of());
            return CATALOG.suite("smoke", countermeasure).countermeasures();
        }
        return attack.plugin() instanceof RecognitionAttack
                ? CATALOG.suite("smoke", alone).attacks()
                : ((ResolvedInversion) CATALOG.experiment("inversion-smoke", alone)).attacks();
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.EnumSource(Kind.class)
    void everythingIsListed(Kind kind) {
        assertThat(LISTING.of(kind).rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .hasSameSizeAs(LISTING.of(kind).header())
                        .allSatisfy(cell -> assertThat(cell).isNotBlank()));
    }

    private static void saysWhereItComesFrom(Entry<?> entry) {
        assertThat(entry.source().paper()).isNotBlank();
        assertThat(entry.source().paper().equals("none"))
                .as("%s has a paper or is a control", entry.id())
                .isEqualTo(entry.source().fidelity().equals("control"));
    }

    private static Stream<String> names(String folder) {
        return Home.files(folder).stream()
                .map(file -> file.getFileName().toString().replace(".yaml", ""));
    }
}
