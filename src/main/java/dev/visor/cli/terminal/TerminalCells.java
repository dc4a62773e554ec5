package dev.visor.cli.terminal;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** Counts the cells of a terminal that a text takes: letters of East Asia take two, accents that are put on a letter none. */
final class TerminalCells {

    private static final Set<UnicodeScript> WIDE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private static final int EMOJI = 0x1F300;
    private static final int EMOJI_END = 0x1FAFF;

    private TerminalCells() {}

    static int of(String text) {
        return text.codePoints().map(TerminalCells::of).sum();
    }

    /** The text, cut so that it takes no more cells than that. */
    static String fit(String text, int cells) {
        StringBuilder fitting = new StringBuilder();
        int taken = 0;
        for (int letter : text.codePoints().toArray()) {
            taken += of(letter);
            if (taken > cells) {
                break;
            }
            fitting.appendCodePoint(letter);
        }
        return fitting.toString();
    }

    private static int of(int letter) {
        return switch (Character.getType(letter)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> isWide(letter) ? 2 : 1;
        };
    }

    private static boolean isWide(int letter) {
        boolean fullWidth = letter >= 0xFF01 && letter <= 0xFF60 || letter >= 0x3000 && letter <= 0x303E;
        boolean halfWidth = letter >= 0xFF61 && letter <= 0xFFDC;
        return fullWidth
                || letter >= EMOJI && letter <= EMOJI_END
                || !halfWidth && WIDE.contains(UnicodeScript.of(letter));
    }
}
