package dev.visor.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The paragraphs of {@code docs/warnings.md}, which the page carries so that it explains itself offline. */
public final class WarningTexts {

    private static final Map<String, List<String>> TEXTS = parse(read());

    private WarningTexts() {}

    public static boolean explains(String code) {
        return TEXTS.containsKey(code);
    }

    /** Plain text; empty for a code that the documentation does not know. */
    public static List<String> paragraphs(String code) {
        return TEXTS.getOrDefault(code, List.of());
    }

    /** A heading of the second level is a code; what follows, up to the next, are its paragraphs. */
    static Map<String, List<String>> parse(String markdown) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (String part : markdown.split("(?m)^## ")) {
            List<String> paragraphs = new ArrayList<>(Arrays.asList(part.strip().split("\\n\\s*\\n")));
            String code = paragraphs.remove(0).strip();
            if (code.startsWith("# ")) {
                continue;
            }
            texts.put(code, paragraphs.stream().map(WarningTexts::plain).toList());
        }
        return texts;
    }

    private static String plain(String paragraph) {
        return paragraph
                .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .replaceAll("[`*]", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String read() {
        try (InputStream text = WarningTexts.class.getResourceAsStream("warnings.md")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
