package dev.visor.attack.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.Trial;
import dev.visor.core.measure.MetricValue;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.Protocol;
import dev.visor.metric.CellTrials;
import dev.visor.metric.recognition.ProtectedAt;
import dev.visor.metric.recognition.RetrievalRecall;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Ada is at 0 degrees and is moved to 50 by her protection, where Bob is protected, too; Cleo, unprotected, is at 30. */
class RecallTest {

    private final SeenPeople seen = new SeenPeople();
    private final FacePhoto probe = seen.photo("ada", "ada-0", 0, 50);
    private final FacePhoto near = seen.photo("ada", "ada-1", 5, 56);
    private final FacePhoto far = seen.photo("ada", "ada-2", 20, 70);
    private final FacePhoto bob = seen.photo("bob", "bob-1", 120, 62);
    private final FacePhoto cleo = seen.photo("cleo", "cleo-1", 30);
    private final Protocol protocol =
            SeenPeople.protocol(List.of(probe), List.of(near, far, bob), List.of(), List.of(cleo));

    @Test
    void findsEachImageOfTheSubjectAtItsOwnRank() {
        // From 50: cleo 20 away, far 30, near 45, bob 70.
        assertThat(ranks(Pairing.PROTECTED_CLEAN)).containsExactly(OptionalInt.of(3), OptionalInt.of(2));
        // From 0: cleo 30, near 56, bob 62, far 70.
        assertThat(ranks(Pairing.CLEAN_PROTECTED)).containsExactly(OptionalInt.of(2), OptionalInt.of(4));
        // From 50: near 6, bob 12, far 20, cleo 20, whose id comes first.
        assertThat(ranks(Pairing.PROTECTED_PROTECTED)).containsExactly(OptionalInt.of(1), OptionalInt.of(4));
    }

    @Test
    void recallIsTheShareOfImagesAmongAsManyAsTheSubjectHas() {
        assertThat(recall(Pairing.PROTECTED_CLEAN)).isEqualTo(.5);
        assertThat(recall(Pairing.CLEAN_PROTECTED)).isEqualTo(.5);
        assertThat(recall(Pairing.PROTECTED_PROTECTED)).isEqualTo(.5);
    }

    @Test
    void aFaceThatIsNotFoundCountsAsFound() {
        seen.lose(probe);

        assertThat(ranks(Pairing.PROTECTED_CLEAN)).containsOnly(OptionalInt.empty());
        assertThat(recall(Pairing.PROTECTED_CLEAN)).isEqualTo(1);
    }

    @Test
    void aMateAmongDistractorsIsSearchedForWithoutTheSubjectsOthers() {
        List<Trial.Retrieval> trials =
                seen.trials(new MateAmongDistractors(), protocol, List.of(), Trial.Retrieval.class);

        // From 50, only cleo beside it: near 45 against 20, far 30 against 20.
        assertThat(trials).extracting(Trial.Retrieval::rank).containsOnly(OptionalInt.of(2));
        assertThat(value(new ProtectedAt(1).of(new CellTrials(List.copyOf(trials), List.of()))))
                .isEqualTo(1);
        assertThat(value(new ProtectedAt(5).of(new CellTrials(List.copyOf(trials), List.of()))))
                .isZero();

        seen.lose(probe);
        List<Trial.Retrieval> lost =
                seen.trials(new MateAmongDistractors(), protocol, List.of(), Trial.Retrieval.class);
        assertThat(lost).allMatch(trial -> trial.outcome() instanceof Outcome.NotAcquired);
        assertThat(value(new ProtectedAt(1).of(new CellTrials(List.copyOf(lost), List.of()))))
                .isZero();
    }

    private List<OptionalInt> ranks(Pairing pairing) {
        return of(pairing).stream().map(Trial.Retrieval::rank).toList();
    }

    private double recall(Pairing pairing) {
        return value(new RetrievalRecall().of(new CellTrials(List.copyOf(of(pairing)), List.of())));
    }

    private static double value(List<MetricValue> values) {
        return values.get(0).value();
    }

    private List<Trial.Retrieval> of(Pairing pairing) {
        return seen.trials(new Recall(), protocol, List.of(), Trial.Retrieval.class).stream()
                .filter(trial -> trial.pairing() == pairing)
                .toList();
    }
}
