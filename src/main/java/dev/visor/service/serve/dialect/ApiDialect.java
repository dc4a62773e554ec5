package dev.visor.service.serve.dialect;

import dev.visor.service.serve.http.Call;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import dev.visor.service.serve.http.Reply;

/** One vendor's way to ask and to answer. */
public interface ApiDialect {

    /** Returns the name in the request log. */
    String name();

    /** Whether the call is meant for this contract, by its path or headers. */
    boolean speaks(Call call);

    /** Whether it answers whoever asks, without a key; such calls may not hold up those of the account. */
    default boolean open() {
        return false;
    }

    /** Names what the call asks for, in the vendor's words, for the request log. */
    String action(Call call);

    /**
     * Answers.
     *
     * @param drift what is taken off every cosine
     * @throws Refused if it cannot be answered
     */
    Reply answer(Call call, double drift) throws Refused;

    /** Says no, in the vendor's words. */
    Reply refuse(Call call, Refused refused);

    /** The drifted cosine, still one. */
    static double drifted(double cosine, double drift) {
        return Math.max(-1, Math.min(1, cosine - drift));
    }

    /** A refusal that does not depend on the call. */
    default Reply refuse(Call call, Why why) {
        return refuse(call, new Refused(why, ""));
    }
}
