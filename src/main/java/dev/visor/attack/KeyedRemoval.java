package dev.visor.attack;

/**
 * Takes a protection back from shared photos with a key, as the owner does, or whoever stole the key.
 *
 * <p>It stands where countermeasures stand, so that every attack's question is asked of the photos after it. The harness does the work, as it alone
 * has the keys. No worst case counts it: a tracker has no key.
 */
public interface KeyedRemoval extends Countermeasure {

    /** The person whose key is tried. */
    enum Key {
        /** The person in the photo. */
        OWN,
        /** Another person, the next of the plan: a control. */
        ANOTHER
    }

    Key key();
}
