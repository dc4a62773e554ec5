package dev.visor.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that people read: README.md, CONTRIBUTING.md and everything below {@code docs/}. */
public final class Pages {

    private static final Pattern FENCE = Pattern.compile("^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private Pages() {}

    /** A part of a page.
     *
     * @param page path from the project's folder
     */
    public record Excerpt(String page, String text) {

        @Override
        public String toString() {
            return page + ": " + text.lines().findFirst().orElse("");
        }
    }

    /** All pages, whole. */
    public static List<Excerpt> all() {
        try (Stream<Path> below = Files.walk(Home.PATH.resolve("docs"))) {
            List<Path> docs = below.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            return Stream.concat(
                            Stream.of(Home.PATH.resolve("README.md"), Home.PATH.resolve("CONTRIBUTING.md")),
                            docs.stream())
                    .map(file -> new Excerpt(Home.PATH.relativize(file).toString(), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks of a language. */
    public static Stream<Excerpt> blocks(String language) {
        return all().stream()
                .flatMap(page -> FENCE.matcher(page.text())
                        .results()
                        .filter(match -> match.group(1).equals(language))
                        .map((MatchResult match) -> new Excerpt(page.page(), match.group(2))));
    }

    /** What stands between single backticks, with the line breaks of the prose taken out. */
    public static Stream<Excerpt> spans() {
        return all().stream()
                .flatMap(page -> Pattern.compile("`([^`]+)`")
                        .matcher(FENCE.matcher(page.text()).replaceAll(""))
                        .results()
                        .map(match -> new Excerpt(page.page(), match.group(1).replace('\n', ' '))));
    }

    /** The page without fenced blocks, code spans, addresses of links and comments. */
    public static String prose(String text) {
        String bare = text;
        for (String pattern : List.of("(?s)<!--.*?-->", "`[^`]*`", "\\]\\([^)]*\\)", "https?://\\S+")) {
            bare = Pattern.compile(pattern)
                    .matcher(pattern.startsWith("`") ? FENCE.matcher(bare).replaceAll(Pages::blank) : bare)
                    .replaceAll(Pages::blank);
        }
        return bare;
    }

    /** As many line breaks as were there, so that lines keep their numbers. */
    private static String blank(MatchResult match) {
        return "\n".repeat((int) match.group().chars().filter(c -> c == '\n').count());
    }

    /** The text of a file. */
    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
