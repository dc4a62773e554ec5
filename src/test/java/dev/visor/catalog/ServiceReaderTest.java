package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.service.Capability;
import dev.visor.service.ServiceCard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceReaderTest {

    private static final String SOUND = """
            id: remote
            kind: facepp
            summary: a service
            endpoint: https://api.example.org
            region: us
            model: unversioned
            price: 1/1000
            rate: 2
            in_flight: 1
            min_face: 150
            max_side: 4096
            max_bytes: 2000000
            results: 5
            timeout_s: 20
            tries: 3
            max_calls: 100
            max_dollars: 0.5
            keys: {key: A_KEY, secret: A_SECRET}
            params: {}
            terms: example.org
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void folders() throws IOException {
        for (String folder :
                List.of("defenses", "attacks", "suites/recognizers", "suites/datasets", "suites/services")) {
            Files.createDirectories(home.resolve(folder));
        }
    }

    @Test
    void aCardSaysWhatAServiceCanDoAndWhatItCosts() {
        write(SOUND);

        ServiceCard card = new Catalog(home).services().get(0);

        assertThat(card.kind().capabilities()).containsExactlyInAnyOrder(Capability.COMPARE, Capability.SEARCH);
        assertThat(card.price()).isEqualTo(.001);
        assertThat(card.keys()).containsEntry("secret", "A_SECRET");
        assertThat(card.local()).isFalse();
    }

    @Test
    void whoRentsNothingNeedsNoFolder() throws IOException {
        Files.delete(home.resolve("suites/services"));

        assertThat(new Catalog(home).services()).isEmpty();
    }

    @Test
    void aKeyInAFileIsRefusedWithoutBeingRepeated() {
        write(SOUND.replace("A_SECRET", "s3cr3t-of-mine"));

        assertThatThrownBy(() -> new Catalog(home).services())
                .isInstanceOf(InputError.class)
                .hasMessageContaining("keys.secret must be the name of an environment variable")
                .hasMessageNotContaining("s3cr3t-of-mine");
    }

    @Test
    void everyKeyOfTheKindHasToBeNamed() {
        write(SOUND.replace(", secret: A_SECRET", ""));

        assertThatThrownBy(() -> new Catalog(home).services())
                .hasMessageContaining("remote.yaml:18: keys of kind facepp must name")
                .hasMessageContaining("[key, secret]");
    }

    @Test
    void facesTravelInTheClearOnThisMachineOnly() {
        write(SOUND.replace("https:", "http:"));

        assertThatThrownBy(() -> new Catalog(home).services()).hasMessageContaining("in the clear");

        write(SOUND.replace("https://api.example.org", "http://127.0.0.1:80"));

        assertThat(new Catalog(home).services()).singleElement().matches(ServiceCard::local);
    }

    @Test
    void anUnknownKindIsToldWithTheNearest() {
        write(SOUND.replace("kind: facepp", "kind: facep"));

        assertThatThrownBy(() -> new Catalog(home).services()).hasMessageContaining("facepp");
    }

    @Test
    void aLimitThatLetsNothingThroughIsAMistake() {
        write(SOUND.replace("tries: 3", "tries: 0"));

        assertThatThrownBy(() -> new Catalog(home).services())
                .hasMessageContaining("remote.yaml:15: tries must be above 0, got 0");
    }

    @Test
    void changingWhatDecidesAnAnswerMakesItAnotherService() {
        write(SOUND);
        ServiceCard card = new Catalog(home).services().get(0);
        write(SOUND.replace("max_calls: 100", "max_calls: 7"));

        assertThat(new Catalog(home).services().get(0).digest()).isEqualTo(card.digest());

        write(SOUND.replace("model: unversioned", "model: v2"));

        assertThat(new Catalog(home).services().get(0).digest()).isNotEqualTo(card.digest());
    }

    private void write(String text) {
        try {
            Files.writeString(home.resolve("suites/services/remote.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
