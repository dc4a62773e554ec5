package dev.visor.cli;

import dev.visor.catalog.Overrides;
import dev.visor.cli.options.CompositionRoot;
import dev.visor.cli.options.MachineOptions;
import dev.visor.core.Cell;
import dev.visor.core.InputError;
import dev.visor.harness.plan.ResolvedSuite;
import dev.visor.harness.service.Rehearsal;
import dev.visor.service.KeyText;
import dev.visor.service.serve.FaultInjection;
import dev.visor.service.serve.ServerSettings;
import dev.visor.service.serve.dialect.ScoreMapping;
import dev.visor.service.serve.http.ServerLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a recognizer as a service would, for rehearsals. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Serves a recognizer on this machine in the contracts of Face++, Rekognition, CompreFace and Tencent,"
                        + " until it is interrupted. Its account is in VISOR_SERVE_KEY and VISOR_SERVE_SECRET.")
final class Serve implements Runnable {

    private static final int MEBIBYTE = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "8377",
            description = "on loopback; 0 for any (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--recognizer", paramLabel = "ID", required = true, description = "a card of suites/recognizers/")
    private String recognizer;

    @Option(
            names = "--detector",
            paramLabel = "WORD",
            description = "mtcnn or ultra-light (default: mtcnn with an assets folder, ultra-light without)")
    private String detector;

    @Option(
            names = "--cosines",
            split = ",",
            paramLabel = "C",
            defaultValue = "0.3,0.4,0.5",
            description = "the recognizer's cosines at FAR 1e-3, 1e-4 and 1e-5, from which thresholds are made"
                    + " (default: ${DEFAULT-VALUE}, placeholders)")
    private List<Double> cosines;

    @Option(
            names = "--region",
            split = ",",
            paramLabel = "R",
            defaultValue = "rehearsal,us-east-1,ap-guangzhou",
            description = "regions that signed calls may be meant for (default: ${DEFAULT-VALUE})")
    private List<String> regions;

    @Option(names = "--log", paramLabel = "FILE", description = "append a row for every call that comes in")
    private Path log;

    @Option(
            names = "--max-picture",
            paramLabel = "MIB",
            defaultValue = "5",
            description = "the largest picture that is taken (default: ${DEFAULT-VALUE})")
    private int maxPicture;

    @Option(
            names = "--ceiling",
            paramLabel = "QPS",
            defaultValue = "0",
            description = "calls a second, beyond which it says \"too many requests\" (default: none)")
    private double ceiling;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            defaultValue = "0",
            description = "wait before every answer (default: ${DEFAULT-VALUE})")
    private long latency;

    @Option(
            names = "--rate-limited",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "of calls answered with \"too many requests\", 0 to 1")
    private double rateLimited;

    @Option(
            names = "--server-errors",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "of calls answered with a 5xx")
    private double serverErrors;

    @Option(names = "--hung", paramLabel = "SHARE", defaultValue = "0", description = "of calls that get no answer")
    private double hung;

    @Option(
            names = "--hang",
            paramLabel = "MS",
            defaultValue = "60000",
            description = "how long those hang (default: ${DEFAULT-VALUE})")
    private long hang;

    @Option(
            names = "--malformed",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "of calls answered with half a body")
    private double malformed;

    @Option(
            names = "--drift",
            paramLabel = "COSINE",
            defaultValue = "0",
            description = "taken off every cosine, as if the model had been updated")
    private double drift;

    @Option(
            names = "--drift-after",
            paramLabel = "N",
            defaultValue = "0",
            description = "the number of calls after which it drifts")
    private long driftAfter;

    @Option(
            names = "--fault-seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "of the faults (default: ${DEFAULT-VALUE})")
    private long faultSeed;

    @Mixin
    private MachineOptions machine;

    @Override
    public void run() {
        String word = Optional.ofNullable(detector).orElse(machine.assets().isPresent() ? "mtcnn" : "ultra-light");
        ResolvedSuite suite = machine.catalog()
                .suite(
                        Quickstart.SUITE,
                        new Overrides(
                                List.of("detector=" + word, "surrogates=[]", "assets=folder"),
                                List.of(Cell.CONTROL),
                                List.of(),
                                List.of(recognizer)));
        Rehearsal rehearsal = Rehearsal.open(
                suite, CompositionRoot.testBed(machine.assets(suite)), machine.device(), settings(), Clock.systemUTC());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            rehearsal.close();
            stopped.countDown();
        }));
        spec.commandLine().getOut().println(rehearsal.endpoint());
        spec.commandLine().getOut().flush();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ServerSettings settings() {
        if (port < 0 || port > 65_535) {
            throw new InputError("--port must lie between 0 and 65535, got " + port);
        }
        if (maxPicture < 1 || maxPicture > ServerLimits.MAX_BODY / MEBIBYTE) {
            throw new InputError("--max-picture must lie between 1 and %d MiB, got %d"
                    .formatted(ServerLimits.MAX_BODY / MEBIBYTE, maxPicture));
        }
        String key = key("VISOR_SERVE_KEY", "rehearsal");
        String secret = key("VISOR_SERVE_SECRET", "rehearsal-secret");
        try {
            return new ServerSettings(
                    port,
                    key,
                    secret,
                    new ScoreMapping(
                            cosines.stream().mapToDouble(Double::doubleValue).toArray()),
                    new FaultInjection(
                            faultSeed, latency, rateLimited, serverErrors, hung, hang, malformed, drift, driftAfter),
                    maxPicture * MEBIBYTE,
                    ceiling,
                    Optional.ofNullable(log),
                    Set.copyOf(regions),
                    ServerLimits.of(Runtime.getRuntime().maxMemory()),
                    this::tell);
        } catch (IllegalArgumentException e) {
            throw new InputError("visor serve: " + e.getMessage(), e);
        }
    }

    /** One that is set must be one: a blank key would let everybody in. */
    private static String key(String variable, String otherwise) {
        String value = System.getenv().getOrDefault(variable, otherwise);
        KeyText.flaw(value).ifPresent(flaw -> {
            throw new InputError("%s %s; a key is printable ASCII without spaces or quotes, set it anew or unset it"
                    .formatted(variable, flaw));
        });
        return value;
    }

    private void tell(String sentence) {
        spec.commandLine().getErr().println(sentence);
        spec.commandLine().getErr().flush();
    }
}
