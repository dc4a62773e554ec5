package dev.visor.dataset.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.dataset.DataSet.LabelledPair;
import dev.visor.dataset.FacePhoto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairFoldsTest {

    /** scikit-learn: [len(test) for _, test in KFold(10).split(range(23))] is [3, 3, 3, 2, 2, 2, 2, 2, 2, 2]. */
    @Test
    void foldsAreStretchesOfTheListTheFirstOnesAPairLonger() {
        List<Boolean> same = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            same.add(i % 2 == 0);
        }

        assertThat(PairFolds.byPosition(same))
                .containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10);
    }

    @Test
    void whereAStretchWouldLackOneKindEachKindIsCutByItself() {
        List<Boolean> same = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            same.add(i < 20);
        }

        int[] folds = PairFolds.byPosition(same);

        assertThat(folds[0]).isEqualTo(1);
        assertThat(folds[19]).isEqualTo(10);
        assertThat(folds[20]).isEqualTo(1);
        assertThat(folds[39]).isEqualTo(10);
    }

    @Test
    void aListOnWhichNoThresholdCanBeChosenIsRefused() {
        assertThatThrownBy(() -> PairFolds.require(List.of(pair(1, true), pair(1, false)), "list"))
                .hasMessage(
                        "list: all 2 pairs are in one fold, but each fold is judged at a threshold from the others; number"
                                + " two folds or more");
        assertThatThrownBy(() -> PairFolds.require(List.of(pair(1, true), pair(1, false), pair(2, true)), "list"))
                .hasMessageStartingWith("list: fold 2 has no pair of two people");
    }

    private static LabelledPair pair(int fold, boolean same) {
        return new LabelledPair(fold, photo("a"), photo(same ? "a" : "b"));
    }

    private static FacePhoto photo(String name) {
        return new FacePhoto(new PhotoId(name), new SubjectId(name), Path.of(name), Optional.empty());
    }
}
