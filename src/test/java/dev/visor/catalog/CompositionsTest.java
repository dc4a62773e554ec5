package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.contract.Home;
import dev.visor.core.Budget;
import dev.visor.core.InputError;
import dev.visor.defense.CompositeDefense;
import dev.visor.defense.Defense;
import dev.visor.defense.composition.Composed;
import dev.visor.harness.plan.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defenses that name others: what they are made of, and what is said where that does not work. */
class CompositionsTest {

    @TempDir
    private Path catalog;

    @BeforeEach
    void copy() throws IOException {
        Home.copyCatalog(catalog);
    }

    @Test
    void aComposedEntryHoldsTheParametersOfItsPartsAndTheSumOfTheirBudgets() throws IOException {
        write("both", "noise, tip-im-smoke");

        Entry<Defense> entry = entry("both");

        assertThat(((Composed) entry.plugin()).parts())
                .extracting(CompositeDefense.Part::id)
                .containsExactly("noise", "tip-im-smoke");
        assertThat(entry.params())
                .containsEntry("compose", "[noise, tip-im-smoke]")
                .containsEntry("tip-im-smoke.type", "tip-im")
                .containsKey("noise.epsilon");
        assertThat(entry.plugin().needsSurrogates()).isTrue();
        assertThat(entry.plugin().needsTargets()).isTrue();
        double sum = part("noise") + part("tip-im-smoke");
        assertThat(entry.plugin().budget()).contains(new Budget(sum));
    }

    @Test
    void theOrderAndThePartsOfPartsAreInItsDigest() throws IOException {
        write("both", "noise, blur-2");
        write("turned", "blur-2, noise");
        write("nested", "both, pixelation-8");

        assertThat(entry("both").digest()).isNotEqualTo(entry("turned").digest());
        assertThat(entry("nested").params()).containsKey("both.noise.epsilon");
    }

    @Test
    void aPartThatIsModifiedForOneRunModifiesTheWhole() throws IOException {
        write("both", "noise, blur-2");
        Overrides modified =
                new Overrides(List.of("defenses.noise.epsilon=3/255"), List.of("both"), List.of(), List.of());

        assertThat(new Catalog(catalog).suite("smoke", modified).defenses())
                .extracting(Entry::id)
                .contains("modified-both");
    }

    @Test
    void aNameThatNothingHasIsReportedWithItsLineAndTheNearest() throws IOException {
        write("both", "noise, tip-im-smok");

        assertThatThrownBy(() -> new Catalog(catalog).defenses())
                .isInstanceOf(InputError.class)
                .hasMessageContaining(
                        "defenses/composed/both.yaml:8: unknown defense \"tip-im-smok\"; did you mean \"tip-im-smoke\"?");
    }

    @Test
    void aCircleIsReportedAsOne() throws IOException {
        write("one", "noise, two");
        write("two", "one, noise");

        assertThatThrownBy(() -> new Catalog(catalog).defenses())
                .isInstanceOf(InputError.class)
                .hasMessageContaining("compose goes around in a circle: one, then two, then one");
    }

    @Test
    void defensesOfAPersonOrOfTrainingCannotBeComposed() throws IOException {
        write("person", "noise, p3-mask-smoke");
        write("masking", "mixup-k2, noise");

        assertThatThrownBy(() -> new Catalog(catalog).defenses())
                .isInstanceOf(InputError.class)
                .hasMessageContaining("compose names \"p3-mask-smoke\", which learns from photos of the person")
                .hasMessageContaining("compose names \"mixup-k2\", which changes what a recognizer learns from");
    }

    @Test
    void onePartIsNoComposition() throws IOException {
        write("alone", "noise");

        assertThatThrownBy(() -> new Catalog(catalog).defenses())
                .isInstanceOf(InputError.class)
                .hasMessageContaining("compose must name two defenses or more");
    }

    private double part(String name) {
        return entry(name).plugin().budget().orElseThrow().epsilon();
    }

    private Entry<Defense> entry(String id) {
        return new Catalog(catalog)
                .defenses().stream()
                        .filter(entry -> entry.id().equals(id))
                        .findFirst()
                        .orElseThrow();
    }

    private void write(String id, String parts) throws IOException {
        Files.writeString(catalog.resolve("defenses/composed/" + id + ".yaml"), """
                id: %s
                type: composed
                summary: "several, one after the other"
                source:
                  paper: "ours"
                  fidelity: ours
                params:
                  compose: [%s]
                """.formatted(id, parts));
    }
}
