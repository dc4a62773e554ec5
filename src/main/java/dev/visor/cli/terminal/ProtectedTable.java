package dev.visor.cli.terminal;

import dev.visor.harness.single.ProtectedPhoto;
import dev.visor.harness.single.ProtectedPhotos;
import dev.visor.harness.single.Resemblance;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table that {@code protect} prints: a header, then a line for each photo, columns separated by tabs. */
public final class ProtectedTable {

    private ProtectedTable() {}

    public static void print(ProtectedPhotos photos, PrintWriter out) {
        List<Resemblance> columns = photos.photos().stream()
                .map(ProtectedPhoto::resemblances)
                .filter(resemblances -> !resemblances.isEmpty())
                .findFirst()
                .orElse(List.of());
        out.println(String.join("\t", header(columns)));
        photos.photos().forEach(photo -> out.println(String.join("\t", row(photo, columns.size()))));
        out.flush();
    }

    private static List<String> header(List<Resemblance> columns) {
        List<String> words = new ArrayList<>(List.of("photo", "copy", "verdict"));
        for (Resemblance column : columns) {
            words.add(column.recognizer() + "_before");
            words.add(column.recognizer() + "_after");
            words.add(
                    column.recognizer() + "_threshold_far" + column.threshold().far());
        }
        return words;
    }

    private static List<String> row(ProtectedPhoto photo, int recognizers) {
        List<String> cells = new ArrayList<>();
        cells.add(escaped(photo.photo().toString()));
        cells.add(photo.copy().map(copy -> escaped(copy.toString())).orElse(""));
        cells.add(photo.verdict().words());
        for (Resemblance resemblance : photo.resemblances()) {
            cells.add(number(resemblance.before()));
            cells.add(number(resemblance.after()));
            cells.add(number(resemblance.threshold().similarity()));
        }
        while (cells.size() < 3 + 3 * recognizers) {
            cells.add("");
        }
        return cells;
    }

    private static String number(double similarity) {
        return String.format(Locale.ROOT, "%.4f", similarity);
    }

    /** A name may hold anything: what would end a cell or a line, or command a terminal, is written as in Java. */
    private static String escaped(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                default -> {
                    if (Character.isISOControl(c)) {
                        text.append(String.format(Locale.ROOT, "\\u%04x", c));
                    } else {
                        text.appendCodePoint(c);
                    }
                }
            }
        });
        return text.toString();
    }
}
