package dev.visor.dataset;

import dev.visor.core.image.Crop;
import java.util.List;
import java.util.Map;

/**
 * Photos of people.
 *
 * @param id file name of its card without ending
 * @param photos in a fixed order, each id once
 * @param pairs the data set's own verification pairs, empty if it has none
 * @param leftOut how many other things lie among the photos, by what they are
 */
public record DataSet(String id, List<FacePhoto> photos, List<LabelledPair> pairs, Map<String, Integer> leftOut) {

    public DataSet {
        photos = List.copyOf(photos);
        pairs = List.copyOf(pairs);
        leftOut = Map.copyOf(leftOut);
    }

    /** Makes a data set with nothing among the photos that is none. */
    public DataSet(String id, List<FacePhoto> photos, List<LabelledPair> pairs) {
        this(id, photos, pairs, Map.of());
    }

    /** Returns the same data set, of photos that are all cut already. */
    public DataSet asCut(Crop.FivePoint crop) {
        return new DataSet(
                id,
                photos.stream().map(photo -> photo.asCut(crop)).toList(),
                pairs.stream()
                        .map(pair -> new LabelledPair(pair.fold(), cut(pair.first(), crop), cut(pair.second(), crop)))
                        .toList(),
                leftOut);
    }

    private static Shown cut(Shown shown, Crop.FivePoint crop) {
        return shown instanceof FacePhoto photo ? photo.asCut(crop) : ((Template) shown).asCut(crop);
    }

    /** Two photos or templates, and whether they show the same person. */
    public record LabelledPair(int fold, Shown first, Shown second) {

        public boolean genuine() {
            return first.subject().equals(second.subject());
        }
    }
}
