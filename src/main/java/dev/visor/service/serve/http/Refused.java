package dev.visor.service.serve.http;

/** A call that cannot be answered; the contract at hand says it in its own words. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1L;

    /** The fault of a call. */
    public enum Why {
        /** A field is missing or cannot be read. */
        BAD_ARGUMENT,
        /** The picture is no image, or not one that is taken. */
        BAD_IMAGE,
        /** The picture has too many bytes or pixels. */
        TOO_LARGE,
        NO_FACE,
        /** A name is longer than the vendor takes. */
        NAME_TOO_LONG,
        /** A name has characters that the vendor does not take. */
        BAD_NAME,
        /** A page of a list is asked for that there is not. */
        BAD_TOKEN,
        /** The picture is said to lie where it cannot be got from. */
        NO_SUCH_OBJECT,
        /** No key, or nothing that looks like a signature. */
        NO_KEY,
        /** The key is none that the account has. */
        UNKNOWN_KEY,
        /** The signature, or the secret, is wrong. */
        NOT_ALLOWED,
        /** The signature is of another time. */
        STALE,
        /** The signature does not say, or not cover, what it has to. */
        INCOMPLETE,
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
    public Refused(Why why, String field) {
        super(why + " " + field, null, false, false);
        this.why = why;
        this.field = field;
    }

    public Why why() {
        return why;
    }

    public String field() {
        return field;
    }
}
