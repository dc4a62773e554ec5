package dev.visor.core;

/** A mistake in what the user gave: one sentence that says where, what, what was expected and what to do. Exit code 2. */
public final class InputError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InputError(String sentence) {
        super(sentence);
    }

    public InputError(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
