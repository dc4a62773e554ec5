package dev.visor.harness.protection;

import dev.visor.core.Digest;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Landmarks;
import dev.visor.core.image.SimilarityTransform;
import dev.visor.dataset.FacePhoto;
import dev.visor.defense.Defense;
import dev.visor.defense.PhotoFacts;
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
    private final Optional<PersonPerturbations> persons;

    /**
     * A face before its defense has run.
     *
     * @param face cut
     * @param original what the defense is handed: the face, or the whole photo
     */
    record Slot(
            FacePhoto source,
            LocatedFace.Seen seen,
            FaceImage face,
            FaceImage original,
            PhotoFacts facts,
            StoreKey key) {}

    /**
     * Cuts the faces and looks their masks up.
     *
     * @param configuration stands for all that makes a mask, but the face
     * @param persons what was learned for each person; empty for a defense that learns nothing
     */
    ProtectionBatch(
            List<FacePhoto> photos,
            FaceLocator photographs,
            ProtectionSpec spec,
            StoreKey configuration,
            ContentStore store,
            Optional<PersonPerturbations> persons) {
        this.persons = persons;
        this.photos = photos;
        this.sightings = photos.parallelStream().map(photographs::see).toList();
        List<FaceImage> faces = sightings.stream()
                .map(sighting -> sighting instanceof LocatedFace.Seen seen ? seen.cut(spec.crop()) : null)
                .collect(Collectors.toCollection(ArrayList::new));
        Digest group = group(spec.grouped() ? faces : List.of());
        for (int i = 0; i < photos.size(); i++) {
            slots.add(slot(i, faces.get(i), spec, configuration, group));
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

    private Optional<Slot> slot(int i, FaceImage face, ProtectionSpec spec, StoreKey configuration, Digest group) {
        if (face == null) {
            return Optional.empty();
        }
        LocatedFace.Seen seen = (LocatedFace.Seen) sightings.get(i);
        Defense defense = spec.defense().plugin();
        FaceImage original = defense.protectsPhotos() ? FaceImage.ofPhoto(seen.photo()) : face;
        PhotoFacts known = facts(photos.get(i), seen, spec);
        PhotoFacts facts = persons.flatMap(learned -> learned.of(photos.get(i)))
                .map(learned -> known.with(learned.perturbation()))
                .orElse(known);
        StoreKey.Builder key = configuration.part("mask").add("group", group).add("original", original.digest());
        if (defense.protectsPhotos()) {
            // The same pixels may hold several faces.
            key.add("landmarks", facts.landmarks().digest());
        }
        addMesh(key, seen, spec);
        facts.subject().ifPresent(subject -> key.add("subject", subject.value()));
        facts.learned().ifPresent(learned -> key.add("learned", learned.digest()));
        return Optional.of(new Slot(photos.get(i), seen, face, original, facts, key.build()));
    }

    /** A mesh is what the photo around the crop says, too. */
    static void addMesh(StoreKey.Builder key, LocatedFace.Seen seen, ProtectionSpec spec) {
        if (spec.meshFinder().isPresent()) {
            key.add("photo of the mesh", seen.photo().digest())
                    .add("landmarks of the mesh", seen.landmarks().digest());
        }
    }

    /** Returns the facts that a defense is told of a photo, before anything is learned. */
    static PhotoFacts facts(FacePhoto photo, LocatedFace.Seen seen, ProtectionSpec spec) {
        Defense defense = spec.defense().plugin();
        SimilarityTransform toCrop = spec.crop().fit(seen.landmarks());
        PhotoFacts facts = new PhotoFacts(
                defense.protectsPhotos()
                        ? seen.landmarks()
                        : Landmarks.of(seen.landmarks().points().stream()
                                .map(toCrop::apply)
                                .toList()),
                defense.needsIdentity() ? Optional.of(photo.subject()) : Optional.empty(),
                defense.protectsPhotos() ? 1 : toCrop.scale(),
                Optional.empty());
        return spec.meshFinder()
                .flatMap(finder -> finder.find(seen.photo(), seen.landmarks()))
                .map(mesh -> facts.with(defense.protectsPhotos() ? mesh : mesh.moved(toCrop)))
                .orElse(facts);
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

    /** The faces in their slots, as many as {@code shape}; empty slots are filled up with a face of the batch. */
    List<Slot> filled(int shape) {
        Slot filler = only().get(0);
        List<Slot> filled = new ArrayList<>();
        for (int i = 0; i < shape; i++) {
            filled.add(i < slots.size() ? slots.get(i).orElse(filler) : filler);
        }
        return filled;
    }

    /** The faces that there are, and nothing else. */
    List<Slot> only() {
        return slots.stream().flatMap(Optional::stream).toList();
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
