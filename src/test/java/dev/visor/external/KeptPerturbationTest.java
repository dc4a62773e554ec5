package dev.visor.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.file.Npy;
import dev.visor.core.file.NpyArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPerturbationTest {

    private static final NpyArray VALUES = NpyArray.of(new float[] {1, -2, 3.5f}, 3, 1, 1);
    private static final KeptPerturbation.Facts FACTS =
            new KeptPerturbation.Facts("p3-mask", "ab12", "loose112", List.of("one", "two"), 7);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void keep() {
        file = folder.resolve("ada.npy");
        new KeptPerturbation(VALUES, FACTS).write(file, new byte[] {1});
    }

    @Test
    void isReadAsItWasWritten() {
        KeptPerturbation read = KeptPerturbation.read(file);

        assertThat(read.facts()).isEqualTo(FACTS);
        assertThat(read.values().floats()).containsExactly(1, -2, 3.5f);
        assertThat(folder.resolve("ada.png")).exists();
    }

    @Test
    void anArrayThatWasExchangedIsRefused() {
        Npy.write(file, NpyArray.of(new float[] {9, 9, 9}, 3, 1, 1));

        assertThatThrownBy(() -> KeptPerturbation.read(file))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("one of them was changed");
    }

    @Test
    void withoutItsFactsNobodyKnowsWhatItIsFor() throws IOException {
        Files.delete(folder.resolve("ada.json"));

        assertThatThrownBy(() -> KeptPerturbation.read(file))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("there is no ada.json beside it");
    }

    @Test
    void nothingThatIsThereIsOverwritten() {
        assertThatThrownBy(() -> new KeptPerturbation(VALUES, FACTS).write(file, new byte[] {1}))
                .isInstanceOf(InputError.class);
    }

    @Test
    void anotherEndingIsRefused() {
        assertThatThrownBy(() -> KeptPerturbation.requireName(Path.of("ada.png")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("expected the name of a .npy file");
    }
}
