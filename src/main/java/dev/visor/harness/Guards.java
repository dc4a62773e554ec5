package dev.visor.harness;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The guards that a run works under.
 *
 * <p>All of them, always: only package {@code selftest} may take one away, to show what it stands for. An architecture test
 * holds the rest of the house to that.
 */
public final class Guards {

    /** All guards: every run of a user works under them. */
    public static final Guards ALL = new Guards(EnumSet.allOf(Guard.class));

    private final Set<Guard> guards;

    private Guards(Set<Guard> guards) {
        this.guards = Collections.unmodifiableSet(guards);
    }

    /** Returns all guards but one. */
    public static Guards without(Guard guard) {
        return new Guards(EnumSet.complementOf(EnumSet.of(guard)));
    }

    public boolean hold(Guard guard) {
        return guards.contains(guard);
    }

    /** Returns the guards as they stand in keys: what was made under fewer guards is another thing. */
    public List<String> words() {
        return guards.stream().map(Guard::word).toList();
    }
}
