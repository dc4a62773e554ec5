package dev.visor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.Listing.Kind;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    @Test
    void theTableOfTheMetricsPageIsThatOfTheProgram() throws IOException {
        String marker = "<!-- visor list metrics --markdown -->\n\n";

        assertThat(Files.readString(Home.PATH.resolve("docs/metrics.md")))
                .as("docs/metrics.md below its marker: paste what ./visor list metrics --markdown prints")
                .endsWith(marker
                        + new Catalog(Home.PATH).listing().of(Kind.METRICS).markdown());
    }
}
