package dev.visor.harness.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps things as long as the process lives: what is made of a person's own photos has no place in a cache on disk. */
public final class MemoryStore implements ContentStore {

    private final Map<StoreKey, byte[]> contents = new ConcurrentHashMap<>();

    @Override
    public Optional<byte[]> get(StoreKey key) {
        return Optional.ofNullable(contents.get(key));
    }

    @Override
    public void put(StoreKey key, byte[] content) {
        contents.put(key, content);
    }
}
