package dev.visor.service.serve.http;

import java.time.Duration;

/**
 * Limits of a server on connections, time and memory.
 *
 * @param connections at once; when all are taken, whoever has been sending his request the longest loses his
 * @param head time for a new connection to send a request's first lines
 * @param body time for the rest of the request
 * @param idle time between two requests of a connection
 * @param write time for the caller to take an answer
 * @param bodies bytes of all requests in memory
 * @param kept bytes of all that callers make the server remember
 * @param waiting calls that wait for their turn; further ones are told that there are too many
 */
public record ServerLimits(
        int connections,
        Duration head,
        Duration body,
        Duration idle,
        Duration write,
        long bodies,
        long kept,
        int waiting) {

    /** Bytes of a request at most: two pictures of 5 MiB in base64, and a little. */
    public static final int MAX_BODY = 16 << 20;

    private static final long MEBIBYTE = 1L << 20;

    public ServerLimits {
        if (connections < 1 || waiting < 1 || bodies < MEBIBYTE || kept < MEBIBYTE) {
            throw new IllegalArgumentException("a server that takes nothing serves nobody");
        }
    }

    /** Returns the limits for a process that may have so many bytes of heap. */
    public static ServerLimits of(long heap) {
        return new ServerLimits(
                512,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30),
                Math.min(256 * MEBIBYTE, heap / 8),
                Math.min(512 * MEBIBYTE, heap / 4),
                256);
    }
}
