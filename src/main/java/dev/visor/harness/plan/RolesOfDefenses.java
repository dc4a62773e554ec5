package dev.visor.harness.plan;

import dev.visor.core.InputError;
import dev.visor.dataset.Protocol;
import dev.visor.dataset.Splits;
import dev.visor.defense.Defense;
import dev.visor.defense.PersonDefense;
import java.util.List;

/** Checks of the roles that a data set's people play: whether each defense has those whom it needs, and whether photos are divided once. */
final class RolesOfDefenses {

    private RolesOfDefenses() {}

    /**
     * Returns the only protocol.
     *
     * @throws InputError if there are several splits
     */
    static Protocol once(Splits splits, String suite) {
        if (splits.several()) {
            throw new InputError(
                    "suite %s divides the photos of each person in %d splits, and this works with one; --set splits=1 divides them once"
                            .formatted(suite, splits.count()));
        }
        return splits.first();
    }

    /**
     * Requires that a protocol keeps photos for each defense that learns from some.
     *
     * @throws InputError if it does not; says what to set
     */
    static void require(Protocol protocol, String suite, List<Entry<Defense>> defenses) {
        for (Entry<Defense> defense : defenses) {
            if (defense.plugin() instanceof PersonDefense && protocol.learning().isEmpty()) {
                throw new InputError(
                        "defense %s learns from photos of the person whom it protects, and suite %s keeps none for that; set photos_each, as in %s"
                                .formatted(defense.id(), suite, "{learning: 6, probes: 2, gallery: 2}"));
            }
            if (defense.plugin().needsTraining() && protocol.training().isEmpty()) {
                throw new InputError(
                        "defense %s is trained on photos of people who are not protected, and suite %s keeps none for that; set training to the number of such people, a thousand or more where there are as many"
                                .formatted(defense.id(), suite));
            }
        }
    }
}
