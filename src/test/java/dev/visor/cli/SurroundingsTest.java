package dev.visor.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
}
