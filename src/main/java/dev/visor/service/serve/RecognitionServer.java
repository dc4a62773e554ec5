package dev.visor.service.serve;

import dev.visor.core.InputError;
import dev.visor.service.Clocks;
import dev.visor.service.TokenBucket;
import dev.visor.service.serve.FaultInjection.Fate;
import dev.visor.service.serve.dialect.ApiDialect;
import dev.visor.service.serve.dialect.CollectionStore;
import dev.visor.service.serve.dialect.CompreFaceDialect;
import dev.visor.service.serve.dialect.EmbeddingCache;
import dev.visor.service.serve.dialect.FacePlusPlusDialect;
import dev.visor.service.serve.dialect.FaceReader;
import dev.visor.service.serve.dialect.Ids;
import dev.visor.service.serve.dialect.InsightFaceDialect;
import dev.visor.service.serve.dialect.RekognitionDialect;
import dev.visor.service.serve.dialect.ServerContext;
import dev.visor.service.serve.dialect.TencentDialect;
import dev.visor.service.serve.http.ByteBudget;
import dev.visor.service.serve.http.Call;
import dev.visor.service.serve.http.HttpFrontend;
import dev.visor.service.serve.http.Refused.Why;
import dev.visor.service.serve.http.Reply;
import dev.visor.service.serve.http.ReplyChannel;
import dev.visor.service.serve.http.RequestFilter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A recognition service on loopback that speaks five contracts at one port, told apart by path and headers.
 *
 * <p>It believes no caller: requests are read without a thread for each, in bounded time and room; bodies and pictures are bounded before
 * they are looked at; a foreign host or origin is turned away; calls without a key have a thread of their own, and hold up nobody who has
 * one; and what fails within is an error in the contract's words.
 */
public final class RecognitionServer implements AutoCloseable, HttpFrontend.Handler {

    private static final int WORKERS = 4;

    /** Time that a stop waits for the calls in flight. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final ThreadFactory THREADS = task -> {
        Thread thread = new Thread(task, "recognition-server");
        thread.setDaemon(true);
        return thread;
    };

    private final ServerSettings settings;
    private final Clocks clocks;
    private final List<ApiDialect> contracts;
    private final Optional<TokenBucket> ceiling;
    private final RequestLog log;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor open;
    private final DelayedCalls delayed = new DelayedCalls(THREADS, this::drop);
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean closing;
    private final HttpFrontend front;

    /** One party for the server itself, one for each call in flight. */
    private final Phaser inFlight = new Phaser(1);

    /**
     * Starts to serve.
     *
     * @throws InputError if the port is taken
     */
    public RecognitionServer(ServerSettings settings, FaceReader reader, Clocks clocks) {
        this.settings = settings;
        this.clocks = clocks;
        EmbeddingCache eyes = new EmbeddingCache(reader, settings.maxPicture());
        ByteBudget room = new ByteBudget(settings.bounds().kept());
        Ids ids = new Ids(clocks.wall().instant());
        this.contracts = List.of(
                new RekognitionDialect(desk(eyes, room, ids)),
                new TencentDialect(desk(eyes, room, ids)),
                new FacePlusPlusDialect(desk(eyes, room, ids)),
                new CompreFaceDialect(desk(eyes, room, ids)),
                new InsightFaceDialect(desk(eyes, room, ids)));
        this.ceiling = settings.ceiling() > 0
                ? Optional.of(new TokenBucket(settings.ceiling(), settings.ceiling() / 4, clocks.nanos()))
                : Optional.empty();
        this.workers = threads(WORKERS);
        this.open = threads(1);
        this.log = new RequestLog(settings.log(), settings.told());
        try {
            this.front = new HttpFrontend(settings.port(), settings.bounds(), this);
        } catch (InputError e) {
            log.close();
            throw e;
        }
    }

