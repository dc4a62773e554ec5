package dev.visor.harness.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.image.FaceImage;
import dev.visor.harness.protection.ProtectionResult.Cost;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StoredProtectionTest {

    private static final StoredProtection MASK = new StoredProtection(
            new FaceImage(1, 2, new float[] {0, 1, 2, 253, 254, 255}), new Cost(1.5, true, 10, 20, .25, true));

    @Test
    void comesBackAsItWasStored() {
        StoredProtection back = StoredProtection.decode(MASK.encode());

        assertThat(back.cost()).isEqualTo(MASK.cost());
        assertThat(back.face().pixels()).isEqualTo(MASK.face().pixels());
    }

    @Test
    void aMaskStoredBeforeDrawsWereCountedIsStillGood() {
        byte[] stored = MASK.encode();
        StoredProtection older = StoredProtection.decode(Arrays.copyOf(stored, stored.length - Double.BYTES - 1));

        assertThat(older.cost()).isEqualTo(new Cost(1.5, true, 10, 20, 0, false));
        assertThat(older.face().pixels()).isEqualTo(MASK.face().pixels());
    }
}
