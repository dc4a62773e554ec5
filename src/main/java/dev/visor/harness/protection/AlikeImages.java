package dev.visor.harness.protection;

import dev.visor.core.Digest;
import dev.visor.core.Trust;
import dev.visor.diagnosis.WarningCode;
import dev.visor.harness.plan.ResolvedSuite.Protection;
import dev.visor.harness.protection.ProtectionResult.Done;
import dev.visor.result.RunInfo.Warning;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts what another's program or network made that says nothing of a defense: images that are their photos, and one image for several
 * photos. So it counts the photos that a defense leaves alone because no mesh of the face is found. Images that were supplied are counted when they
 * are taken.
 */
public final class AlikeImages {

    private AlikeImages() {}

    /** Returns a warning of a protection with such images; empty of one that is Visor's own and needs no mesh, or has none. */
    public static Optional<Warning> of(Protection protection, Collection<ProtectionResult> results) {
        Trust trust = protection.defense().plugin().trust();
        if (trust != Trust.COMMAND
                && trust != Trust.APPLIED
                && !protection.defense().plugin().needsMesh()) {
            return Optional.empty();
        }
        List<Done> done = results.stream()
                .filter(Done.class::isInstance)
                .map(Done.class::cast)
                .toList();
        int untouched = 0;
        Map<Digest, Set<Digest>> originals = new HashMap<>();
        for (Done photo : done) {
            Digest before = photo.original().digest();
            Digest after = photo.face().digest();
            untouched += before.equals(after) ? 1 : 0;
            originals.computeIfAbsent(after, image -> new HashSet<>()).add(before);
        }
        int alike = originals.values().stream().mapToInt(of -> of.size() - 1).sum();
        return untouched + alike == 0
                ? Optional.empty()
                : Optional.of(WarningCode.IMAGES_ALIKE.says(String.format(
                        Locale.ROOT,
                        "%s: of the images for %d photos, %d are the same as their photos; %d are the same as another's",
                        protection.label(),
                        done.size(),
                        untouched,
                        alike)));
    }
}
