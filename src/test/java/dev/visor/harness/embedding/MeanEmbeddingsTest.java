package dev.visor.harness.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.Acquired;
import dev.visor.core.Acquired.Embedded;
import dev.visor.core.Acquired.Missed;
import dev.visor.core.Acquired.Reason;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeanEmbeddingsTest {

    private static final PhotoId PHOTO = new PhotoId("photo");
    private static final Acquired EAST = new Embedded(new Embedding(new float[] {1, 0}));
    private static final Acquired NORTH = new Embedded(new Embedding(new float[] {0, 1}));
    private static final Acquired NOTHING = new Missed(Reason.NO_FACE);

    @Test
    void theMeanHasUnitLength() {
        float[] mean = ((Embedded) mean(EAST, NORTH)).embedding().values();

        assertThat((double) mean[0]).isCloseTo(Math.sqrt(.5), within(1e-6));
        assertThat((double) mean[1]).isCloseTo(Math.sqrt(.5), within(1e-6));
        assertThat((double) ((Embedded) mean(EAST, EAST, NORTH)).embedding().values()[0])
                .isCloseTo(2 / Math.sqrt(5), within(1e-6));
    }

    @Test
    void aFaceThatIsFoundOnceIsWhatWasFound() {
        assertThat(mean(NOTHING, NORTH)).isSameAs(NORTH);
        assertThat(mean(EAST)).isSameAs(EAST);
    }

    @Test
    void aFaceThatIsNeverFoundIsMissed() {
        assertThat(mean(NOTHING, NOTHING)).isSameAs(NOTHING);
    }

    private static Acquired mean(Acquired... ways) {
        List<Map<String, Map<PhotoId, Acquired>>> all = List.of(ways).stream()
                .map(way -> Map.of("model", Map.of(PHOTO, way)))
                .toList();
        return MeanEmbeddings.of(all).get("model").get(PHOTO);
    }
}
