package dev.visor.harness.store;

import dev.visor.harness.Progress;
import dev.visor.tensor.Compute;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps what one engine computed apart from what others did: whatever is stored depends, in its last bits, on the engine's version, on the
 * instructions that it used and on the device, so those are part of every key.
 *
 * @param engine {@link Compute#identity}
 */
public record EngineStore(ContentStore store, String engine) implements ContentStore {

    /** @param progress told of what is damaged there */
    public static EngineStore in(Path cache, Compute compute, Progress progress) {
        return new EngineStore(new FileStore(cache, progress), compute.identity());
    }

    @Override
    public Optional<byte[]> get(StoreKey key) {
        return store.get(own(key));
    }

    @Override
    public void put(StoreKey key, byte[] content) {
        store.put(own(key), content);
    }

    private StoreKey own(StoreKey key) {
        return key.part("computed").add("by", engine).build();
    }
}
