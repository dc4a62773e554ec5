package dev.visor.service.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.service.Blocks;
import dev.visor.service.HandClock;
import dev.visor.service.RecognitionService;
import dev.visor.service.Rehearsals;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedServiceTest {

    private static final ServiceRequest QUESTION = ServiceRequest.compare(Blocks.face(1), Blocks.face(2));
    private static final Instant NOW = Instant.EPOCH;

    @TempDir
    private Path folder;

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private ServiceCard.Limits limits = Rehearsals.limits(1);
    private final HandClock clock = new HandClock();
    private Runnable during = () -> {};
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void whatWasBusyIsTriedAgainLaterEachTimeAndNoMoreThanTheCardSays() {
        ManagedService service = service("a", 100, 100, Status.RATE_LIMITED);

        assertThat(service.ask(QUESTION).status()).isEqualTo(Status.RATE_LIMITED);

        assertThat(calls).hasValue(5);
        assertThat(pauses).hasSize(4);
        for (int i = 0; i < pauses.size(); i++) {
            assertThat(pauses.get(i).toMillis()).isBetween(125L << i, 250L << i);
        }
    }

    @Test
    void questionsThatFailedTogetherDoNotComeBackTogether() {
        ManagedService service = service("a", 1000, 100, Status.RATE_LIMITED);

        IntStream.range(0, 20).forEach(i -> service.ask(ServiceRequest.detect(Blocks.face(i))));

        // Four pauses a question; the first of each is drawn from the same stretch.
        List<Long> first = IntStream.range(0, 20)
                .mapToObj(i -> pauses.get(4 * i).toMillis())
                .toList();
        assertThat(first).allSatisfy(millis -> assertThat(millis).isBetween(125L, 250L));
        assertThat(Set.copyOf(first)).hasSizeGreaterThan(15);
    }

    @Test
    void noPauseIsLongerThanTwentySeconds() {
        limits = new ServiceCard.Limits(1e6, 8, 0, 4096, 5 << 20, 5, 1, 12, 1000, 100);

        service("a", 100, 100, Status.UNAVAILABLE).ask(QUESTION);

        assertThat(pauses).hasSize(11);
        assertThat(pauses.get(10).toMillis()).isBetween(10_000L, 20_000L);
    }

    @Test
    void theCardsRateIsKept() {
        limits = new ServiceCard.Limits(2, 3, 0, 4096, 5 << 20, 5, 1, 5, 1000, 100);
        ManagedService service = service("a", 100, 100, Status.OK);

        IntStream.range(0, 6).forEach(i -> service.ask(ServiceRequest.detect(Blocks.face(i))));

        // Three are there to begin with, then two a second.
        assertThat(pauses).hasSize(3).containsOnly(Duration.ofMillis(500));
    }

    @Test
    void noMoreCallsAreInFlightThanTheCardSays() {
        limits = new ServiceCard.Limits(1e6, 3, 0, 4096, 5 << 20, 5, 1, 5, 1000, 100);
        CountDownLatch three = new CountDownLatch(3);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        during = () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            // Nobody leaves before three are here; whoever else could come in, has.
            three.countDown();
            await(three);
            Thread.yield();
            now.decrementAndGet();
        };
        ManagedService service = service("a", 100, 100, Status.OK);

        atOnce(24, i -> service.ask(ServiceRequest.detect(Blocks.face(i))));

        assertThat(calls).hasValue(24);
        assertThat(most).hasValue(3);
    }

    @Test
    void whatWasRefusedIsNotTriedAgain() {
        assertThat(service("a", 100, 100, Status.REFUSED).ask(QUESTION).status())
                .isEqualTo(Status.REFUSED);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aCallThatSucceedsAfterTroubleIsTheAnswer() {
        ManagedService service = service("a", 100, 100, Status.UNAVAILABLE, Status.MALFORMED, Status.OK);

        assertThat(service.ask(QUESTION).status()).isEqualTo(Status.OK);
        assertThat(calls).hasValue(3);
    }

    @Test
    void aQuestionIsPaidForOnceHoweverManyAskItAtOnce() {
        List<Thread> askers = new CopyOnWriteArrayList<>();
        // The call lasts until all others wait for its answer, or one of them makes a call of its own.
        during = () -> {
            while (calls.get() == 1 && waiting(askers) < 7) {
                Thread.onSpinWait();
            }
        };
        ManagedService service = service("a", 100, 100, Status.OK);

        List<ServiceResponse> answers = atOnce(8, i -> {
            askers.add(Thread.currentThread());
            return service.ask(QUESTION);
        });

        assertThat(answers).containsOnly(service.ask(QUESTION));
        assertThat(calls).hasValue(1);
    }

    private static long waiting(List<Thread> threads) {
        return threads.stream()
                .filter(thread -> thread.getState() == Thread.State.WAITING)
                .count();
    }

    /** Each on a thread of its own. */
    private static <T> List<T> atOnce(int threads, IntFunction<T> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<CompletableFuture<T>> all = IntStream.range(0, threads)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> work.apply(i), pool))
                    .toList();
            return all.stream().map(CompletableFuture::join).toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noNumberOfWorkersPassesTheCap() {
        ManagedService service = service("a", 17, 100, Status.OK);

        List<Status> statuses = atOnce(
                100, i -> service.ask(ServiceRequest.detect(Blocks.face(i))).status());

        assertThat(statuses).filteredOn(status -> status == Status.OK).hasSize(17);
        assertThat(calls).hasValue(17);
        assertThat(service.capped()).isTrue();
    }

    @Test
    void triesCountAgainstTheCap() {
        ManagedService service = service("a", 3, 100, Status.UNAVAILABLE);

        assertThat(service.ask(QUESTION).status()).isEqualTo(Status.CAPPED);
        assertThat(calls).hasValue(3);
    }

    @Test
    void dollarsAreReservedBeforeTheCallAndComeBackWhereNothingIsCharged() {
        // A tenth of a cent each: three fit, and a busy service charges nothing.
        ManagedService busy = service("busy", 100, .003, Status.RATE_LIMITED, Status.RATE_LIMITED, Status.OK);
        assertThat(busy.ask(QUESTION).status()).isEqualTo(Status.OK);
        assertThat(busy.ask(ServiceRequest.detect(Blocks.face(1))).status()).isEqualTo(Status.OK);
        assertThat(busy.ask(ServiceRequest.detect(Blocks.face(2))).status()).isEqualTo(Status.OK);
        assertThat(busy.ask(ServiceRequest.detect(Blocks.face(3))).status()).isEqualTo(Status.CAPPED);
        assertThat(calls).hasValue(5);
    }

    @Test
    void aReservationThatNobodySettledIsSpent() throws IOException {
        Path file = folder.resolve("x.spending");
        Files.writeString(file, "reserved 1000\nreserved 1000\nreturned 1000\nreserved 10");
        try (CostCap spending = new CostCap(file, .001, 3, 1)) {
            // The last line was cut off before it was whole: no call followed it.
            assertThat(spending.calls()).isEqualTo(2);
            assertThat(spending.dollars()).isEqualTo(.001);
            assertThat(spending.reserve()).isTrue();
            assertThat(spending.reserve()).isFalse();
        }
    }

    @Test
    void twoRunsCannotSpendFromOneAccountAtOnce() {
        Path file = folder.resolve("x.spending");
        try (CostCap first = new CostCap(file, .001, 3, 1)) {
            assertThat(first.reserve()).isTrue();
            assertThatThrownBy(() -> new CostCap(file, .001, 3, 1))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("in use by another run");
        }
    }

    @Test
    void answersOutliveTheProcessAndItsLastWords() throws IOException {
        Path file = folder.resolve("answers.jsonl");
        ServiceCard card = card();
        ServiceResponse answer = new ServiceResponse(
                Status.OK,
                "d",
                List.of(new ServiceResponse.Match("a", 1.5), new ServiceResponse.Match("b", 1 / 3.)),
                new TreeMap<>(Map.of("1e-3", 62.327)),
                "v7",
                "h",
                List.of(.1, -.2));
        try (ResponseCache answers = new ResponseCache(file, card)) {
            answers.put(QUESTION, answer);
        }
        Files.writeString(file, "{\"question\":\"cut o", StandardOpenOption.APPEND);

        try (ResponseCache answers = new ResponseCache(file, card)) {
            assertThat(answers.find(QUESTION, NOW)).contains(answer);
        }
        assertThatThrownBy(() -> new ResponseCache(file, card.at("http://127.0.0.1:2")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("another service");
    }

    @Test
    void aCollectionThatWasClosedHasToBeFilledAgainButWhatWasFoundInItStands() {
        Path file = folder.resolve("answers.jsonl");
        ServiceRequest enrol = ServiceRequest.enrol("faces", "p1", Blocks.face(1));
        ServiceRequest search = ServiceRequest.search("faces", Blocks.face(2), 5);
        try (ResponseCache answers = new ResponseCache(file, card())) {
            answers.put(enrol, ServiceResponse.handle("p1", ""));
            answers.put(search, ServiceResponse.done());
            answers.closed("faces");
        }
        try (ResponseCache answers = new ResponseCache(file, card())) {
            assertThat(answers.find(enrol, NOW)).isEmpty();
            assertThat(answers.recall(enrol)).isPresent();
            assertThat(answers.find(search, NOW)).isPresent();
            answers.put(enrol, ServiceResponse.handle("p1", ""));
            assertThat(answers.find(enrol, NOW)).isPresent();
        }
        try (ResponseCache answers = new ResponseCache(file, card())) {
            assertThat(answers.find(enrol, NOW)).isPresent();
        }
    }

    private static ServiceCard card() {
        return Rehearsals.card(ServiceKind.FACEPP, "http://127.0.0.1:1", Rehearsals.limits(1));
    }

    /** Answers with these, one after the other, and then always with the last. */
    private ManagedService service(String name, long maxCalls, double maxDollars, Status... statuses) {
        ConcurrentLinkedQueue<Status> left = new ConcurrentLinkedQueue<>(List.of(statuses));
        RecognitionService plain = new RecognitionService() {
            @Override
            public ServiceCard card() {
                return ManagedServiceTest.card().within(limits);
            }

            @Override
            public ServiceResponse ask(ServiceRequest question) {
                calls.incrementAndGet();
                during.run();
                Status status = left.size() > 1 ? left.poll() : left.peek();
                return ServiceResponse.of(status, "");
            }

            @Override
            public void close() {}
        };
        CallLog log = new CallLog(folder.resolve(name + ".csv"));
        ManagedService service = new ManagedService(
                plain,
                new CostCap(folder.resolve(name + ".spending"), .001, maxCalls, maxDollars),
                log,
                new ResponseCache(folder.resolve(name + ".jsonl"), card()),
                Optional.empty(),
                clock.clocks(),
                pause -> {
                    pauses.add(pause);
                    clock.pass(pause);
                });
        open.add(service);
        open.add(log);
        return service;
    }
}
