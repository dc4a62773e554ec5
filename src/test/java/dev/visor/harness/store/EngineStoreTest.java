package dev.visor.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.harness.Keys;
import org.junit.jupiter.api.Test;

class EngineStoreTest {

    @Test
    void whatOneEngineComputedIsNeverServedForAnothers() {
        ContentStore shared = new MemoryStore();
        ContentStore one = new EngineStore(shared, "libtorch 2.7.1, cpu, avx2; oneDNN");
        StoreKey key = Keys.of("a mask");

        one.put(key, new byte[] {1});

        assertThat(one.get(key)).contains(new byte[] {1});
        assertThat(new EngineStore(shared, "libtorch 2.7.1, cpu, avx2; no oneDNN").get(key))
                .isEmpty();
        assertThat(shared.get(key)).isEmpty();
    }
}
