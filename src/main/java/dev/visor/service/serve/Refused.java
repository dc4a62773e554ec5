package dev.visor.service.serve;

/** A call that cannot be answered; the contract at hand says it in its own words. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong with a call. */
    enum Why {
        /** A field is missing or cannot be read. */
        BAD_ARGUMENT,
        /** The picture is no image, or not one that is taken. */
        BAD_IMAGE,
        /** The picture has too many bytes or pixels. */
        TOO_LARGE,
        NO_FACE,
        /** The key is not known, or the signature is wrong. */
        NOT_ALLOWED,
        NO_SUCH_COLLECTION,
        NO_SUCH_FACE,
        EXISTS,
        /** No room for more faces. */
        FULL,
        RATE_LIMITED,
        INTERNAL,
        NO_SUCH_ACTION
    }

    private final Why why;
    private final String field;

    /** @param field of the call that is wrong; empty if none in particular */
    Refused(Why why, String field) {
        super(why + " " + field, null, false, false);
        this.why = why;
        this.field = field;
    }

    Why why() {
        return why;
    }

    String field() {
        return field;
    }
}
