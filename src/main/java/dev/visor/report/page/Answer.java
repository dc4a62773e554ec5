package dev.visor.report.page;

import dev.visor.core.measure.Interval;
import dev.visor.report.table.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run's answer at a glance: rows of dots with intervals on common scales, with their numbers beside them.
 *
 * @param verdict the answer in a sentence
 * @param doubt how sure that is, and what it does not hold for; may be empty
 * @param caption what is counted, over how many, and how to read a row
 * @param stub what a row is
 * @param panels the scales side by side, at least one
 * @param numbers names of further columns
 * @param entries rows, the best first
 */
public record Answer(
        String id,
        String verdict,
        String doubt,
        String caption,
        String stub,
        List<Panel> panels,
        List<String> numbers,
        List<Entry> entries) {

    public Answer {
        panels = List.copyOf(panels);
        numbers = List.copyOf(numbers);
        entries = List.copyOf(entries);
    }

    /** The mark of a series in a chart. */
    public enum Mark {
        DOT,
        RING,
        DIAMOND,
        TICK;

        /** Returns the word that a style sheet knows it by. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A scale in percent.
     *
     * @param low left end, 0..1
     * @param high right end, 0..1
     */
    public record Panel(String title, double low, double high, List<Series> series) {

        public Panel {
            series = List.copyOf(series);
        }
    }

    /** One number of every row. */
    public record Series(String name, Mark mark) {}

    /**
     * A row.
     *
     * @param control whether it stands apart from what is compared
     * @param points one for each series, panel by panel; empty where nothing was measured
     * @param values one for each further column
     */
    public record Entry(String name, boolean control, List<Optional<Point>> points, List<Value> values) {

        public Entry {
            points = List.copyOf(points);
            values = List.copyOf(values);
        }
    }

    /**
     * A number with its interval.
     *
     * @param value 0..1
     * @param lines what else is told of it
     */
    public record Point(double value, Optional<Interval> interval, List<String> lines) {

        public Point {
            lines = List.copyOf(lines);
        }
    }
}
