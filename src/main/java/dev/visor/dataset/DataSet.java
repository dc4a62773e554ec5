package dev.visor.dataset;

import java.util.List;

/**
 * Photos of people.
 *
 * @param id file name of its card without ending
 * @param photos in a fixed order, each id once
 * @param pairs the data set's own verification pairs, empty if it has none
 */
public record DataSet(String id, List<FacePhoto> photos, List<LabelledPair> pairs) {

    public DataSet {
        photos = List.copyOf(photos);
        pairs = List.copyOf(pairs);
    }

    /** Two photos, and whether they show the same person. */
    public record LabelledPair(int fold, FacePhoto first, FacePhoto second) {

        public boolean genuine() {
            return first.subject().equals(second.subject());
        }
    }
}
