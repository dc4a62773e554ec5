package dev.visor.service.client;

import dev.visor.service.RecognitionService;
import dev.visor.service.Secrets;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import java.util.TreeMap;

/**
 * The only way out for what a client says: no key passes, whether a library throws it or a service repeats it.
 *
 * <p>Keys are known in this package alone, and every client is handed out in this wrapping. So whoever writes a record, a cassette, a
 * log or a line on the terminal has nothing to remember.
 */
final class RedactingClient implements RecognitionService {

    /** Most characters of a service's word for what it did; it may say anything. */
    private static final int LONGEST_DETAIL = 200;

    private final RecognitionService client;
    private final Secrets secrets;

    RedactingClient(RecognitionService client, Secrets secrets) {
        this.client = client;
        this.secrets = secrets;
    }

    @Override
    public ServiceCard card() {
        return client.card();
    }

    @Override
    public ServiceResponse ask(ServiceRequest question) {
        try {
            return hidden(client.ask(question));
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw secrets.hide(e);
        }
    }

    private ServiceResponse hidden(ServiceResponse answer) {
        TreeMap<String, Double> thresholds = new TreeMap<>();
        answer.thresholds().forEach((far, raw) -> thresholds.put(secrets.hide(far), raw));
        String detail = secrets.hide(answer.detail()).replaceAll("\\p{Cntrl}+", " ");
        return new ServiceResponse(
                        answer.status(),
                        detail.substring(0, Math.min(LONGEST_DETAIL, detail.length())),
                        answer.matches(),
                        thresholds,
                        secrets.hide(answer.model()),
                        secrets.hide(answer.handle()),
                        answer.embedding())
                .naming(secrets::hide);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (RuntimeException e) {
            throw secrets.hide(e);
        }
    }
}
