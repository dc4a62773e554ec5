package dev.visor.dataset;

import dev.visor.core.Digest;
import dev.visor.core.PhotoId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The protocols of a suite that divides the photos of protected people several times: the same people in the same roles, and in each split other
 * photos of the protected ones to learn from, to look up and to enroll. No photo is looked up in two splits.
 *
 * @param protocols one for each split, at least one
 */
public record Splits(List<Protocol> protocols) {

    public Splits {
        protocols = List.copyOf(protocols);
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("splits hold one protocol at least");
        }
    }

    /** The only one, of a suite that divides photos once. */
    public Protocol first() {
        return protocols.get(0);
    }

    /** Returns the number of splits. */
    public int count() {
        return protocols.size();
    }

    /** Whether there are several. */
    public boolean several() {
        return count() > 1;
    }

    /** Returns the split in which a photo is looked up, from 0; 0 for a photo that is looked up in none, as of the data set's own pairs. */
    public int of(PhotoId probe) {
        return IntStream.range(0, count())
                .filter(split -> protocols.get(split).probes().stream()
                        .anyMatch(photo -> photo.id().equals(probe)))
                .findFirst()
                .orElse(0);
    }

    /** The probes of all splits, one split after the other. */
    public List<FacePhoto> probes() {
        return protocols.stream()
                .flatMap(protocol -> protocol.probes().stream())
                .toList();
    }

    /** Every photo in some role of some split, once. */
    public List<FacePhoto> photos() {
        return protocols.stream()
                .flatMap(protocol -> protocol.photos().stream())
                .distinct()
                .toList();
    }

    /** Stands for who plays which role: that of the protocol, where there is one. */
    public Digest digest() {
        if (!several()) {
            return first().digest();
        }
        List<String> digests = new ArrayList<>();
        protocols.forEach(protocol -> digests.add(protocol.digest().hex()));
        return Digest.builder("splits").add("protocols", digests).build();
    }
}
