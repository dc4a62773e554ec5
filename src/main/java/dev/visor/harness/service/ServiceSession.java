package dev.visor.harness.service;

import dev.visor.attack.api.EmbeddedFaces;
import dev.visor.core.Acquired;
import dev.visor.core.InputError;
import dev.visor.core.Outcome;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.ServiceOptions;
import dev.visor.service.Capability;
import dev.visor.service.Clocks;
import dev.visor.service.RecognitionService;
import dev.visor.service.Score;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import dev.visor.service.client.Clients;
import dev.visor.service.client.Keys;
import dev.visor.service.policy.CostCap;
import dev.visor.service.policy.ManagedService;
import dev.visor.service.policy.ReplayedService;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** One service as a run has it: live, with an account, or replayed from a cassette. */
final class ServiceSession implements AutoCloseable {

    private final RecognitionService service;
    private final Optional<ManagedService> live;
    private final Optional<CostCap> spending;
    private final List<Canary> canaries = new ArrayList<>();

    private ServiceSession(RecognitionService service, Optional<ManagedService> live, Optional<CostCap> spending) {
        this.service = service;
        this.live = live;
        this.spending = spending;
    }

    /** @throws InputError if nobody consented to send photos there, or its keys are missing */
    static ServiceSession open(
            ServiceCard card, ResolvedSuite suite, RunRequest request, ServiceFiles files, Clock clock) {
        ServiceOptions options = request.serviceOptions();
        if (options.replay().isPresent()) {
            return new ServiceSession(
                    new ReplayedService(card, files.replayed(card)), Optional.empty(), Optional.empty());
        }
        if (!card.local()
                && !options.consent().equals(Optional.of(suite.dataset().id()))) {
            throw new InputError(
                    "service %s is not on this machine: photos of %s would be sent to %s; if the people in them and the data set's licence allow that, say so with --consent %s"
                            .formatted(
                                    card.id(),
                                    suite.dataset().id(),
                                    card.endpoint(),
                                    suite.dataset().id()));
        }
        Keys keys = Keys.of(card, options.environment());
        CostCap spending = files.spending(card);
        ManagedService careful = new ManagedService(
                Clients.open(card, keys),
                spending,
                files.calls().orElseThrow(),
                files.cache(card),
                files.recording(card),
                new Clocks(clock, System::nanoTime),
                options.pause());
        return new ServiceSession(careful, Optional.of(careful), Optional.of(spending));
    }

    String id() {
        return service.card().id();
    }

    RecognitionService service() {
        return service;
    }

    int workers() {
        return service.card().limits().inFlight();
    }

    /** Whether it is asked for embeddings, and everything else is worked out here. */
    boolean embeds() {
        return service.capabilities().contains(Capability.EMBED);
    }

    /** Whether a cap kept a call from being made. */
    boolean capped() {
        return live.map(ManagedService::capped).orElse(false);
    }

    /**
     * Asks about pairs of photos that it may have been asked about before.
     *
     * @throws InputError if it refuses: then it will refuse everything, and every try might cost
     */
    void openCanaries(List<Canary.Pair> pairs) {
        if (live.isEmpty()) {
            return;
        }
        for (Canary.Pair pair : pairs) {
            OptionalDouble before = similarity(pair, asking(this::recalled));
            canaries.add(new Canary(pair, before, similarity(pair, afresh()), OptionalDouble.empty()));
        }
    }

    private ServiceResponse recalled(ServiceRequest question) {
        return service.recall(question).orElseGet(() -> ServiceResponse.of(Status.NOT_RECORDED, ""));
    }

    private RecognitionService afresh() {
        return asking(question -> {
            ServiceResponse answer = live.orElseThrow().askAfresh(question);
            if (answer.status() == Status.REFUSED) {
                throw new InputError(
                        "service %s refuses what it is asked (%s); check the keys in %s, its region and its model"
                                .formatted(
                                        id(),
                                        answer.detail(),
                                        String.join(", ", service.card().keys().values())));
            }
            return answer;
        });
    }

    private OptionalDouble similarity(Canary.Pair pair, RecognitionService asked) {
        if (!embeds()) {
            Score score = asked.compare(pair.one(), pair.other());
            return score.similarity();
        }
        Acquired one = EmbeddedFaces.of(pair.one(), asked);
        return Outcome.of(one, EmbeddedFaces.of(pair.other(), asked)) instanceof Outcome.Compared compared
                ? OptionalDouble.of(compared.similarity())
                : OptionalDouble.empty();
    }

    /** Returns the same service, asked in another way. */
    private RecognitionService asking(Function<ServiceRequest, ServiceResponse> way) {
        return new RecognitionService() {
            @Override
            public ServiceCard card() {
                return service.card();
            }

            @Override
            public ServiceResponse ask(ServiceRequest question) {
                return way.apply(question);
            }

            @Override
            public void close() {
                // The service itself is closed by whoever opened it.
            }
        };
    }

    /** Asks about the canaries again, and has the service forget the faces that it was given. */
    void finish() {
        live.ifPresent(careful -> {
            canaries.replaceAll(canary -> canary.closed(similarity(canary.pair(), afresh())));
            careful.collections().forEach(collection -> careful.ask(ServiceRequest.close(collection)));
        });
    }

    /** Tells how its answers have changed, a clause a canary. */
    List<String> moved() {
        return canaries.stream()
                .flatMap(canary -> canary.moved().stream())
                .map(how -> id() + " " + how)
                .toList();
    }

    /** Returns the cost, for the record and for people; empty where a cassette is replayed. */
    Optional<String> bill() {
        return live.map(careful -> String.format(
                Locale.ROOT,
                "%s: %d calls made, %d questions known already, %s dollars",
                id(),
                spending.orElseThrow().calls(),
                careful.known(),
                BigDecimal.valueOf(spending.orElseThrow().dollars())
                        .stripTrailingZeros()
                        .toPlainString()));
    }

    @Override
    public void close() {
        service.close();
    }
}
