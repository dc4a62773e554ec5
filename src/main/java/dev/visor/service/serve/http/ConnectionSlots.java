package dev.visor.service.serve.http;

import io.netty.channel.Channel;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The connections that a server has room for.
 *
 * <p>When all are taken, a new one gets the place of whoever has been sending a request the longest: honest callers are done in a moment,
 * so however many dawdle, it is one of them. Whoever waits for an answer keeps the place.
 */
final class ConnectionSlots {

    private final int most;
    private final Set<Channel> taken = new HashSet<>();
    private final Set<Channel> sending = new LinkedHashSet<>();

    ConnectionSlots(int most) {
        this.most = most;
    }

    /** A new connection; false if there is no place for it. */
    boolean enter(Channel channel) {
        Channel slowest = null;
        synchronized (this) {
            if (taken.size() >= most) {
                if (sending.isEmpty()) {
                    return false;
                }
                slowest = sending.iterator().next();
                leave(slowest);
            }
            taken.add(channel);
            sending.add(channel);
        }
        if (slowest != null) {
            slowest.close();
        }
        return true;
    }

    /** Counts a connection as one that has sent a whole request, and waits for the answer. */
    synchronized void waits(Channel channel) {
        sending.remove(channel);
    }

    /** Counts a connection as one that may send another. */
    synchronized void sends(Channel channel) {
        if (taken.contains(channel)) {
            sending.add(channel);
        }
    }

    /** Counts a connection as closed. */
    synchronized void leave(Channel channel) {
        sending.remove(channel);
        taken.remove(channel);
    }
}
