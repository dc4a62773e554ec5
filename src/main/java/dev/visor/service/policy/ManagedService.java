package dev.visor.service.policy;

import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.service.Clocks;
import dev.visor.service.Operation;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import dev.visor.service.TokenBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service that is asked decently.
 *
 * <p>An answer that is known is not asked for again. What is asked is reserved against the caps first, waits for its turn, and is
 * tried again, a bounded number of times and each time later, where the service was busy or failed; never where it said no.
 * Whatever came of a question in the end is its answer for the rest of the run, but for the handle of a face, which ages.
 */
public final class ManagedService implements RecognitionService {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final RecognitionService service;
    private final CostCap spending;
    private final CallLog calls;
    private final ResponseCache cache;
    private final FaceTokens handles;
    private final Optional<ResponseCache> cassette;
    private final TokenBucket rate;
    private final Semaphore inFlight;
    private final Clocks clocks;
    private final Pause pause;
    private final Map<Digest, CompletableFuture<ServiceResponse>> asked = new ConcurrentHashMap<>();
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong known = new AtomicLong();
    private final Set<String> collections = ConcurrentHashMap.newKeySet();
    private volatile boolean capped;

    /**
     * Wraps a plain client.
     *
     * @param cache of settled answers, which outlives the run
     * @param cassette what this run was answered is recorded on it, if there is one
     */
    public ManagedService(
            RecognitionService service,
            CostCap spending,
            CallLog calls,
            ResponseCache cache,
            Optional<ResponseCache> cassette,
            Clocks clocks,
            Pause pause) {
        this.service = service;
        this.spending = spending;
        this.calls = calls;
        this.cache = cache;
        this.handles = new FaceTokens(service.card().kind(), cache);
        this.cassette = cassette;
        this.clocks = clocks;
        this.pause = pause;
        ServiceCard.Limits limits = service.card().limits();
        this.rate = new TokenBucket(limits.rate(), limits.inFlight(), clocks.nanos());
        this.inFlight = new Semaphore(limits.inFlight());
    }

    @Override
    public ServiceCard card() {
        return service.card();
    }

    @Override
    public ServiceResponse ask(ServiceRequest question) {
        if (question.operation() == Operation.CLOSE) {
            return close(question);
        }
        CompletableFuture<ServiceResponse> mine = new CompletableFuture<>();
        CompletableFuture<ServiceResponse> first = asked.compute(
                question.digest(), (digest, before) -> before == null || outlived(question, before) ? mine : before);
        if (first != mine) {
            return first.join();
        }
        try {
            ServiceResponse answer = answer(question);
            mine.complete(answer);
            return answer;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private ServiceResponse answer(ServiceRequest question) {
        Optional<ServiceResponse> settled = cache.find(question, clocks.wall().instant())
                .filter(a -> a.status().settled());
        settled.ifPresent(answer -> known.incrementAndGet());
        ServiceResponse answer = settled.orElseGet(() -> asked(question));
        handles.learn(question, answer);
        if (question.operation() == Operation.OPEN && answer.status() == Status.OK) {
            collections.add(question.collection());
        }
        cassette.ifPresent(tape -> tape.put(question, answer));
        return answer;
    }

    /** Whether what was answered in this run is a handle that may be dead by now. */
    private boolean outlived(ServiceRequest question, CompletableFuture<ServiceResponse> before) {
        return question.operation() == Operation.DETECT
                && before.isDone()
                && !before.isCompletedExceptionally()
                && before.join().status() == Status.OK
                && cache.find(question, clocks.wall().instant()).isEmpty();
    }

    /** Asks, and keeps what is settled. */
    private ServiceResponse asked(ServiceRequest question) {
        Instant start = clocks.wall().instant();
        ServiceResponse answer = handles.named(question, handles.ask(question, this::ask, this::tried));
        if (answer.status().settled()) {
            cache.put(question, answer, Optional.of(start));
        }
        return answer;
    }

    private ServiceResponse close(ServiceRequest question) {
        ServiceResponse answer = tried(question);
        if (answer.status() == Status.OK) {
            cache.closed(question.collection());
        }
        return answer;
    }

    @Override
    public Optional<ServiceResponse> recall(ServiceRequest question) {
        return cache.recall(question).filter(answer -> answer.status().settled());
    }

    /** Asks although the answer may be known: whether a service still answers as it did is worth a call. */
    public ServiceResponse askAfresh(ServiceRequest question) {
        ServiceResponse answer = handles.ask(question, this::ask, this::tried);
        if (answer.status().settled() && cache.recall(question).isEmpty()) {
            cache.put(question, answer);
        }
        return answer;
    }

    private ServiceResponse tried(ServiceRequest question) {
        ServiceResponse answer = ServiceResponse.of(Status.CAPPED, "");
        for (int attempt = 1; attempt <= card().limits().tries(); attempt++) {
            Optional<ServiceResponse> once = once(question, attempt);
            if (once.isEmpty()) {
                // What the tries before the cap came to is the answer, if there were any.
                return attempt == 1 ? answer : ServiceResponse.of(Status.CAPPED, answer.detail());
            }
            answer = once.get();
            if (!answer.status().passing()) {
                return answer;
            }
            if (attempt < card().limits().tries()) {
                pause.of(wait(question, attempt));
            }
        }
        return answer;
    }

    /** One call; empty if the cap does not allow it. */
    private Optional<ServiceResponse> once(ServiceRequest question, int attempt) {
        inFlight.acquireUninterruptibly();
        try {
            Duration turn = rate.take();
            if (!turn.isZero()) {
                pause.of(turn);
            }
            if (!spending.reserve()) {
                capped = true;
                return Optional.empty();
            }
            made.incrementAndGet();
            Instant start = clocks.wall().instant();
            long begun = clocks.nanos().getAsLong();
            ServiceResponse answer = service.ask(question);
            boolean charged = charged(answer.status());
            if (!charged) {
                spending.giveBack();
            }
            calls.row(start, card().id(), question, attempt, answer, clocks.since(begun), charged ? card().price() : 0);
            return Optional.of(answer);
        } finally {
            inFlight.release();
        }
    }

    /** Whatever may have been carried out may have been charged for. */
    private static boolean charged(Status status) {
        return switch (status) {
            case RATE_LIMITED, UNAVAILABLE, REFUSED, FORGOTTEN -> false;
            default -> true;
        };
    }

    /** Twice as long each time, and somewhere between half and all of it, so that workers do not come back together. */
    private static Duration wait(ServiceRequest question, int attempt) {
        long millis =
                Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, Integer.SIZE / 2));
        double share =
                new Seed(attempt).derive(question.digest().hex()).generator().nextDouble(.5, 1);
        return Duration.ofMillis(Math.round(millis * share));
    }

    /** Returns the collections that were opened, and are to be closed when nobody searches them any longer. */
    public Set<String> collections() {
        return Set.copyOf(collections);
    }

    /** Whether a cap kept a call from being made. */
    public boolean capped() {
        return capped;
    }

    /** Calls made by this process. */
    public long made() {
        return made.get();
    }

    /** Questions that needed no call, because their answer was known. */
    public long known() {
        return known.get();
    }

    /** Leaves the log of calls open, which services share. */
    @Override
    public void close() {
        service.close();
        spending.close();
        cache.close();
        cassette.ifPresent(ResponseCache::close);
    }
}
