package dev.visor.harness;

import dev.visor.core.Digest;
import java.util.Optional;

/** Keeps things under the digest of all that made them. */
interface ContentStore {

    Optional<byte[]> get(Digest key);

    void put(Digest key, byte[] content);
}
