package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.contract.Home;
import dev.visor.core.InputError;
import java.util.List;
import org.junit.jupiter.api.Test;

class InversionReaderTest {

    private static final Catalog CATALOG = new Catalog(Home.PATH);

    private static void read(String setting, String... defenses) {
        CATALOG.experiment("inversion-smoke", new Overrides(List.of(setting), List.of(defenses), List.of(), List.of()));
    }

    @Test
    void aSideThatNoFaceIsCutToIsRefusedWhereItIsWritten() {
        assertThatThrownBy(() -> read("model.side=96"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("model.side must be 64 or 112")
                .hasMessageContaining("got 96");
    }

    @Test
    void aBatchMustHoldAsManyPhotosAsADefenseMixes() {
        read("model.batch=4", "mixup-k4", "ahm-k3", "frequency-mask");
        read("model.batch=6", "ahm", "ahm-uniform", "mixup-k6");

        assertThatThrownBy(() -> read("model.batch=5", "ahm"))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("model.batch is 5, but ahm mixes up to 6 photos of a batch");
        assertThatThrownBy(() -> read("model.batch=3", "instahide")).hasMessageContaining("instahide mixes up to 4");
        assertThat(CATALOG.validate()).isNotEmpty();
    }
}
