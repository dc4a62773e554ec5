package dev.visor.harness.recognition;

import dev.visor.core.image.FaceImage;
import dev.visor.harness.photo.AlignedFace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faces after a countermeasure, purified when the first of them is asked for: all at once where each start is costly. */
final class PurifiedFaces {

    private final Purifier purifier;
    private final List<AlignedFace> cuts;

    /** Other photos of the same person, for each. */
    private final List<List<FaceImage>> others;

    private Optional<List<AlignedFace>> together = Optional.empty();

    PurifiedFaces(Purifier purifier, List<AlignedFace> cuts, List<List<FaceImage>> others) {
        this.others = List.copyOf(others);
        this.purifier = purifier;
        this.cuts = List.copyOf(cuts);
    }

    /** Returns a face after the countermeasure, rounded to 8 bit. */
    AlignedFace get(int i) {
        return purifier.batch().isPresent() ? all().get(i) : purifier.purified(cuts.get(i), others.get(i));
    }

    private synchronized List<AlignedFace> all() {
        if (together.isEmpty()) {
            int batch = purifier.batch().orElseThrow();
            List<AlignedFace> made = new ArrayList<>();
            for (int start = 0; start < cuts.size(); start += batch) {
                made.addAll(purifier.purified(cuts.subList(start, Math.min(start + batch, cuts.size()))));
            }
            together = Optional.of(made);
        }
        return together.get();
    }
}
