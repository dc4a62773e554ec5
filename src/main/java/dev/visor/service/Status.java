package dev.visor.service;

import java.util.Locale;

/** The end of a request to a service, in one word for the records. */
public enum Status {
    /** Answered. */
    OK(true, false),
    /** Answered: a photo shows no face. */
    NO_FACE(true, false),
    /** Answered: the photos are too unlike for the service to tell a score, however low a floor was asked for. Not a zero. */
    CENSORED(true, false),
    /** Answered: a photo is too small, too large, too blurred for the service. */
    REJECTED(true, false),
    /** The service says that the question is wrong, or that we may not ask it. */
    REFUSED(false, false),
    /** The service does not know, or no longer, a handle that it gave to a face. */
    FORGOTTEN(false, false),
    /** Too many questions at once. */
    RATE_LIMITED(false, true),
    /** The service failed, or could not be reached. */
    UNAVAILABLE(false, true),
    /** No answer within the time allowed; it may have been counted, and paid for, all the same. */
    TIMED_OUT(false, true),
    /** An answer that is not what the contract promises. */
    MALFORMED(false, true),
    /** Not asked: the cap on calls or dollars is reached. */
    CAPPED(false, false),
    /** Not asked: the cassette that is replayed does not hold it. */
    NOT_RECORDED(false, false);

    private final boolean settled;
    private final boolean passing;

    Status(boolean settled, boolean passing) {
        this.settled = settled;
        this.passing = passing;
    }

    /** Whether the same question would be answered the same again, so that nobody has to pay twice. */
    public boolean settled() {
        return settled;
    }

    /** Whether asking again may help. */
    public boolean passing() {
        return passing;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such word */
    public static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
