package dev.visor.dataset;

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

    /** Two photos, and whether they show the same person. */
    public record LabelledPair(int fold, FacePhoto first, FacePhoto second) {

        public boolean genuine() {
            return first.subject().equals(second.subject());
        }
    }
}
