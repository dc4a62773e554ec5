package dev.visor.catalog.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestWordTest {

    @Test
    void countsSwappedNeighborsOnce() {
        assertThat(NearestWord.distance("epsilon", "epislon")).isEqualTo(1);
        assertThat(NearestWord.distance("mim", "dim")).isEqualTo(1);
        assertThat(NearestWord.distance("", "dim")).isEqualTo(3);
    }

    @Test
    void findsTheWordThatWasMeant() {
        assertThat(NearestWord.to("tip-in-paper", List.of("tip-im-repo", "tip-im-paper")))
                .contains("tip-im-paper");
    }

    @Test
    void completesABeginning() {
        assertThat(NearestWord.to("tipim", List.of("noise", "tip-im-paper"))).contains("tip-im-paper");
    }

    @Test
    void prefersABeginningAmongWordsAsNear() {
        assertThat(NearestWord.distance("prob", "crop")).isEqualTo(NearestWord.distance("prob", "probes"));
        assertThat(NearestWord.to("prob", List.of("crop", "probes"))).contains("probes");
    }

    @Test
    void listsEverythingWhereNothingIsNear() {
        assertThat(NearestWord.unknown("defense", "mosaic", List.of("noise", "blur")))
                .isEqualTo("unknown defense \"mosaic\"; expected one of blur, noise");
    }
}
