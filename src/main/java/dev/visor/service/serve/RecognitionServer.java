package dev.visor.service.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.service.TokenBucket;
import dev.visor.service.serve.Faults.Fate;
import dev.visor.service.serve.Refused.Why;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A recognition service on loopback that speaks five contracts at one port, told apart by path and headers.
 *
 * <p>It believes no caller: bodies and pictures are bounded before they are read, compressed bodies are refused, a client that is
 * slow to send loses its connection, and what fails within is a 500 in the contract's words.
 */
public final class RecognitionServer implements AutoCloseable {

    /** Two pictures of 5 MiB in base64, and a little. */
    public static final int MAX_BODY = 16 << 20;

    private static final int WORKERS = 64;

    /** Bytes of all bodies in memory at once. */
    private static final long MAX_BODIES = 256L << 20;

    /** How long a stop waits for the calls in flight. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final String SLOW = "sun.net.httpserver.maxReqTime";
    private static final String DEAF = "sun.net.httpserver.maxRspTime";

    static {
        // Read by the JDK's server once, when its first instance is made; seconds.
        System.setProperty(SLOW, System.getProperty(SLOW, "30"));
        System.setProperty(DEAF, System.getProperty(DEAF, "120"));
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Settings settings;
    private final Clock clock;
    private final List<Contract> contracts;
    private final Optional<TokenBucket> ceiling;
    private final RequestLog log;
    private final HttpServer http;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, task -> {
        Thread thread = new Thread(task, "recognition-server");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong bodies = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** One party for the server itself, one for each call in flight. */
    private final Phaser inFlight = new Phaser(1);

    /**
     * How to serve.
     *
     * @param port on loopback; 0 for any
     * @param key of the only account
     * @param secret of the only account
     * @param maxPicture bytes of the largest picture
     * @param ceiling calls a second, beyond which they are answered with "too many requests"; 0 for none
     * @param log where calls are written down; nowhere if empty
     */
    public record Settings(
            int port,
            String key,
            String secret,
            Likeness likeness,
            Faults faults,
            int maxPicture,
            double ceiling,
            Optional<Path> log) {}

    /**
     * Starts to serve.
     *
     * @throws InputError if the port is taken
     */
    public RecognitionServer(Settings settings, FaceReader reader, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        Eyes eyes = new Eyes(reader, settings.maxPicture());
        this.contracts = List.of(
                new RekognitionContract(desk(eyes)),
                new TencentContract(desk(eyes)),
                new FacePlusPlusContract(desk(eyes)),
                new CompreFaceContract(desk(eyes)),
                new InsightFaceContract(desk(eyes)));
        this.ceiling = settings.ceiling() > 0
                ? Optional.of(new TokenBucket(settings.ceiling(), settings.ceiling() / 4, clock))
                : Optional.empty();
        this.log = new RequestLog(settings.log());
        try {
            this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
        } catch (IOException e) {
            throw new InputError(
                    "port %d cannot be served (%s); name another --port".formatted(settings.port(), e.getMessage()), e);
        }
        http.createContext("/", this::handle);
        http.setExecutor(workers);
        http.start();
    }

    /** Every contract has collections of its own, as if it were another vendor's. */
    private Desk desk(Eyes eyes) {
        return new Desk(eyes, new Memory(), settings.likeness(), settings.key(), settings.secret(), clock);
    }

    /** The port that it serves at. */
    public int port() {
        return http.getAddress().getPort();
    }

    /** Without a path. */
    public String endpoint() {
        return "http://127.0.0.1:" + port();
    }

    /** How many calls came in so far. */
    public long calls() {
        return calls.get();
    }

    private void handle(HttpExchange exchange) {
        if (inFlight.register() < 0) {
            exchange.close();
            return;
        }
        try (exchange) {
            answer(exchange);
        } catch (IOException | UncheckedTimeout e) {
            // The client is gone, or was too slow: nobody is left to be told.
        } finally {
            inFlight.arriveAndDeregister();
        }
    }

