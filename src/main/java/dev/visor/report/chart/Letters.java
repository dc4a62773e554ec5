package dev.visor.report.chart;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads the text back from its outline: XChart draws all text as the outline of a {@link TextLayout}, and tells nobody what it says.
 *
 * <p>A text counts as read only if its own outline is that shape, point by point; otherwise the shape stays what it is.
 */
final class Letters {

    private static final double SAME = .01;

    /** ASCII, and what tables and captions have beside it. */
    private static final String SIGNS = IntStream.rangeClosed('!', '~')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            + "–−×·†≥≤±εδ²°…";

    private static final int MOST_SPACES = 4;

    private final FontRenderContext layout;
    private final Map<Font, List<Sign>> fonts = new HashMap<>();

    /** @param layout by which the text was laid out */
    Letters(FontRenderContext layout) {
        this.layout = layout;
    }

    /** A sign with its outline at the origin, in steps of a kind and its coordinates. */
    private record Sign(String text, List<double[]> outline, double advance) {}

    /** Returns what the shape says in that font; empty for a shape that is no text. */
    Optional<String> read(Shape shape, Font font) {
        List<double[]> outline = steps(shape);
        if (outline.isEmpty()) {
            return Optional.empty();
        }
        List<Sign> signs = fonts.computeIfAbsent(font, this::signs);
        double space =
                new TextLayout("a a", font, layout).getAdvance() - new TextLayout("aa", font, layout).getAdvance();
        StringBuilder text = new StringBuilder();
        double pen = 0;
        int at = 0;
        while (at < outline.size()) {
            Optional<Sign> next = Optional.empty();
            int spaces = 0;
            for (; spaces <= MOST_SPACES && next.isEmpty(); spaces++) {
                next = next(signs, outline, at, pen + spaces * space);
            }
            if (next.isEmpty()) {
                return Optional.empty();
            }
            text.append(" ".repeat(spaces - 1)).append(next.get().text());
            pen += (spaces - 1) * space + next.get().advance();
            at += next.get().outline().size();
        }
        List<double[]> own = steps(new TextLayout(text.toString(), font, layout).getOutline(null));
        return own.size() == outline.size() && begins(outline, 0, own, 0)
                ? Optional.of(text.toString())
                : Optional.empty();
    }

    private static Optional<Sign> next(List<Sign> signs, List<double[]> outline, int at, double pen) {
        return signs.stream()
                .filter(sign -> begins(outline, at, sign.outline(), pen))
                // A colon begins as a period does.
                .max((one, other) ->
                        Integer.compare(one.outline().size(), other.outline().size()));
    }

    private static boolean begins(List<double[]> outline, int from, List<double[]> sign, double pen) {
        if (sign.size() > outline.size() - from) {
            return false;
        }
        for (int i = 0; i < sign.size(); i++) {
            double[] step = outline.get(from + i);
            double[] own = sign.get(i);
            if (step.length != own.length || step[0] != own[0]) {
                return false;
            }
            for (int c = 1; c < step.length; c++) {
                double moved = c % 2 == 1 ? own[c] + pen : own[c];
                if (Math.abs(step[c] - moved) > SAME) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<Sign> signs(Font font) {
        return SIGNS.chars()
                .mapToObj(Character::toString)
                .filter(sign -> font.canDisplayUpTo(sign) < 0)
                .map(sign -> {
                    TextLayout own = new TextLayout(sign, font, layout);
                    return new Sign(sign, steps(own.getOutline(null)), own.getAdvance());
                })
                .filter(sign -> !sign.outline().isEmpty())
                .toList();
    }

    private static List<double[]> steps(Shape shape) {
        List<double[]> steps = new ArrayList<>();
        double[] points = new double[6];
        for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
            int kind = path.currentSegment(points);
            int count =
                    switch (kind) {
                        case PathIterator.SEG_CUBICTO -> 6;
                        case PathIterator.SEG_QUADTO -> 4;
                        case PathIterator.SEG_CLOSE -> 0;
                        default -> 2;
                    };
            double[] step = new double[count + 1];
            step[0] = kind;
            System.arraycopy(points, 0, step, 1, count);
            steps.add(step);
        }
        return steps;
    }
}
