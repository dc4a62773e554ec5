package dev.visor.harness.protection;

import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.core.image.FaceImage;
import dev.visor.dataset.FacePhoto;
import dev.visor.harness.photo.FaceLocator;
import dev.visor.harness.photo.LocatedFace;
import dev.visor.harness.store.ContentStore;
import dev.visor.harness.store.StoreKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** A slice of a plan: its faces, each in its slot, and those of their masks that are known. */
final class ProtectionBatch {

    private final List<FacePhoto> photos;
    private final List<LocatedFace> sightings;

    /** The slots of the batch; empty where the photo shows no face. */
    private final List<Optional<Slot>> slots = new ArrayList<>();

    private final List<Optional<StoredProtection>> masks = new ArrayList<>();

    /** A face before its defense has run. */
    record Slot(FacePhoto source, LocatedFace.Seen seen, FaceImage original, StoreKey key) {}

    /**
     * Cuts the faces and looks their masks up.
     *
     * @param configuration stands for all that makes a mask, but the face
     * @param grouped whether a mask depends on the whole batch
     */
    ProtectionBatch(
            List<FacePhoto> photos,
            FaceLocator photographs,
            Crop crop,
            StoreKey configuration,
            boolean grouped,
            ContentStore store) {
        this.photos = photos;
        this.sightings = photos.parallelStream().map(photographs::see).toList();
        List<FaceImage> faces = sightings.stream()
                .map(sighting -> sighting instanceof LocatedFace.Seen seen ? seen.cut(crop) : null)
                .collect(Collectors.toCollection(ArrayList::new));
        Digest group = group(grouped ? faces : List.of());
        for (int i = 0; i < photos.size(); i++) {
            slots.add(slot(i, faces.get(i), configuration, group));
            masks.add(slots.get(i).flatMap(slot -> store.get(slot.key())).map(StoredProtection::decode));
        }
    }

    private static Digest group(List<FaceImage> members) {
        Digest.Builder key = Digest.builder("group");
        members.stream()
                .filter(Objects::nonNull)
                .forEach(member -> key.add("member", member.digest().hex()));
        return key.build();
    }

    private Optional<Slot> slot(int i, FaceImage original, StoreKey configuration, Digest group) {
        if (original == null) {
            return Optional.empty();
        }
        StoreKey key = configuration
                .part("mask")
                .add("group", group)
                .add("original", original.digest())
                .build();
        return Optional.of(new Slot(photos.get(i), (LocatedFace.Seen) sightings.get(i), original, key));
    }

    /** Whether some face still needs its mask. */
    boolean incomplete() {
        for (int i = 0; i < slots.size(); i++) {
            if (missing(i)) {
                return true;
            }
        }
        return false;
    }

    boolean missing(int i) {
        return slots.get(i).isPresent() && masks.get(i).isEmpty();
    }

    int size() {
        return slots.size();
    }

    /** Counts the slots that hold a face. */
    int faces() {
        return (int) slots.stream().filter(Optional::isPresent).count();
    }

    int known() {
        return (int) masks.stream().filter(Optional::isPresent).count();
    }

    /** The originals in their slots, as many as {@code shape}; empty slots are filled up with a face of the batch. */
    List<FaceImage> originals(int shape) {
        FaceImage filler = slots.stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow()
                .original();
        List<FaceImage> originals = new ArrayList<>();
        for (int i = 0; i < shape; i++) {
            originals.add(i < slots.size() ? slots.get(i).map(Slot::original).orElse(filler) : filler);
        }
        return originals;
    }

    Slot slot(int i) {
        return slots.get(i).orElseThrow();
    }

    void put(int i, StoredProtection mask) {
        masks.set(i, Optional.of(mask));
    }

    /** Returns the protection of a slot; empty where the photo shows no face. */
    Optional<StoredProtection> mask(int i) {
        return masks.get(i);
    }

    /** Returns the reason why the photo in that slot shows no face. */
    ProtectionResult.Missed missed(int i) {
        return new ProtectionResult.Missed(photos.get(i), ((LocatedFace.Missed) sightings.get(i)).reason());
    }
}
