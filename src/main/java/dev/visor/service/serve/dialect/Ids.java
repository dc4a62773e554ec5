package dev.visor.service.serve.dialect;

import dev.visor.core.Digest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Ids in the form of a UUID; the server gives none twice, whatever it was sent. */
public final class Ids {

    private final Instant started;
    private final AtomicLong given = new AtomicLong();

    /** @param started when the server did: those of the next are others */
    public Ids(Instant started) {
        this.started = started;
    }

    String next() {
        return uuid(Digest.builder("id")
                .add("started", started.toString())
                .add("number", given.incrementAndGet())
                .build());
    }

    /** Makes the same id of the same thing. */
    static String uuid(Digest digest) {
        String hex = digest.hex();
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20, 32));
    }
}
