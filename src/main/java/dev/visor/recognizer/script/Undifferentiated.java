package dev.visor.recognizer.script;

/** A program holds something that is not differentiated here; libtorch's own gradients are used for it. */
final class Undifferentiated extends RuntimeException {

    private static final long serialVersionUID = 1;

    Undifferentiated(String what) {
        super(what);
    }
}