    /** A wait that the stop of the server ended. */
    private static final class UncheckedTimeout extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Instant started = clock.instant();
        long number = calls.incrementAndGet();
        if (closing.getCount() == 0) {
            send(exchange, plain(503, "stopping"));
            return;
        }
        Optional<byte[]> body = Optional.empty();
        long reserved = 0;
        try {
            reserved = reserve(exchange);
            body = read(exchange);
            if (body.isEmpty()) {
                Reply tooLarge = plain(413, "body too large, or compressed");
                log.row(number, started, "-", "-", "none", "too_large", 413, millis(started), "-");
                send(exchange, tooLarge);
                return;
            }
            Call call = call(exchange, body.get());
            Optional<Contract> contract =
                    contracts.stream().filter(c -> c.speaks(call)).findFirst();
            if (contract.isEmpty()) {
                log.row(number, started, "-", call.path(), "none", "no_contract", 404, millis(started), "-");
                send(exchange, plain(404, "no contract has this path"));
                return;
            }
            answer(exchange, call, contract.get(), number, started);
        } finally {
            bodies.addAndGet(-reserved);
        }
    }

    private void answer(HttpExchange exchange, Call call, Contract contract, long number, Instant started)
            throws IOException {
        boolean above = ceiling.isPresent() && !ceiling.get().tryTake();
        Fate fate = above ? Fate.RATE_LIMITED : settings.faults().of(number);
        linger(settings.faults().latencyMillis());
        Reply reply =
                switch (fate) {
                    case RATE_LIMITED -> contract.refuse(call, Why.RATE_LIMITED);
                    case SERVER_ERROR -> contract.refuse(call, Why.INTERNAL);
                    default -> reply(call, contract, number);
                };
        // A 5xx is one on every contract, also on those that tell their own errors with a 200.
        int status = fate == Fate.SERVER_ERROR ? 500 : reply.status();
        log.row(
                number,
                started,
                contract.name(),
                contract.action(call),
                fate.name().toLowerCase(Locale.ROOT),
                reply.code(),
                status,
                millis(started),
                asked(call));
        if (fate == Fate.HUNG) {
            linger(settings.faults().hangMillis());
            return;
        }
        Reply sent = fate == Fate.MALFORMED ? reply.broken() : reply;
        send(exchange, new Reply(status, sent.type(), sent.body(), sent.headers(), sent.code()));
    }

    private Reply reply(Call call, Contract contract, long number) {
        try {
            return contract.answer(call, settings.faults().driftAt(number));
        } catch (Refused e) {
            return contract.refuse(call, e);
        } catch (RuntimeException e) {
            // Whatever a caller sent, the next one is answered.
            return contract.refuse(call, Why.INTERNAL);
        }
    }

    /** Stands for what was asked, whoever asked and when. */
    private static String asked(Call call) {
        return Digest.builder("asked")
                .add("target", call.target())
                .add("amazon", call.header("x-amz-target").orElse(""))
                .add("tencent", call.header("x-tc-action").orElse(""))
                .add("body", call.body())
                .build()
                .brief();
    }

    private long millis(Instant since) {
        return Duration.between(since, clock.instant()).toMillis();
    }

    private long reserve(HttpExchange exchange) {
        long wanted = Math.min(MAX_BODY, Math.max(0, length(exchange)));
        bodies.addAndGet(wanted);
        return wanted;
    }

    /** As the client says; a body without a length may be as long as any. */
    private static long length(HttpExchange exchange) {
        String told = exchange.getRequestHeaders().getFirst("Content-Length");
        if (told == null) {
            return exchange.getRequestHeaders().containsKey("Transfer-Encoding") ? MAX_BODY : 0;
        }
        return told.matches("\\d{1,18}") ? Long.parseLong(told) : Long.MAX_VALUE;
    }

    /** Empty if it is too large, or compressed: what a few bytes unpack to is nobody's to say. */
    private Optional<byte[]> read(HttpExchange exchange) throws IOException {
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        boolean plain = encoding == null || encoding.equalsIgnoreCase("identity");
        if (!plain || length(exchange) > MAX_BODY || bodies.get() > MAX_BODIES) {
            return Optional.empty();
        }
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readNBytes(MAX_BODY + 1);
            return body.length > MAX_BODY ? Optional.empty() : Optional.of(body);
        }
    }

    private static Call call(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(unescaped(pair.substring(0, equals)), unescaped(pair.substring(equals + 1)));
            }
        }
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestURI().toString(),
                query,
                headers,
                body);
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Reply plain(int status, String text) {
        return new Reply(status, "text/plain", text.getBytes(StandardCharsets.UTF_8), Map.of(), text);
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
    }

    /** Until the time is over, or the server stops. */
    private void linger(long millis) {
        try {
            if (millis > 0 && closing.await(millis, TimeUnit.MILLISECONDS)) {
                throw new UncheckedTimeout();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedTimeout();
        }
    }

    /** Answers the calls in flight, refuses new ones, and stops; calls that hang on purpose are dropped. */
    @Override
    public void close() {
        closing.countDown();
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
        http.stop(0);
        workers.shutdownNow();
        log.close();
    }
}
