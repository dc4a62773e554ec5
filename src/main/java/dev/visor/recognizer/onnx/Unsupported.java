package dev.visor.recognizer.onnx;

/** An operator, or a setting of one, that has no counterpart here; the message names it. */
public final class Unsupported extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names what is not supported, as the part of a sentence. */
    public Unsupported(String what) {
        super(what);
    }
}
