package dev.visor.harness.photo;

import dev.visor.core.Acquired;
import dev.visor.core.Digest;
import dev.visor.core.Embedding;
import dev.visor.core.PhotoId;
import dev.visor.dataset.FacePhoto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Photos that a data set holds under several names: of equal bytes, or of equal pixels.
 *
 * <p>Pixels are compared where a recognizer saw the same, so that not every photo has to be decoded for it.
 */
public final class SamePhotos {

    /** Equal faces differ by rounding only, which depends on the batch that they were in. */
    private static final double SAME = .999999;

    /** No component of such embeddings differs by more. */
    private static final double APART = .0015;

    private SamePhotos() {}

    /**
     * Groups of two photos or more, in the order of the photos.
     *
     * @param seen embeddings by one recognizer; may be empty, then bytes alone are compared
     */
    public static List<List<FacePhoto>> among(
            Collection<FacePhoto> photos, Map<PhotoId, Acquired> seen, FaceLocator photographs) {
        Set<FacePhoto> alike = alike(photos, seen);
        Map<Digest, Map<Object, FacePhoto>> groups = new LinkedHashMap<>();
        for (FacePhoto photo : photos) {
            Digest content = alike.contains(photo) ? photographs.pixels(photo) : photographs.digest(photo);
            // Several faces of one file are no copies.
            groups.computeIfAbsent(content, key -> new LinkedHashMap<>()).putIfAbsent(photo.source(), photo);
        }
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> List.copyOf(group.values()))
                .toList();
    }

    private record Seen(FacePhoto photo, Embedding embedding) {

        float first() {
            return embedding.values()[0];
        }
    }

    /** The photos whose face looks just like another's. */
    private static Set<FacePhoto> alike(Collection<FacePhoto> photos, Map<PhotoId, Acquired> seen) {
        List<Seen> all = new ArrayList<>();
        for (FacePhoto photo : photos) {
            if (seen.get(photo.id()) instanceof Acquired.Embedded embedded) {
                all.add(new Seen(photo, embedded.embedding()));
            }
        }
        all.sort(Comparator.comparingDouble(Seen::first));
        Set<FacePhoto> alike = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            Seen one = all.get(i);
            for (int k = i + 1; k < all.size() && all.get(k).first() - one.first() < APART; k++) {
                if (one.embedding().similarity(all.get(k).embedding()) > SAME) {
                    alike.add(one.photo());
                    alike.add(all.get(k).photo());
                }
            }
        }
        return alike;
    }
}
