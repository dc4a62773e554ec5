package dev.visor.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.report.chart.Labels.Box;
import dev.visor.report.chart.Labels.Dot;
import dev.visor.report.chart.Labels.Place;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {

    private static final double WIDTH = 600;
    private static final double HEIGHT = 400;

    @Test
    void aDotThatStandsAloneHasItsNameAtItsUpperRight() {
        Place place = Labels.place(List.of(new Dot(100, 100, 40, 12)), List.of(), WIDTH, HEIGHT)
                .get(0);

        assertThat(place.x()).isEqualTo(100 + 7 + 20);
        assertThat(place.y()).isEqualTo(100 + 1 + 6);
        assertThat(place.away()).isFalse();
    }

    @Test
    void aNameMovesOutOfTheWayOfALine() {
        List<Box> lines = List.of(new Box(100, 105, 300, 106));

        Place place = Labels.place(List.of(new Dot(100, 100, 40, 12)), lines, WIDTH, HEIGHT)
                .get(0);

        assertThat(place.y()).isLessThan(100);
    }

    @Test
    void twentyNamesOfDotsAtOnePlaceHideNeitherEachOtherNorTheDots() {
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            dots.add(new Dot(590, 20 + i % 3, 80, 12));
        }

        List<Place> places = Labels.place(dots, List.of(), WIDTH, HEIGHT);

        for (int i = 0; i < places.size(); i++) {
            Box own = box(places.get(i));
            assertThat(own.right()).isLessThanOrEqualTo(WIDTH);
            assertThat(own.low()).isGreaterThanOrEqualTo(0);
            for (int j = 0; j < i; j++) {
                assertThat(own.meets(box(places.get(j)))).as(i + " over " + j).isFalse();
            }
        }
        assertThat(places).anyMatch(Place::away);
    }

    private static Box box(Place place) {
        return new Box(place.x() - 40, place.y() - 6, place.x() + 40, place.y() + 6);
    }
}
