package dev.visor.metric.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JuryVerdictTest {

    /** Rank 0 is of a judge who found no face. */
    private static final int NO_FACE = 0;

    /** Neither the mean nor the best or worst judge says the same. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 30, 1, 1",
        "1, 2, 2, 0, 1",
        "30, 1, 5, 0, 1",
        "1, 6, 6, 0, 0",
        "9, 1, 1, 1, 1",
        "1, 1, 0, 1, 1",
        "1, 0, 4, 0, 1",
        "1, 0, 0, 0, 0",
    })
    void aReconstructionsRankIsTheMedianOfItsRanks(int one, int two, int three, double top1, double top5) {
        JuryVerdict verdict = new JuryVerdict(cell("a"));
        verdict.add(List.of(search("a", Pairing.RECONSTRUCTED_CLEAN, "Ann#0", one)));
        verdict.add(List.of(search("b", Pairing.RECONSTRUCTED_CLEAN, "Ann#0", two)));
        verdict.add(List.of(search("c", Pairing.RECONSTRUCTED_CLEAN, "Ann#0", three)));

        assertThat(verdict.shares())
                .extracting(MetricValue::metric)
                .containsExactly("inversion_top1", "inversion_top5");
        assertThat(verdict.shares()).extracting(MetricValue::value).containsExactly(top1, top5);
        assertThat(verdict.shares())
                .allSatisfy(share -> assertThat(share.cell().judge()).isEqualTo(JuryVerdict.JURY));
    }

    /** The same two would be one of two at rank 1 if a judge's first answer were set against another's second. */
    @Test
    void everyReconstructionIsJudgedByItselfInWhateverOrderJudgesSawIt() {
        JuryVerdict verdict = new JuryVerdict(cell("a"));
        verdict.add(reconstructed("a", "Ann#0", 1, "Ann#1", 7));
        verdict.add(reconstructed("b", "Ann#1", 8, "Ann#0", 1));
        verdict.add(reconstructed("c", "Ann#0", 9, "Ann#1", 1));

        assertThat(verdict.complete()).isTrue();
        assertThat(verdict.shares()).extracting(MetricValue::value).containsExactly(.5, .5);
    }

    @Test
    void controlsAreSharesOfTheirOwn() {
        JuryVerdict verdict = new JuryVerdict(cell("a"));
        for (String judge : List.of("a", "b", "c")) {
            verdict.add(List.of(
                    search(judge, Pairing.RECONSTRUCTED_CLEAN, "Ann#0", 1),
                    search(judge, Pairing.MISNAMED_CLEAN, "Ann#0", 3)));
        }

        assertThat(verdict.shares())
                .extracting(share -> share.pairing() + " " + share.metric() + " " + share.value())
                .containsExactly(
                        "RECONSTRUCTED_CLEAN inversion_top1 1.0",
                        "RECONSTRUCTED_CLEAN inversion_top5 1.0",
                        "MISNAMED_CLEAN inversion_top1 0.0",
                        "MISNAMED_CLEAN inversion_top5 1.0");
    }

    @Test
    void anEvenJuryAndOneThatHasNotSeenAllAreRefused() {
        JuryVerdict even = new JuryVerdict(cell("a"));
        even.add(reconstructed("a", "Ann#0", 1, "Ann#1", 1));
        even.add(reconstructed("b", "Ann#0", 1, "Ann#1", 1));
        assertThat(even.complete()).isFalse();
        assertThatThrownBy(even::shares).hasMessageContaining("odd number of judges, got 2");

        even.add(List.of(search("c", Pairing.RECONSTRUCTED_CLEAN, "Ann#0", 1)));
        assertThat(even.complete()).isFalse();
        assertThatThrownBy(even::shares).hasMessageContaining("2 of 3 judges have judged Ann#1");
    }

    private static List<Trial> reconstructed(String judge, String one, int rank, String other, int otherRank) {
        List<Trial> trials = new ArrayList<>();
        trials.add(search(judge, Pairing.RECONSTRUCTED_CLEAN, one, rank));
        trials.add(search(judge, Pairing.RECONSTRUCTED_CLEAN, other, otherRank));
        return trials;
    }

    private static Trial search(String judge, Pairing pairing, String probe, int rank) {
        SubjectId ann = new SubjectId("Ann");
        SubjectId first = rank == 1 ? ann : new SubjectId("Bob");
        return new Trial.Identification(
                cell(judge),
                pairing,
                ann,
                new PhotoId(probe),
                rank == NO_FACE ? Trials.NO_FACE : Trials.at(.5),
                rank == NO_FACE
                        ? Optional.empty()
                        : Optional.of(new Found(rank, OptionalInt.empty(), Optional.empty(), first)));
    }

    private static Cell cell(String judge) {
        return SampleCells.inversion("none", "gmi", AttackerAccess.WHITE_BOX, "m", judge, "orl", 1);
    }
}
