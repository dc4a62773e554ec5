package dev.visor.report;

import dev.visor.core.Printable;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML that is also well-formed XML: every text is escaped, every element closed. */
final class Html {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    Html open(String element, String... attributes) {
        tag(element, attributes).append('>');
        open.push(element);
        return this;
    }

    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content, such as {@code img}. */
    Html empty(String element, String... attributes) {
        tag(element, attributes).append("/>");
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element with nothing but text. */
    Html leaf(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Starts a line in the source: the page is read there too. */
    Html line() {
        out.append('\n');
        return this;
    }

    /** Our own style sheet, which must not be escaped. */
    Html style(String css) {
        out.append("<style>\n").append(css).append("</style>");
        return this;
    }

    /** The whole page. */
    String page() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return "<!DOCTYPE html>\n" + out + "\n";
    }

    private StringBuilder tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        return out;
    }

    /** Markup characters as entities; control characters, which XML forbids, and turns of direction as a replacement character. */
    static String escape(String text) {
        return Printable.replaced(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
