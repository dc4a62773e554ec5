package dev.visor.report.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Paragraphs on what each section measures and how, from {@code methods.md}, with whether a newcomer needs the section. */
public final class Methods {

    private static final Map<String, Method> METHODS = parse(PageFiles.methods());

    private Methods() {}

    /**
     * A section's method.
     *
     * @param open whether the section is open at first
     * @param page below {@code docs/} that tells more, with its anchor
     */
    public record Method(boolean open, String page, String paragraph) {}

    /** Returns the method of a section by its id without the run's prefix; empty for one that explains itself. */
    public static Optional<Method> of(String section) {
        return Optional.ofNullable(METHODS.get(section));
    }

    /** A heading of the second level is a section's id, then {@code open} or {@code closed}, then the page. */
    static Map<String, Method> parse(String markdown) {
        Map<String, Method> methods = new LinkedHashMap<>();
        for (String part : markdown.split("(?m)^## ")) {
            String[] lines = part.strip().split("\\R", 2);
            String[] words = lines[0].split(" ");
            if (words.length == 3 && lines.length == 2) {
                methods.put(
                        words[0],
                        new Method(
                                words[1].equals("open"),
                                words[2],
                                lines[1].strip().replaceAll("\\s+", " ")));
            }
        }
        return methods;
    }
}
