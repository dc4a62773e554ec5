package dev.visor.selftest;

import dev.visor.attack.Attack;
import dev.visor.defense.Defense;
import dev.visor.harness.Entry;
import dev.visor.harness.Guards;
import dev.visor.harness.ResolvedSuite;
import dev.visor.harness.TestBed;
import java.util.List;
import java.util.Optional;

/**
 * Where plants are tried: people, and recognizers that judge them.
 *
 * <p>Three victims judge: the surrogate itself, its weights under another id, and a recognizer that no plant knows anything of.
 */
public interface Bed {

    /** In a word, such as {@code analytic}. */
    String name();

    TestBed testBed();

    String surrogate();

    /** The surrogate's weights under another id. */
    String copy();

    String blackBox();

    /** A surrogate that gives no gradient, where there is one. */
    Optional<String> masked();

    /**
     * A suite of the control and one plant.
     *
     * @param surrogate of the plant, if it needs any
     * @param guards that its run works under
     */
    ResolvedSuite suite(Entry<Defense> plant, String surrogate, List<Entry<Attack>> attacks, Guards guards);
}
