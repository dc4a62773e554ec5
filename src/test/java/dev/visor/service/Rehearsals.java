package dev.visor.service;

import dev.visor.service.client.Clients;
import dev.visor.service.client.Keys;
import dev.visor.service.serve.FaultInjection;
import dev.visor.service.serve.RecognitionServer;
import dev.visor.service.serve.ServerSettings;
import dev.visor.service.serve.dialect.ScoreMapping;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Servers and clients that know each other. */
public final class Rehearsals {

    public static final String KEY = "AKIDrehearsalkey1234";
    public static final String SECRET = "s3cr3t-that-nobody-may-ever-write-down";
    public static final ScoreMapping LIKENESS = new ScoreMapping(new double[] {.3, .4, .5});

    /** This machine's. */
    public static final Clocks CLOCKS = new Clocks(Clock.systemUTC(), System::nanoTime);

    private Rehearsals() {}

    public static RecognitionServer serve(FaultInjection faults, double ceiling, Optional<Path> log) {
        return new RecognitionServer(
                new ServerSettings(0, KEY, SECRET, LIKENESS, faults, 5 << 20, ceiling, log), Blocks::sight, CLOCKS);
    }

    public static RecognitionServer serve() {
        return serve(FaultInjection.NONE, 0, Optional.empty());
    }

    /** One that looks at that clock. */
    public static RecognitionServer serve(Clock clock) {
        return serve(new Clocks(clock, System::nanoTime));
    }

    /** One that looks at those clocks. */
    public static RecognitionServer serve(Clocks clocks) {
        return new RecognitionServer(
                new ServerSettings(0, KEY, SECRET, LIKENESS, FaultInjection.NONE, 5 << 20, 0, Optional.empty()),
                Blocks::sight,
                clocks);
    }

    public static ServiceCard card(ServiceKind kind, RecognitionServer server) {
        // Long enough for any machine: what is late on purpose is given less.
        return card(kind, server.endpoint(), limits(30));
    }

    /** As many calls and dollars as one likes. */
    public static ServiceCard.Limits limits(double timeoutSeconds) {
        return new ServiceCard.Limits(1e6, 8, 0, 4096, 5 << 20, 5, timeoutSeconds, 5, 1_000_000, 1e6);
    }

    public static ServiceCard card(ServiceKind kind, String endpoint, ServiceCard.Limits limits) {
        Map<String, String> keys = new TreeMap<>();
        kind.keys().forEach(key -> keys.put(key, "VISOR_" + key.toUpperCase(Locale.ROOT)));
        return new ServiceCard(
                "rehearsal-" + kind.word(),
                kind,
                "for tests",
                endpoint,
                "us-east-1",
                kind == ServiceKind.TENCENT ? "3.0" : "unversioned",
                .001,
                limits,
                new TreeMap<>(keys),
                new TreeMap<>(Map.of("may_empty", "yes")),
                "none");
    }

    public static Keys keys(ServiceCard card) {
        return Keys.of(card, Map.of("VISOR_KEY", KEY, "VISOR_SECRET", SECRET));
    }

    public static RecognitionService client(ServiceCard card) {
        return Clients.open(card, keys(card));
    }
}
