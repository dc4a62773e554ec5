package dev.visor.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.Box;
import dev.visor.core.image.Photo;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import org.junit.jupiter.api.Test;

class EnlargementTest {

    private static final Photo TWO = new Photo(2, 1, new byte[] {0, 0, 0, 100, 100, 100});

    @Test
    void aPixelIsASampleBetweenItsNeighborsCenters() {
        Photo four = Enlargement.times(TWO, 2);

        assertThat(four.width()).isEqualTo(4);
        assertThat(four.height()).isEqualTo(2);
        assertThat(new int[] {four.at(0, 0, 0), four.at(1, 0, 0), four.at(2, 1, 0), four.at(3, 1, 0)})
                .containsExactly(0, 25, 75, 100);
    }

    @Test
    void theSmallestFactorThatMakesTheFaceLargeEnoughIsTaken() {
        Photo photo = new Photo(250, 250, new byte[250 * 250 * 3]);

        assertThat(Enlargement.factor(photo, new Box(50, 50, 130, 160), limits(150, 4096)))
                .isEqualTo(2);
        assertThat(Enlargement.factor(photo, new Box(50, 50, 100, 160), limits(150, 4096)))
                .isEqualTo(3);
        assertThat(Enlargement.factor(photo, new Box(50, 50, 130, 160), limits(0, 4096)))
                .isEqualTo(1);
        assertThat(Enlargement.factor(photo, new Box(50, 50, 60, 60), limits(150, 600)))
                .isEqualTo(2);
    }

    @Test
    void whatNeedsNoEnlargingIsSentAsItIs() {
        Picture sent = Enlargement.of(TWO, new Box(0, 0, 1, 1), limits(0, 100));

        assertThat(ImageFiles.decode(sent.file()))
                .isInstanceOfSatisfying(
                        Reading.Decoded.class,
                        read -> assertThat(read.photo().rgb()).isEqualTo(TWO.rgb()));
    }

    private static ServiceCard.Limits limits(int minFace, int maxSide) {
        return new ServiceCard.Limits(1, 1, minFace, maxSide, 1 << 20, 5, 1, 1, 1, 1);
    }
}
