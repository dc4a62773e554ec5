package dev.visor.harness.card;

import dev.visor.core.InputError;
import dev.visor.core.SubjectId;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A sample of as many genuine as impostor pairs of a data set, spread over all of it, in turns: every first part is balanced, too. */
final class PairSample {

    private PairSample() {}

    /**
     * Draws the same pairs in every run: of the data set's own list if it has one, or else made of its people.
     *
     * @param count of pairs, even
     * @throws InputError if there are fewer
     */
    static List<LabelledPair> of(DataSet data, int count) {
        List<LabelledPair> genuine = new ArrayList<>();
        List<LabelledPair> impostors = new ArrayList<>();
        if (data.pairs().isEmpty()) {
            make(data, count / 2, genuine, impostors);
        } else {
            data.pairs().forEach(pair -> (pair.genuine() ? genuine : impostors).add(pair));
        }
        int fewest = Math.min(genuine.size(), impostors.size());
        if (fewest < count / 2) {
            throw new InputError(
                    "data set %s has %d genuine and %d impostor pairs, and %d of each are asked for; ask for fewer (--pairs), or give another data set (--data)"
                            .formatted(data.id(), genuine.size(), impostors.size(), count / 2));
        }
        List<LabelledPair> sample = new ArrayList<>();
        for (int i = 0; i < count / 2; i++) {
            sample.add(spread(genuine, i, count / 2));
            sample.add(spread(impostors, i, count / 2));
        }
        return sample;
    }

    private static LabelledPair spread(List<LabelledPair> pairs, int i, int count) {
        return pairs.get((int) ((long) i * pairs.size() / count));
    }

    private static void make(DataSet data, int each, List<LabelledPair> genuine, List<LabelledPair> impostors) {
        Map<SubjectId, List<FacePhoto>> people =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        data.photos()
                .forEach(photo -> people.computeIfAbsent(photo.subject(), key -> new ArrayList<>())
                        .add(photo));
        List<List<FacePhoto>> several = List.copyOf(people.values());
        boolean more = true;
        // First everybody once, then everybody's next photo.
        for (int next = 1; more && genuine.size() < each; next++) {
            more = false;
            for (List<FacePhoto> photos : several) {
                if (photos.size() > next && genuine.size() < each) {
                    genuine.add(new LabelledPair(1, photos.get(next - 1), photos.get(next)));
                    more = true;
                }
            }
        }
        for (int step = 1; step < several.size() && impostors.size() < each; step++) {
            for (int i = 0; i + step < several.size() && impostors.size() < each; i++) {
                impostors.add(new LabelledPair(
                        1, several.get(i).get(0), several.get(i + step).get(0)));
            }
        }
    }
}
