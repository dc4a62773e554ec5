package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Restorer;
import dev.visor.attack.TrainedPurifier;
import dev.visor.attack.TrainingPair;
import dev.visor.catalog.type.PluginTypes;
import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.contract.Home;
import dev.visor.core.InputError;
import dev.visor.core.Knowledge;
import dev.visor.core.Seed;
import dev.visor.defense.Defense;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.PairDefenses;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.tensor.Compute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Countermeasures that name the defenses of whose pairs they learn: what they are then, and what is said where that does not work. */
class NamedPairsTest {

    @TempDir
    private Path catalog;

    /** Learns nothing. */
    public record Pupil(Params params) implements TrainedPurifier {

        /** Settings. */
        public record Params(List<String> pairsOf) {}

        @Override
        public Knowledge knowledge() {
            return Knowledge.OBLIVIOUS;
        }

        @Override
        public boolean seesDefense() {
            return true;
        }

        @Override
        public List<String> pairsOf() {
            return params.pairsOf();
        }

        @Override
        public byte[] learn(List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
            return new byte[0];
        }

        @Override
        public Restorer load(byte[] weights, Compute compute) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void copy() throws IOException {
        Home.copyCatalog(catalog);
    }

    @Test
    void anEntryHoldsTheParametersOfTheDefensesThatItLearnsFrom() throws IOException {
        write("blur-2, noise");

        ResolvedSuite suite = suite(Overrides.NONE);
        Entry<Countermeasure> pupil = suite.countermeasures().get(1);

        assertThat(pupil.id()).isEqualTo("pupil");
        assertThat(pupil.params())
                .containsEntry("pairs_of", "[blur-2, noise]")
                .containsEntry("blur-2.type", "blur")
                .containsKeys("blur-2.sigma", "noise.epsilon");
        assertThat(suite.pairDefenses().entries()).containsOnlyKeys("blur-2", "noise");
    }

    @Test
    void anEntryThatNamesNoneIsAsItIsWritten() throws IOException {
        write("");

        ResolvedSuite suite = suite(Overrides.NONE);

        assertThat(suite.countermeasures().get(1).params()).containsOnlyKeys("pairs_of");
        assertThat(suite.pairDefenses()).isEqualTo(PairDefenses.NONE);
    }

    @Test
    void aDefenseThatIsModifiedForOneRunModifiesWhoLearnsFromIt() throws IOException {
        write("noise");
        ResolvedSuite suite = suite(set("defenses.noise.epsilon=3/255"));

        assertThat(suite.countermeasures().get(1).id()).isEqualTo("modified-pupil");
        assertThat(suite.countermeasures().get(1).digest())
                .isNotEqualTo(suite(Overrides.NONE).countermeasures().get(1).digest());
        assertThat(suite.pairDefenses().entries().get("noise").id()).isEqualTo("modified-noise");
    }

    @Test
    void itMayLearnFromOtherDefensesForOneRun() throws IOException {
        write("noise");

        ResolvedSuite suite = suite(set("attacks.pupil.pairs_of=[blur-2]"));

        assertThat(suite.countermeasures().get(1).id()).isEqualTo("modified-pupil");
        assertThat(suite.pairDefenses().entries()).containsOnlyKeys("blur-2");
    }

    @Test
    void aDefenseThatMakesPairsGetsTheSurrogatesOfTheAttackedOneElseTheFirst() throws IOException {
        write("tip-im-smoke, noise");
        ResolvedSuite suite = suite(Overrides.NONE);
        Entry<Countermeasure> pupil = suite.countermeasures().get(1);
        Entry<Defense> tipIm = suite.pairDefenses().entries().get("tip-im-smoke");
        Protection clean = suite.protections().get(0);
        Protection asking = new Protection(
                tipIm, List.of(suite.recognizers().get(suite.suite().models().get(1))));

        assertThat(PairDefenses.of(suite, pupil, clean))
                .extracting(Protection::surrogateIds)
                .containsExactly(suite.suite().surrogates().get(0), List.of());
        assertThat(PairDefenses.of(suite, pupil, asking))
                .extracting(Protection::surrogateIds)
                .containsExactly(asking.surrogateIds(), List.of());
    }

    @Test
    void aNameThatNothingHasIsReportedWithItsLineAndTheNearest() throws IOException {
        write("noise, blur-3");

        assertThatThrownBy(() -> suite(Overrides.NONE))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(
                        "attacks/countermeasures/pupil.yaml:8: unknown defense \"blur-3\"; did you mean \"blur-2\"?");
    }

    @Test
    void aNameThatStandsTwiceIsReported() throws IOException {
        write("noise, noise");

        assertThatThrownBy(() -> suite(Overrides.NONE))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("pupil.yaml:8: pairs_of names \"noise\" twice; name each defense once");
    }

    @Test
    void whatSuchADefenseNeedsIsAskedOfTheSuite() throws IOException {
        write("tip-im-smoke");

        assertThatThrownBy(() -> suite(new Overrides(
                        List.of("targets=0", "surrogates=[]"),
                        List.of("noise"),
                        List.of("zoo-verification"),
                        List.of())))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(
                        "a countermeasure learns from pairs of defense \"tip-im-smoke\", which needs targets; take at least 1")
                .hasMessageContaining("needs a surrogate; name one");
    }

    private ResolvedSuite suite(Overrides overrides) {
        PluginTypes types = BuiltIns.types();
        types.countermeasures().add("pupil", Pupil.Params.class, Pupil::new);
        return new Catalog(CatalogFolders.own(catalog), types).suite("smoke", overrides);
    }

    private static Overrides set(String assignment) {
        return new Overrides(List.of(assignment), List.of(), List.of(), List.of());
    }

    private void write(String pairsOf) throws IOException {
        Files.writeString(catalog.resolve("attacks/countermeasures/pupil.yaml"), """
                id: pupil
                type: pupil
                summary: for tests
                source:
                  paper: none
                  fidelity: control
                params:
                  pairs_of: [%s]
                """.formatted(pairsOf));
        Path suite = catalog.resolve("suites/smoke.yaml");
        Files.writeString(
                suite,
                Files.readString(suite).replaceFirst("countermeasures: \\[.*", "countermeasures: [none, pupil]"));
    }
}
