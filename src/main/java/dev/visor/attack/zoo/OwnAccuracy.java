package dev.visor.attack.zoo;

import dev.visor.core.Acquired;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.Trial.Identification;
import dev.visor.core.Trial.Label;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * An evaluation of what a recognizer that was trained here does for its legitimate user: it says who is on new photos
 * of the people whom it was trained on, and whether two photos show the same person, of people whom it never saw.
 */
public final class OwnAccuracy {

    /**
     * The answers about photos of people whom it knows.
     *
     * @param scores logarithms of probabilities, one row a photo, one value a person
     * @param people whom it knows, by their numbers
     * @return one trial a photo; its similarity is the probability of whoever it named
     */
    public static List<Trial> answers(Cell cell, List<FacePhoto> photos, float[][] scores, List<SubjectId> people) {
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            float[] row = scores[i];
            int truth = people.indexOf(photos.get(i).subject());
            int rank = 1;
            int best = 0;
            for (int person = 0; person < row.length; person++) {
                // Of equal scores, those of others count first: a tie is no recognition.
                rank += person != truth && row[person] >= row[truth] ? 1 : 0;
                best = row[person] > row[best] ? person : best;
            }
            trials.add(new Identification(
                    cell,
                    Pairing.ASKED_TRAINED,
                    photos.get(i).subject(),
                    photos.get(i).id(),
                    new Outcome.Compared(Math.min(1, Math.exp(row[best]))),
                    Optional.of(new Found(rank, OptionalInt.empty(), Optional.empty(), people.get(best)))));
        }
        return trials;
    }

    /** The data set's pairs of people whom it never saw, with folds, as in View 2. */
    public static List<Trial> pairs(Cell cell, List<LabelledPair> pairs, Function<Shown, Acquired> faces) {
        List<Trial> trials = new ArrayList<>();
        for (LabelledPair pair : pairs) {
            trials.add(new Trial.Verification(
                    cell,
                    Pairing.CLEAN_CLEAN,
                    pair.first().subject(),
                    pair.first().id(),
                    pair.second().subject(),
                    pair.second().id(),
                    pair.genuine() ? Label.OTHER : Label.IMPOSTOR,
                    OptionalInt.of(pair.fold()),
                    Outcome.of(faces.apply(pair.first()), faces.apply(pair.second()))));
        }
        return trials;
    }
}
