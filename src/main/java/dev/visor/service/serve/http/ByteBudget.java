package dev.visor.service.serve.http;

import java.util.concurrent.atomic.AtomicLong;

/** Lends so many bytes and no more, for all that callers make the server keep. */
public final class ByteBudget {

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    public ByteBudget(long bytes) {
        this.bytes = bytes;
    }

    /** Takes so many; false, and none are taken, if there are not as many left. */
    public boolean take(long wanted) {
        if (taken.addAndGet(wanted) > bytes) {
            taken.addAndGet(-wanted);
            return false;
        }
        return true;
    }

    public void giveBack(long given) {
        taken.addAndGet(-given);
    }
}
