package dev.visor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingSetsTest {

    @ParameterizedTest
    @CsvSource({
        "MS1M, MS1M-type, ms1m",
        "MS-Celeb-1M (cleaned), MS1MV2, ms1m",
        "own photos and VGGFace2, VGGFace2-type, vggface2",
        "'FaceScrub, VGGFace and scraped photos', VGGFace, vggface",
        "'CASIA-WebFace, LFW', lfw, lfw"
    })
    void namesThatBothTellAreShared(String one, String other, String shared) {
        assertThat(TrainingSets.shared(one, other)).contains(shared);
    }

    @ParameterizedTest
    @CsvSource({
        "VGGFace, VGGFace2",
        "unknown, unknown",
        "Intel private, a private collection",
        "scraped photos, photos and more",
        "WebFace260M, MS1M"
    })
    void otherWordsAreNot(String one, String other) {
        assertThat(TrainingSets.shared(one, other)).isEmpty();
    }

    @Test
    void aDataSetIsKnownByItsId() {
        assertThat(TrainingSets.shared("holiday", "holiday")).contains("holiday");
    }
}
