package dev.visor.service.serve.http;

/** The way back to a caller who waits; one of the two happens, once. */
public interface ReplyChannel {

    /** @param sent runs when the answer has left, or cannot */
    void send(Reply reply, Runnable sent);

    /** Closes the connection without an answer. */
    void drop();
}
