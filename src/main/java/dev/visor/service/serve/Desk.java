package dev.visor.service.serve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;

/**
 * What every contract answers from.
 *
 * @param key and {@code secret}: the account's, the only one
 */
record Desk(Eyes eyes, Memory memory, Likeness likeness, String key, String secret, Clock clock) {

    boolean isKey(String told) {
        return same(key, told);
    }

    boolean isSecret(String told) {
        return same(secret, told);
    }

    /** In a time that does not tell how much of it was right. */
    static boolean same(String right, String told) {
        return MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), told.getBytes(StandardCharsets.UTF_8));
    }
}
