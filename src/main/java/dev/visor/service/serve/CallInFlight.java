package dev.visor.service.serve;

import dev.visor.core.Digest;
import dev.visor.service.serve.FaultInjection.Fate;
import dev.visor.service.serve.dialect.ApiDialect;
import dev.visor.service.serve.http.Call;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import dev.visor.service.serve.http.Reply;
import dev.visor.service.serve.http.ReplyChannel;
import java.time.Instant;
import java.util.Locale;

/**
 * A call on its way to an answer.
 *
 * @param number of the call, from 1
 * @param begun by the time that only goes on
 */
record CallInFlight(
        Call call, ApiDialect contract, Fate fate, long number, Instant started, long begun, ReplyChannel caller) {

    /** The contract's answer, whatever that takes: what fails within is its own words for that. */
    Reply reply(double drift) {
        return switch (fate) {
            case RATE_LIMITED -> contract.refuse(call, Why.RATE_LIMITED);
            case SERVER_ERROR -> contract.refuse(call, Why.INTERNAL).as(500);
            default -> answered(drift);
        };
    }

    private Reply answered(double drift) {
        try {
            return contract.answer(call, drift);
        } catch (Refused e) {
            return contract.refuse(call, e);
        } catch (Throwable e) {
            // Whatever a caller sent, the next one is answered: also where the stack or the memory ended.
            return contract.refuse(call, Why.INTERNAL);
        }
    }

    /** The row of the request log. */
    Object[] row(Reply reply, long millis) {
        return new Object[] {
            number,
            started,
            contract.name(),
            contract.action(call),
            fate.name().toLowerCase(Locale.ROOT),
            reply.code(),
            reply.status(),
            millis,
            asked()
        };
    }

    /** Stands for what was asked, whoever asked and when. */
    private String asked() {
        return Digest.builder("asked")
                .add("target", call.target())
                .add("amazon", call.header("x-amz-target").orElse(""))
                .add("tencent", call.header("x-tc-action").orElse(""))
                .add("body", call.body())
                .build()
                .brief();
    }
}
