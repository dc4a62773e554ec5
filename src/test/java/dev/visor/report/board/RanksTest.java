package dev.visor.report.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.measure.Better;
import dev.visor.core.measure.Interval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RanksTest {

    /** By hand: a reaches into b, b into c, and d into none. */
    private static final List<Optional<Interval>> CHAIN = List.of(of(.7, .9), of(.5, .75), of(.4, .6), of(.1, .3));

    @Test
    void whoeverOverlapsIsATie() {
        assertThat(words(CHAIN, Better.HIGHER)).containsExactly("1–2", "1–3", "2–3", "4");
    }

    @Test
    void theLeastIsFirstWhereLessProtects() {
        assertThat(words(CHAIN, Better.LOWER)).containsExactly("3–4", "2–4", "2–3", "1");
    }

    @Test
    void intervalsThatTouchOverlap() {
        assertThat(words(List.of(of(.5, .6), of(.6, .7)), Better.HIGHER)).containsExactly("1–2", "1–2");
    }

    @Test
    void nothingIsSureWithoutAnInterval() {
        assertThat(words(List.of(of(.8, .9), Optional.empty(), of(.1, .2)), Better.HIGHER))
                .containsExactly("1–2", "1–3", "2–3");
    }

    private static List<String> words(List<Optional<Interval>> intervals, Better better) {
        return Ranks.of(intervals, better).stream().map(Ranks.Range::words).toList();
    }

    private static Optional<Interval> of(double low, double high) {
        return Optional.of(new Interval(low, high));
    }
}
