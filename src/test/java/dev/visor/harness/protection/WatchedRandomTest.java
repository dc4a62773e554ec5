package dev.visor.harness.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WatchedRandomTest {

    @Test
    void givesTheNumbersOfItsSource() {
        RandomGenerator source = new SplittableRandom(1);
        RandomGenerator watched = new WatchedRandom(new SplittableRandom(1));

        for (int i = 0; i < 100; i++) {
            assertThat(watched.nextLong()).isEqualTo(source.nextLong());
            assertThat(watched.nextInt()).isEqualTo(source.nextInt());
            assertThat(watched.nextBoolean()).isEqualTo(source.nextBoolean());
            assertThat(watched.nextInt(10)).isEqualTo(source.nextInt(10));
            assertThat(watched.nextInt(-5, 1000)).isEqualTo(source.nextInt(-5, 1000));
            assertThat(watched.nextLong(1L << 40)).isEqualTo(source.nextLong(1L << 40));
            assertThat(watched.nextFloat()).isEqualTo(source.nextFloat());
            assertThat(watched.nextDouble()).isEqualTo(source.nextDouble());
            assertThat(watched.nextDouble(-1, 1)).isEqualTo(source.nextDouble(-1, 1));
            assertThat(watched.nextGaussian()).isEqualTo(source.nextGaussian());
            assertThat(watched.nextExponential()).isEqualTo(source.nextExponential());
            assertThat(bytes(watched)).isEqualTo(bytes(source));
        }
    }

    @Test
    void remembersThatItWasAsked() {
        WatchedRandom watched = new WatchedRandom(new SplittableRandom(1));

        assertThat(watched.drew()).isFalse();
        watched.nextDouble();
        assertThat(watched.drew()).isTrue();
    }

    private static byte[] bytes(RandomGenerator random) {
        byte[] bytes = new byte[7];
        random.nextBytes(bytes);
        return bytes;
    }
}
