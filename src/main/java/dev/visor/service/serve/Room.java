package dev.visor.service.serve;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes and no more, for all that callers make the server keep. */
final class Room {

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    Room(long bytes) {
        this.bytes = bytes;
    }

    /** Takes so many; false, and none are taken, if there are not as many left. */
    boolean take(long wanted) {
        if (taken.addAndGet(wanted) > bytes) {
            taken.addAndGet(-wanted);
            return false;
        }
        return true;
    }

    void giveBack(long given) {
        taken.addAndGet(-given);
    }
}
