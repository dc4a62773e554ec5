package dev.visor.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    @Test
    void aCharsetThatConfusesNamesIsSaid() {
        assertThat(Surroundings.obstacle(US_ASCII, UTF_8)).get().asString().contains("US-ASCII", "./visor");
        assertThat(Surroundings.obstacle(UTF_8, ISO_8859_1)).get().asString().contains("ISO-8859-1");
        assertThat(Surroundings.obstacle(UTF_8, UTF_8, "Jos\u00e9.jpg", "-", "@x", "--help"))
                .isEmpty();
    }

    @Test
    void anArgumentWhoseLettersWereLostIsSaid() {
        assertThat(Surroundings.obstacle(UTF_8, UTF_8, "protect", "Jos\uFFFD.jpg"))
                .get()
                .asString()
                .contains("Jos\uFFFD.jpg", "UTF-8");
    }

    @Test
    void theEngineStaysWhereTheStartingProcessHasUnpackedIt() {
        String before = System.getProperty("ENGINE_CACHE_DIR");
        try {
            System.clearProperty("ENGINE_CACHE_DIR");
            Surroundings.settleEngine(Map.of("VISOR_CACHE", "/kept"));
            Surroundings.settleEngine(Map.of("HOME", "/elsewhere"));

            assertThat(System.getProperty("ENGINE_CACHE_DIR")).isEqualTo("/kept/engine");
        } finally {
            if (before == null) {
                System.clearProperty("ENGINE_CACHE_DIR");
            } else {
                System.setProperty("ENGINE_CACHE_DIR", before);
            }
        }
    }
}
