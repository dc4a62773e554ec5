package dev.visor.harness.store;

import dev.visor.core.CountedByValue;
import java.util.Optional;

/** Keeps things under the digest of all that made them, code included. */
@CountedByValue("it only keeps")
public interface ContentStore {

    Optional<byte[]> get(StoreKey key);

    void put(StoreKey key, byte[] content);
}
