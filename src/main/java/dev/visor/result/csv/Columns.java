package dev.visor.result.csv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a table, in the order in which they are written.
 *
 * <p>A column that is added to a table comes with what it holds where a file lacks it: records that were made before stay readable,
 * and no column ever changes its meaning. What a file has and this list does not is refused.
 */
public final class Columns {

    private final List<String> names;
    private final Map<String, String> absent;

    /** The place of each column among the names. */
    private final Map<String, Integer> places = new HashMap<>();

    /** @param absent what each column holds in a file that lacks it; a column that is not among them is in every file */
    public Columns(List<String> names, Map<String, String> absent) {
        this.names = List.copyOf(names);
        this.absent = Collections.unmodifiableMap(new LinkedHashMap<>(absent));
        for (int i = 0; i < names.size(); i++) {
            places.putIfAbsent(names.get(i), i);
        }
    }

    /** Columns that every file has. */
    public static Columns of(List<String> names) {
        return new Columns(names, Map.of());
    }

    public List<String> names() {
        return names;
    }

    /** Returns the value that stands for a column in a file that lacks it. */
    String whereAbsent(String name) {
        return absent.get(name);
    }

    /** Returns the place of a column, from 0; -1 if there is no such one. */
    int place(String name) {
        return places.getOrDefault(name, -1);
    }

    /** Returns the same columns and a last one, which older files lack. */
    Columns with(String name, String whereAbsent) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        Map<String, String> later = new LinkedHashMap<>(absent);
        later.put(name, whereAbsent);
        return new Columns(more, later);
    }

    /**
     * Returns the place of each column in a file; -1 for one that the file lacks.
     *
     * @throws WrongHeader if the file has other columns, or another order
     */
    int[] in(List<String> header) {
        int[] at = new int[names.size()];
        int next = 0;
        for (int i = 0; i < at.length; i++) {
            boolean there = next < header.size() && header.get(next).equals(names.get(i));
            if (!there && !absent.containsKey(names.get(i))) {
                throw new WrongHeader(next, names.get(i));
            }
            at[i] = there ? next++ : -1;
        }
        if (next < header.size()) {
            throw new WrongHeader(next, "nothing");
        }
        return at;
    }

    /** A column that is not where it is expected. */
    static final class WrongHeader extends IllegalArgumentException {

        private static final long serialVersionUID = 1;

        private final int column;
        private final String expected;

        WrongHeader(int column, String expected) {
            super("column " + (column + 1) + ", expected " + expected);
            this.column = column;
            this.expected = expected;
        }

        /** Returns the number of the column, from 0. */
        int column() {
            return column;
        }

        String expected() {
            return expected;
        }
    }
}
