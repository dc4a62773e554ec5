package dev.visor.service;

import dev.visor.core.InputError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the keys of an account out of a text: whole, in part, and in the encodings in which libraries and services repeat them.
 *
 * <p>Any eight characters in a row of a key, or of one of its encodings, are hidden; shorter keys are hidden as whole words. What a
 * card says in the open is no secret, even if a key of a rehearsal is made of it.
 */
public final class Secrets {

    public static final String HIDDEN = "[hidden]";

    private static final int WINDOW = 8;

    /** A chain of causes that is longer goes in circles. */
    private static final int CAUSES = 16;

    private final Set<String> windows = new HashSet<>();
    private final List<String> words = new ArrayList<>();

    private Secrets() {}

    /**
     * Knows the values in every form.
     *
     * @param values the keys
     * @param open texts that everybody may read
     */
    public static Secrets of(Collection<String> values, Collection<String> open) {
        Secrets secrets = new Secrets();
        values.stream()
                .flatMap(value -> forms(value).stream())
                .map(Secrets::lower)
                .forEach(secrets::learn);
        open.forEach(text -> secrets.windows.removeAll(windows(lower(text))));
        return secrets;
    }

    private void learn(String form) {
        if (form.length() >= WINDOW) {
            windows.addAll(windows(form));
        } else if (!form.isBlank()) {
            words.add(form);
        }
    }

    private static Set<String> windows(String text) {
        Set<String> windows = new HashSet<>();
        for (int i = 0; i + WINDOW <= text.length(); i++) {
            windows.add(text.substring(i, i + WINDOW));
        }
        return windows;
    }

    private static List<String> forms(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>(List.of(
                value,
                new String(bytes, StandardCharsets.ISO_8859_1),
                URLEncoder.encode(value, StandardCharsets.UTF_8),
                URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"),
                HexFormat.of().formatHex(bytes),
                HexFormat.ofDelimiter(" ").formatHex(bytes),
                HexFormat.ofDelimiter(":").formatHex(bytes),
                HexFormat.of().withPrefix("%").formatHex(bytes),
                escaped(value, "\\u%04x", '"', '\\'),
                escaped(value, "\\u%04x", '"', '\\', '/', '\''),
                escaped(value, "&#%d;", '&', '<', '>', '"', '\''),
                value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
                value.replace("\"", "\"\"")));
        forms.addAll(base64(bytes));
        return forms.stream().distinct().toList();
    }

    /** Escapes a value with a backslash, or as a number, where a text in quotes or in markup cannot hold it. */
    private static String escaped(String value, String number, char... special) {
        String specials = new String(special);
        return value.chars()
                .mapToObj(c -> {
                    boolean plain = c >= ' ' && c <= '~';
                    boolean marked = specials.indexOf(c) >= 0;
                    if (plain && !marked) {
                        return Character.toString(c);
                    }
                    return plain && number.startsWith("\\") ? "\\" + (char) c : String.format(Locale.ROOT, number, c);
                })
                .collect(Collectors.joining());
    }

    /**
     * Encodes a value by itself, and wherever it may begin in something longer that is encoded whole, such as
     * {@code key:secret}.
     */
    private static List<String> base64(byte[] value) {
        List<String> forms = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + value.length];
            System.arraycopy(value, 0, shifted, before, value.length);
            int whole = shifted.length / 3 * 3;
            // The first and last digits are made of the neighbors, too.
            int from = before == 0 ? 0 : before + 1;
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String digits = encoder.withoutPadding().encodeToString(shifted);
                forms.add(digits.substring(Math.min(from, digits.length()), Math.max(from, whole / 3 * 4)));
                if (before == 0) {
                    forms.add(digits);
                }
            }
        }
        return forms;
    }

    /** The text without them. */
    public String hide(String text) {
        if (text == null) {
            return "null";
        }
        String lower = lower(text);
        boolean[] hidden = new boolean[text.length()];
        for (int i = 0; i + WINDOW <= text.length(); i++) {
            if (windows.contains(lower.substring(i, i + WINDOW))) {
                Arrays.fill(hidden, i, i + WINDOW, true);
            }
        }
        words.forEach(word -> mark(hidden, lower, word));
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!hidden[i]) {
                shown.append(text.charAt(i));
            } else if (i == 0 || !hidden[i - 1]) {
                shown.append(HIDDEN);
            }
        }
        return shown.toString();
    }

    private static void mark(boolean[] hidden, String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            if (begins && ends) {
                Arrays.fill(hidden, at, end, true);
            }
        }
    }

    /** Character by character, so that places in it are places in the text. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.chars().forEach(c -> lower.append((char) Character.toLowerCase(c)));
        return lower.toString();
    }

    /** Returns the same fault with the same trace, whose sentences, those of its causes among them, hold no key. */
    public RuntimeException hide(Throwable fault) {
        return hidden(fault, CAUSES);
    }

    private RuntimeException hidden(Throwable fault, int causes) {
        String sentence = hide(fault.getMessage());
        RuntimeException cause = fault.getCause() == null || causes == 0 ? null : hidden(fault.getCause(), causes - 1);
        RuntimeException clean = fault instanceof InputError
                ? new InputError(sentence, cause)
                : new IllegalStateException(fault.getClass().getName() + ": " + sentence, cause);
        clean.setStackTrace(fault.getStackTrace());
        return clean;
    }
}