    private ThreadPoolExecutor threads(int number) {
        return new ThreadPoolExecutor(
                number,
                number,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.bounds().waiting()),
                THREADS);
    }

    /** Every contract has collections of its own, as if it were another vendor's. */
    private ServerContext desk(EmbeddingCache eyes, ByteBudget room, Ids ids) {
        return new ServerContext(
                eyes,
                new CollectionStore(room),
                ids,
                settings.likeness(),
                settings.key(),
                settings.secret(),
                settings.regions(),
                clocks.wall());
    }

    /** The port that it serves at. */
    public int port() {
        return front.port();
    }

    /** Returns the address, without a path. */
    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    /** Counts the calls that came in so far. */
    public long calls() {
        return calls.get();
    }

    @Override
    public Optional<Reply> refuse(Call head) {
        if (closing) {
            return Optional.of(RequestFilter.plain(503, "stopping"));
        }
        Optional<Reply> refusal = RequestFilter.refuse(head);
        refusal.ifPresent(reply -> turnedAway(head, reply));
        return refusal;
    }

    @Override
    public Reply tooLarge(Call head) {
        Reply reply = RequestFilter.tooLarge();
        turnedAway(head, reply);
        return reply;
    }

    @Override
    public Reply busy(Call head) {
        Reply reply = contract(head)
                .map(contract -> contract.refuse(head, Why.RATE_LIMITED))
                .orElse(RequestFilter.plain(503, "too many requests"));
        turnedAway(head, reply);
        return reply;
    }

    private void turnedAway(Call head, Reply reply) {
        log.row(
                calls.incrementAndGet(),
                clocks.wall().instant(),
                contract(head).map(ApiDialect::name).orElse("-"),
                head.path(),
                "none",
                reply.code(),
                reply.status(),
                0,
                "-");
    }

    private Optional<ApiDialect> contract(Call call) {
        return contracts.stream().filter(contract -> contract.speaks(call)).findFirst();
    }

    @Override
    public void handle(Call call, ReplyChannel caller) {
        Optional<ApiDialect> contract = contract(call);
        if (contract.isEmpty()) {
            Reply reply = RequestFilter.plain(404, "no contract has this path");
            turnedAway(call, reply);
            caller.send(reply, () -> {});
            return;
        }
        if (inFlight.register() < 0) {
            caller.drop();
            return;
        }
        long number = calls.incrementAndGet();
        boolean above = ceiling.isPresent() && !ceiling.get().tryTake();
        Fate fate = above ? Fate.RATE_LIMITED : settings.faults().of(number);
        CallInFlight flight = new CallInFlight(
                call,
                contract.get(),
                fate,
                number,
                clocks.wall().instant(),
                clocks.nanos().getAsLong(),
                caller);
        delayed.after(flight, settings.faults().latencyMillis(), () -> queue(flight));
    }

    private void queue(CallInFlight flight) {
        try {
            (flight.contract().open() ? open : workers).execute(() -> answer(flight));
        } catch (RejectedExecutionException e) {
            send(flight, flight.contract().refuse(flight.call(), Why.RATE_LIMITED));
        }
    }

    private void answer(CallInFlight flight) {
        Reply reply = flight.reply(settings.faults().driftAt(flight.number()));
        if (flight.fate() == Fate.HUNG) {
            log(flight, reply);
            delayed.after(flight, settings.faults().hangMillis(), () -> drop(flight));
        } else {
            send(flight, reply);
        }
    }

    private void log(CallInFlight flight, Reply reply) {
        if (log.isKept()) {
            log.row(flight.row(reply, clocks.since(flight.begun()).toMillis()));
        }
    }

    private void send(CallInFlight flight, Reply reply) {
        log(flight, reply);
        Reply sent = flight.fate() == Fate.MALFORMED ? reply.broken() : reply;
        try {
            flight.caller().send(sent, inFlight::arriveAndDeregister);
        } catch (RejectedExecutionException e) {
            // The server has stopped meanwhile.
            inFlight.arriveAndDeregister();
        }
    }

    private void drop(CallInFlight flight) {
        flight.caller().drop();
        inFlight.arriveAndDeregister();
    }

    /** Answers the calls in flight, refuses new ones, and stops; calls that hang on purpose are dropped. */
    @Override
    public void close() {
        closing = true;
        front.stopListening();
        delayed.stop();
        int phase = inFlight.arriveAndDeregister();
        try {
            if (phase >= 0) {
                inFlight.awaitAdvanceInterruptibly(phase, GRACE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            // Whoever is not done by now loses the answer.
        }
        front.close();
        workers.shutdownNow();
        open.shutdownNow();
        delayed.close();
        log.close();
    }
}
