package dev.visor.metric.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Cell;
import dev.visor.core.Outcome;
import dev.visor.core.Pairing;
import dev.visor.core.PhotoId;
import dev.visor.core.SampleCells;
import dev.visor.core.SubjectId;
import dev.visor.core.Trial;
import dev.visor.core.Trial.Found;
import dev.visor.core.Trial.Identification;
import dev.visor.core.measure.MetricValue;
import dev.visor.metric.evaluation.JuryVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Five people, one reconstruction of each. */
class ChanceLevelTest {

    private static final List<String> PEOPLE = List.of("a", "b", "c", "d", "e");

    @Test
    void aJuryThatSeldomAgreesIsSeldomRightByLuck() {
        // By majority: a is taken for a, b for a, c and d for nobody, e for e.
        List<MetricValue> values = verdict("aabde", "aacce", "bbaab");

        assertThat(value(values, "inversion_top1")).isEqualTo(.4);
        // Three names for five people, one in five of them right.
        assertThat(value(values, "inversion_top1_chance")).isCloseTo(3 / 5. / 5, within(1e-12));
        // Two are right where e keeps its name and a or b is "a": 2 x 3! of the 120 permutations.
        assertThat(value(values, "inversion_top1_p")).isCloseTo(.1, within(.012));
    }

    @Test
    void aSingleJudgeAlwaysNamesSomebody() {
        List<MetricValue> values = ChanceLevel.ofOneJudge(cell("judge"), trials("judge", "abcde"));

        assertThat(value(values, "inversion_top1_chance")).isCloseTo(.2, within(1e-12));
        // One permutation of 120.
        assertThat(value(values, "inversion_top1_p")).isCloseTo(1 / 120., within(.004));
    }

    @Test
    void theSameTrialsGiveTheSameDrawsAndControlsDoNotCount() {
        List<Trial> trials = new ArrayList<>(trials("judge", "abcea"));
        List<MetricValue> values = ChanceLevel.ofOneJudge(cell("judge"), trials);
        trials.add(search("judge", Pairing.MISNAMED_CLEAN, 0, 'b'));

        assertThat(ChanceLevel.ofOneJudge(cell("judge"), trials)).isEqualTo(values);
        assertThat(ChanceLevel.ofOneJudge(cell("judge"), List.of())).isEmpty();
    }

    private static List<MetricValue> verdict(String... named) {
        JuryVerdict verdict = new JuryVerdict(cell("j0"));
        for (int i = 0; i < named.length; i++) {
            verdict.add(trials("j" + i, named[i]));
        }
        assertThat(verdict.shares())
                .extracting(MetricValue::metric)
                .containsExactly("inversion_top1", "inversion_top5");
        return verdict.metrics();
    }

    private static List<Trial> trials(String judge, String named) {
        List<Trial> trials = new ArrayList<>();
        for (int person = 0; person < PEOPLE.size(); person++) {
            trials.add(search(judge, Pairing.RECONSTRUCTED_CLEAN, person, named.charAt(person)));
        }
        return trials;
    }

    private static Trial search(String judge, Pairing pairing, int person, char named) {
        SubjectId subject = new SubjectId(PEOPLE.get(person));
        SubjectId first = new SubjectId(String.valueOf(named));
        return new Identification(
                cell(judge),
                pairing,
                subject,
                new PhotoId(subject + "#0"),
                new Outcome.Compared(.5),
                Optional.of(new Found(first.equals(subject) ? 1 : 3, OptionalInt.empty(), Optional.empty(), first)));
    }

    private static Cell cell(String judge) {
        return SampleCells.inversion("none", "gmi", AttackerAccess.WHITE_BOX, "m", judge, "orl", 1);
    }

    private static double value(List<MetricValue> values, String metric) {
        return values.stream()
                .filter(value -> value.metric().equals(metric))
                .mapToDouble(MetricValue::value)
                .findFirst()
                .orElseThrow();
    }
}
