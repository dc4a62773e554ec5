package dev.visor.harness.recognition;

import dev.visor.attack.PersonPurification;
import dev.visor.attack.RecognitionAttack;
import dev.visor.core.Cell;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.PhotosEach;
import dev.visor.dataset.Protocol;
import dev.visor.dataset.Splits;
import dev.visor.defense.PersonDefense;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.plan.Suite;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The photos that a run of a suite protects and embeds, in one split.
 *
 * @param protocol the suite's people in their roles
 */
public record PlannedPhotos(ResolvedSuite suite, Protocol protocol) {

    /** Returns the photos of each split. */
    public static List<PlannedPhotos> of(ResolvedSuite suite, Splits splits) {
        return splits.protocols().stream()
                .map(protocol -> new PlannedPhotos(suite, protocol))
                .toList();
    }

    /** Returns the clean photos of all splits, each once. */
    public static Set<FacePhoto> clean(List<PlannedPhotos> splits, boolean mirrored) {
        Set<FacePhoto> all = new LinkedHashSet<>();
        splits.forEach(split -> all.addAll(split.clean(mirrored)));
        return all;
    }

    /** Counts the photos that defenses protect to be looked up, of all splits and seeds. */
    public static long lookedUp(ResolvedSuite suite) {
        Suite.Protocol sizes = suite.suite().protocol();
        return suite.protections().stream()
                        .map(protection -> protection.defense().id())
                        .filter(defense -> !defense.equals(Cell.CONTROL))
                        .mapToLong(sizes::probesFor)
                        .sum()
                * sizes.photosEach().map(PhotosEach::splits).orElse(1)
                * suite.suite().seeds().size();
    }

    /** Whether a defense makes another thing of a photo in every split: it learns from others of the person. */
    public static boolean bySplit(Protection protection) {
        return protection.defense().plugin() instanceof PersonDefense;
    }

    /** Returns the protocol with as many probes as the defense can afford: the first ones, so that cells stay paired. */
    public Protocol limited(Protection protection) {
        return protocol.withProbes(
                suite.suite().protocol().probesFor(protection.defense().id()));
    }

    /** Returns every photo that some attack wants protected, once. A mask's bits depend on its place among them. */
    public List<FacePhoto> wanted(Protocol limited) {
        Set<FacePhoto> wanted = new LinkedHashSet<>(limited.probes());
        for (Entry<RecognitionAttack> attack : suite.recognitionAttacks(true)) {
            wanted.addAll(attack.plugin().protectedPhotos(limited));
        }
        if (suite.countermeasures().stream().anyMatch(entry -> entry.plugin() instanceof PersonPurification)) {
            // All that a person shares is there for the tracker to look at.
            wanted.addAll(limited.learning());
            wanted.addAll(limited.mates());
        }
        return List.copyOf(wanted);
    }

    /** Returns the clean photos that recognizers embed, or whose mirror images they embed. */
    public Set<FacePhoto> clean(boolean mirrored) {
        Set<FacePhoto> needed = new LinkedHashSet<>();
        for (Entry<RecognitionAttack> attack : suite.attacks()) {
            RecognitionAttack recognition = attack.plugin();
            if (recognition.mirrored() == mirrored) {
                needed.addAll(recognition.originals(protocol));
            }
        }
        if (!mirrored) {
            needed.addAll(protocol.impostors());
        }
        return needed;
    }
}
