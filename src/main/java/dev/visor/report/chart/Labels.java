package dev.visor.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds room for names beside dots, so that none hides another one or a dot. Pixels, from the lower left corner. */
final class Labels {

    /** Half a dot's size, with some air. */
    private static final double DOT = 6;

    /** Places between a dot and its name, sideways and upwards. */
    private static final double[] SIDEWAYS = {7, 16, 28, 44, 64, 92, 130};

    private static final double[] UPWARDS = {1, 7, 14, 27, 40, 53, 66, 79, 92, 105, 118, 131, 144, 170, 200};

    /** Cost of a line through a name, in pixels that it could have moved away instead. */
    private static final double CROSSED = 6;

    /** From here on a line has to lead from the dot to its name. */
    private static final double FAR = 22;

    private Labels() {}

    /** @param width and {@code height} of the name */
    record Dot(double x, double y, double width, double height) {}

    /** A corner of the plot, or a line that runs straight across or straight up: better not written over. */
    record Box(double left, double low, double right, double high) {

        private static Box around(double x, double y, double width, double height) {
            return new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
        }

        boolean meets(Box other) {
            return left < other.right && other.left < right && low < other.high && other.low < high;
        }

        private boolean inside(double width, double height) {
            return left >= 0 && low >= 0 && right <= width && high <= height;
        }
    }

    /**
     * A place of a name.
     *
     * @param x of its middle
     * @param edgeX where a line from the dot meets it
     * @param away whether a line has to lead from the dot to the name
     */
    record Place(double x, double y, double edgeX, double edgeY, boolean away) {}

    private record Choice(Place place, double cost) {}

    /**
     * One place for each dot, in order. Those who stand alone choose first, and so keep their names close; where there is no room at all, a name
     * stands beside its dot over whatever is there.
     *
     * @param lines that names should leave free where they can
     */
    static List<Place> place(List<Dot> dots, List<Box> lines, double width, double height) {
        List<Box> taken = new ArrayList<>();
        dots.forEach(dot -> taken.add(Box.around(dot.x(), dot.y(), 2 * DOT, 2 * DOT)));
        Map<Integer, Place> places = new HashMap<>();
        IntStream.range(0, dots.size())
                .boxed()
                .sorted(Comparator.comparing(i -> neighbors(dots, dots.get(i))))
                .forEach(i -> {
                    Dot dot = dots.get(i);
                    Place place = candidates(dot).stream()
                            .filter(choice -> free(box(dot, choice.place()), taken, width, height))
                            .min(Comparator.comparingDouble(choice ->
                                    choice.cost() + CROSSED * crossed(box(dot, choice.place()), lines)))
                            .orElseGet(() -> candidates(dot).get(0))
                            .place();
                    taken.add(box(dot, place));
                    places.put(i, place);
                });
        return IntStream.range(0, dots.size()).mapToObj(places::get).toList();
    }

    private static long neighbors(List<Dot> dots, Dot own) {
        return dots.stream()
                .filter(dot ->
                        Math.abs(dot.x() - own.x()) < own.width() && Math.abs(dot.y() - own.y()) < 2 * own.height())
                .count();
    }

    private static Box box(Dot dot, Place place) {
        return Box.around(place.x(), place.y(), dot.width(), dot.height());
    }

    private static boolean free(Box box, List<Box> taken, double width, double height) {
        return box.inside(width, height) && taken.stream().noneMatch(box::meets);
    }

    private static long crossed(Box box, List<Box> lines) {
        return lines.stream().filter(box::meets).count();
    }

    /** Beside all four corners of the dot, the upper right first. */
    private static List<Choice> candidates(Dot dot) {
        List<Choice> candidates = new ArrayList<>();
        for (double sideways : SIDEWAYS) {
            for (double upwards : UPWARDS) {
                for (int right : new int[] {1, -1}) {
                    for (int up : new int[] {1, -1}) {
                        candidates.add(new Choice(at(dot, right * sideways, up * upwards), sideways + upwards));
                    }
                }
            }
        }
        return candidates;
    }

    private static Place at(Dot dot, double sideways, double upwards) {
        double x = dot.x() + sideways + Math.signum(sideways) * dot.width() / 2;
        double y = dot.y() + upwards + Math.signum(upwards) * dot.height() / 2;
        double edgeY = y - Math.signum(upwards) * dot.height() / 2;
        boolean away = Math.abs(sideways) + Math.abs(upwards) > FAR;
        return new Place(x, y, dot.x() + sideways, edgeY, away);
    }
}
