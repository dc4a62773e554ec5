package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.FaceImage;
import dev.visor.harness.Protected.Cost;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StoredMaskTest {

    private static final StoredMask MASK = new StoredMask(
            new FaceImage(1, 2, new float[] {0, 1, 2, 253, 254, 255}), new Cost(1.5, true, 10, 20, .25, true));

    @Test
    void comesBackAsItWasStored() {
        StoredMask back = StoredMask.decode(MASK.encode());

        assertThat(back.cost()).isEqualTo(MASK.cost());
        assertThat(back.face().pixels()).isEqualTo(MASK.face().pixels());
    }

    @Test
    void aMaskStoredBeforeDrawsWereCountedIsStillGood() {
        byte[] stored = MASK.encode();
        StoredMask older = StoredMask.decode(Arrays.copyOf(stored, stored.length - Double.BYTES - 1));

        assertThat(older.cost()).isEqualTo(new Cost(1.5, true, 10, 20, 0, false));
        assertThat(older.face().pixels()).isEqualTo(MASK.face().pixels());
    }
}
