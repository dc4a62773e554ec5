package dev.visor.service.policy;

import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.util.Optional;

/** A service that answers from a cassette alone: no network, no keys, no costs. */
public final class ReplayedService implements RecognitionService {

    private final ServiceCard card;
    private final ResponseCache cassette;

    public ReplayedService(ServiceCard card, ResponseCache cassette) {
        this.card = card;
        this.cassette = cassette;
    }

    @Override
    public ServiceCard card() {
        return card;
    }

    @Override
    public ServiceResponse ask(ServiceRequest question) {
        return cassette.recall(question).orElseGet(() -> ServiceResponse.of(Status.NOT_RECORDED, ""));
    }

    @Override
    public Optional<ServiceResponse> recall(ServiceRequest question) {
        return cassette.recall(question);
    }

    @Override
    public void close() {
        cassette.close();
    }
}
