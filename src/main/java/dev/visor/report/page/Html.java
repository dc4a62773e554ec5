package dev.visor.report.page;

import dev.visor.core.text.Printable;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML that is also well-formed XML: every text is escaped, every element closed. */
public final class Html {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    public Html open(String element, String... attributes) {
        tag(element, attributes).append('>');
        open.push(element);
        return this;
    }

    public Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content, such as {@code img}. */
    public Html empty(String element, String... attributes) {
        tag(element, attributes).append("/>");
        return this;
    }

    public Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element with nothing but text. */
    public Html leaf(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Starts a line in the source: the page is read there too. */
    public Html line() {
        out.append('\n');
        return this;
    }

    /** Our own style sheet, which must not be escaped. */
    public Html style(String css) {
        out.append("<style>\n").append(css).append("</style>");
        return this;
    }

    /** Writes a script of ours or of a library, as it is; guarded so that the page stays well-formed XML. */
    public Html script(String code) {
        // No library says so in a string; as code it means the same.
        String safe = code.replace("]]>", "]] >");
        if (safe.contains("</script") || safe.contains("<!--")) {
            throw new IllegalArgumentException("a script would end its own element");
        }
        out.append("<script>//<![CDATA[\n").append(safe).append("\n//]]></script>");
        return this;
    }

    /** Asks for a script that lies beside the page. */
    public Html scriptFile(String path) {
        return leaf("script", "", "src", path);
    }

    /** The whole page. */
    public String page() {
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
