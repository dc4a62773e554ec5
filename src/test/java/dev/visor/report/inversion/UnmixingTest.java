package dev.visor.report.inversion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.Catalog;
import dev.visor.contract.Home;
import dev.visor.core.Seed;
import dev.visor.defense.Defense;
import dev.visor.defense.MaskingDefense;
import dev.visor.harness.plan.Entry;
import dev.visor.recognizer.training.Masking;
import dev.visor.tensor.Compute;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The report knows by type what the catalog's entries do. */
class UnmixingTest {

    private static final Catalog CATALOG = new Catalog(Home.PATH);

    @Test
    void everyTypeThatMixesIsKnown() {
        TreeSet<String> mixing = new TreeSet<>();
        TreeSet<String> plain = new TreeSet<>();
        for (Entry<Defense> entry : CATALOG.defenses()) {
            boolean mixes = entry.plugin() instanceof MaskingDefense masks && masks.mixes();
            (mixes ? mixing : plain).add(entry.type());
        }

        assertThat(mixing).isEqualTo(new TreeSet<>(Unmixing.MIXING));
        assertThat(plain).doesNotContainAnyElementsOf(Unmixing.MIXING);
    }

    @Test
    void everyTypeThatDrawsAtQueriesIsKnown() {
        TreeSet<String> drawing = new TreeSet<>();
        try (Compute compute = Compute.open("cpu")) {
            for (Entry<Defense> entry : CATALOG.defenses()) {
                if (entry.plugin() instanceof MaskingDefense masks) {
                    try (Masking masking = masks.masking(compute, 64, new Seed(1))) {
                        if (masking.isRandomized()) {
                            drawing.add(entry.type());
                        }
                    }
                }
            }
        }

        assertThat(drawing).isEqualTo(new TreeSet<>(Unmixing.DRAWING));
    }

    @Test
    void everyAttackThatUnmixesIsKnown() {
        assertThat(CATALOG.attacks().stream().map(Entry::type).filter(type -> type.startsWith("unmix")))
                .containsOnlyOnceElementsOf(Unmixing.OF_MIXES)
                .hasSameSizeAs(Unmixing.OF_MIXES);
        assertThat(Unmixing.OF_MIXES).containsAll(Unmixing.OF_DRAWS);
    }
}
