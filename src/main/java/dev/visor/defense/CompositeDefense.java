package dev.visor.defense;

import java.util.List;

/** A defense that is made of others. */
public interface CompositeDefense extends Defense {

    /**
     * One of the defenses.
     *
     * @param id of its entry
     */
    record Part(String id, Defense defense) {}

    /** Returns the parts, in the order in which they are applied. */
    List<Part> parts();

    /** Returns the same of other parts, such as those that were trained. */
    CompositeDefense with(List<Part> parts);
}
