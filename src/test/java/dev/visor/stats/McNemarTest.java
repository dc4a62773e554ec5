package dev.visor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {

    /** 1 of 10: twice (1 + 10) of 1024. The others: {@code scipy.stats.binomtest}; 150 and 86 is Agresti's approval poll. */
    @ParameterizedTest
    @CsvSource({
        "1,9,.021484375",
        "9,1,.021484375",
        "5,14,.063568115234375",
        "59,86,.030481814649487685",
        "150,86,3.7159361395713866e-05",
        "4,4,1"
    })
    void agreesWithTheBinomialDistribution(int onlyFirst, int onlySecond, double pValue) {
        McNemar test = McNemar.of(outcomes(onlyFirst, onlySecond, true), outcomes(onlyFirst, onlySecond, false));

        assertThat(test.onlyFirst()).isEqualTo(onlyFirst);
        assertThat(test.onlySecond()).isEqualTo(onlySecond);
        assertThat(test.pValue()).isCloseTo(pValue, within(1e-10 * pValue));
        assertThat(test.difference()).isEqualTo((onlyFirst - onlySecond) / (onlyFirst + onlySecond + 10.));
    }

    /** Six people, five photos each: one test of thirty photos would find a difference at once, where six people tell p = 2 / 64. */
    @Test
    void overPeopleAPersonCountsOnceWhateverTheNumberOfPhotos() {
        boolean[] first = new boolean[30];
        Arrays.fill(first, true);
        List<Integer> people = IntStream.range(0, 30).map(i -> i / 5).boxed().toList();

        McNemar test = McNemar.ofPeople(first, new boolean[30], people);

        assertThat(test.pValue()).isCloseTo(2 / 64., within(1e-12));
        assertThat(test.onlyFirst()).isEqualTo(30);
        assertThat(McNemar.of(first, new boolean[30]).pValue()).isLessThan(1e-8);
    }

    @Test
    void overPeopleWithOneProbeEachIsTheSameTest() {
        boolean[] first = outcomes(1, 9, true);
        boolean[] second = outcomes(1, 9, false);

        assertThat(McNemar.ofPeople(
                        first, second, IntStream.range(0, first.length).boxed().toList()))
                .isEqualTo(McNemar.of(first, second));
    }

    /** One person with four photos outweighs three others with one each in photos, and not in people. */
    @Test
    void overPeopleNothingIsFoundWherePhotosAndPeoplePointDifferentWays() {
        boolean[] first = {true, true, true, true, false, false, false};
        boolean[] second = {false, false, false, false, true, true, true};

        assertThat(McNemar.ofPeople(first, second, List.of("a", "a", "a", "a", "b", "c", "d"))
                        .pValue())
                .isEqualTo(1);
    }

    @Test
    void findsNoDifferenceWhereNobodyDisagrees() {
        assertThat(McNemar.of(new boolean[] {true, false}, new boolean[] {true, false}))
                .isEqualTo(new McNemar(0, 0, 2, 1));
    }

    @Test
    void countsThousandsOfDisagreementsWithoutUnderflow() {
        McNemar test = McNemar.of(outcomes(1990, 2010, true), outcomes(1990, 2010, false));

        assertThat(test.pValue()).isBetween(.75, .78);
    }

    @Test
    void refusesOutcomesWithoutAPartner() {
        assertThatThrownBy(() -> McNemar.of(new boolean[2], new boolean[3])).hasMessageContaining("2 and 3");
    }

    /** Ten probes more on which both succeed. */
    private static boolean[] outcomes(int onlyFirst, int onlySecond, boolean first) {
        boolean[] outcomes = new boolean[onlyFirst + onlySecond + 10];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = i >= onlyFirst + onlySecond || (i < onlyFirst) == first;
        }
        return outcomes;
    }
}
