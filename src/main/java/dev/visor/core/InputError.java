package dev.visor.core;

import dev.visor.core.text.Printable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A mistake in what the user gave: one sentence that says where, what, what was expected and what to do. Exit code 2.
 *
 * <p>Sentences quote names and values from outside; {@link Printable} keeps those from acting on a terminal.
 */
public final class InputError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InputError(String sentence) {
        this(List.of(sentence), null);
    }

    public InputError(String sentence, Throwable cause) {
        this(List.of(sentence), cause);
    }

    private InputError(List<String> sentences, Throwable cause) {
        super(sentences.stream().map(Printable::line).collect(Collectors.joining("\n")), cause);
    }

    /** Several mistakes, a line each. */
    public static InputError of(List<String> sentences) {
        return new InputError(sentences, null);
    }
}
