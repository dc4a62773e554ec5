package dev.visor.service.manners;

import dev.visor.service.Answer;
import dev.visor.service.Question;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.Status;
import java.util.Optional;

/** A service that answers from a cassette alone: no network, no keys, no costs. */
public final class ReplayedService implements RecognitionService {

    private final ServiceCard card;
    private final Answers cassette;

    public ReplayedService(ServiceCard card, Answers cassette) {
        this.card = card;
        this.cassette = cassette;
    }

    @Override
    public ServiceCard card() {
        return card;
    }

    @Override
    public Answer ask(Question question) {
        return cassette.recall(question).orElseGet(() -> Answer.of(Status.NOT_RECORDED, ""));
    }

    @Override
    public Optional<Answer> recall(Question question) {
        return cassette.recall(question);
    }

    @Override
    public void close() {
        cassette.close();
    }
}
