package dev.visor.harness.service;

import dev.visor.core.InputError;
import dev.visor.harness.plan.RunRequest;
import dev.visor.harness.plan.ServiceOptions;
import dev.visor.service.ServiceCard;
import dev.visor.service.policy.CallLog;
import dev.visor.service.policy.CostCap;
import dev.visor.service.policy.ResponseCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The places where a run with services keeps what it must not forget: its account and its calls in the record, answers
 * in the cache.
 *
 * @param calls of all services; empty where a cassette is replayed, as no call is made
 */
record ServiceFiles(Path record, Path cache, ServiceOptions options, Optional<CallLog> calls) implements AutoCloseable {

    private static final String FOLDER = "services";

    static ServiceFiles open(RunRequest request, Path record) {
        if (request.fresh()) {
            discard(record);
        }
        boolean live = request.serviceOptions().replay().isEmpty();
        return new ServiceFiles(
                record,
                request.cache().resolve(FOLDER),
                request.serviceOptions(),
                live ? Optional.of(new CallLog(record.resolve(CallLog.FILE))) : Optional.empty());
    }

    /** Discards what an earlier run in the same folder spent, which is not this one's. */
    private static void discard(Path record) {
        try {
            Files.deleteIfExists(record.resolve(CallLog.FILE));
            if (Files.isDirectory(record.resolve(FOLDER), LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> files = Files.list(record.resolve(FOLDER))) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CostCap spending(ServiceCard card) {
        return new CostCap(
                record.resolve(FOLDER).resolve(card.id() + ".spending"),
                card.price(),
                options.maxCalls().orElse(card.limits().maxCalls()),
                options.maxDollars().orElse(card.limits().maxDollars()));
    }

    ResponseCache cache(ServiceCard card) {
        String name = String.format(
                Locale.ROOT, "%s-%s-%d.jsonl", card.id(), card.digest().brief(), ResponseCache.FORM);
        return new ResponseCache(cache.resolve(name), card);
    }

    Optional<ResponseCache> recording(ServiceCard card) {
        return options.record().map(folder -> new ResponseCache(cassette(folder, card), card));
    }

    /** @throws InputError if there is no such cassette */
    ResponseCache replayed(ServiceCard card) {
        Path file = cassette(options.replay().orElseThrow(), card);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputError("--replay %s holds no answers of service %s; record them with --record first"
                    .formatted(options.replay().orElseThrow(), card.id()));
        }
        return ResponseCache.replayed(file, card);
    }

    private static Path cassette(Path folder, ServiceCard card) {
        return folder.resolve(card.id() + ".jsonl");
    }

    @Override
    public void close() {
        calls.ifPresent(CallLog::close);
    }
}
