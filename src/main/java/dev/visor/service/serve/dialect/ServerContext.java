package dev.visor.service.serve.dialect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/**
 * The state of the server that every dialect answers from.
 *
 * @param key and {@code secret}: the account's, the only one
 * @param regions that signed calls may be meant for
 */
public record ServerContext(
        EmbeddingCache embeddingCache,
        CollectionStore memory,
        Ids ids,
        ScoreMapping likeness,
        String key,
        String secret,
        Set<String> regions,
        Clock clock) {

    Instant now() {
        return clock.instant();
    }

    boolean isKey(String told) {
        return same(key, told);
    }

    boolean isSecret(String told) {
        return same(secret, told);
    }

    /** Compares secrets in a time that does not tell how much of one was right. */
    static boolean same(String right, String told) {
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), told.getBytes(StandardCharsets.UTF_8));
    }

    /** Holds keys: never printed whole. */
    @Override
    public String toString() {
        return "desk";
    }
}
