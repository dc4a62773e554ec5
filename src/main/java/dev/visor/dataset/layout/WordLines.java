package dev.visor.dataset.layout;

import dev.visor.core.InputError;
import dev.visor.core.file.IoReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads lists of words between blanks, line by line: some have millions of lines. */
final class WordLines {

    /** Takes one line; it may refuse it with {@link Line#wrong}. */
    interface Taker {
        void take(Line line);
    }

    /**
     * A line that is not blank.
     *
     * @param number counted from 1
     */
    record Line(Path file, int number, String[] words) {

        InputError wrong(String what) {
            return new InputError("%s:%d: %s, got \"%s\"".formatted(file, number, what, String.join(" ", words)));
        }

        int whole(int word) {
            try {
                return Integer.parseInt(words[word]);
            } catch (NumberFormatException e) {
                throw wrong("expected a whole number as word " + (word + 1));
            }
        }

        double number(int word) {
            try {
                double value = Double.parseDouble(words[word]);
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Falls through to the sentence below.
            }
            throw wrong("expected a number as word " + (word + 1));
        }
    }

    private WordLines() {}

    /**
     * Hands over every line.
     *
     * @param words how many each must have
     * @param what those are, for messages
     * @throws InputError if a line has another number of words, or the file cannot be read
     */
    static void read(Path file, int words, String what, Taker taker) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            int number = 0;
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                number++;
                if (!text.isBlank()) {
                    Line line = new Line(file, number, text.strip().split("\\s+"));
                    if (line.words().length != words) {
                        throw line.wrong("expected " + what);
                    }
                    taker.take(line);
                }
            }
        } catch (CharacterCodingException e) {
            throw new InputError(file + ": it is no text in UTF-8", e);
        } catch (IOException e) {
            throw new InputError("%s cannot be read (%s)".formatted(file, IoReason.of(e)), e);
        }
    }
}
