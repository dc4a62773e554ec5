package dev.visor.service.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.service.Blocks;
import dev.visor.service.HandClock;
import dev.visor.service.Operation;
import dev.visor.service.Picture;
import dev.visor.service.RecognitionService;
import dev.visor.service.Rehearsals;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.ServiceResponse.Match;
import dev.visor.service.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services that call faces by handles which die: every call of a plain client is counted, and time passes by hand. */
class FaceTokensTest {

    private static final Picture A = Blocks.face(1);
    private static final Picture B = Blocks.face(2);
    private static final Picture C = Blocks.face(3);
    private static final Picture D = Blocks.face(4);

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();
    private final List<Operation> calls = new ArrayList<>();
    private Vendor vendor;
    private CostCap spending;

    @BeforeEach
    void open() {
        vendor = new Vendor();
    }

    @Test
    void aComparisonIsPaidForOnceHoweverOldItsHandlesAre() {
        process(ServiceKind.AZURE, service -> {
            assertThat(service.compare(A, B).raw()).hasValue(.5);
            assertCalls(Operation.DETECT, Operation.DETECT, Operation.COMPARE);
        });
        clock.pass(Duration.ofDays(30));
        process(ServiceKind.AZURE, service -> {
            assertThat(service.compare(A, B).raw()).hasValue(.5);
            assertCalls();
            assertThat(service.compare(A, C).status()).isEqualTo(Status.OK);
            assertCalls(Operation.DETECT, Operation.DETECT, Operation.COMPARE);
        });
    }

    @Test
    void aHandleIsUsedWhileItIsYoungAndAskedForAgainBeforeItDies() {
        process(ServiceKind.AZURE, service -> {
            service.compare(A, B);
            calls.clear();
            clock.pass(Duration.ofHours(17));
            service.compare(A, C);
            assertCalls(Operation.DETECT, Operation.COMPARE);
            clock.pass(Duration.ofHours(2));
            // A day has 24 hours, and a question may take some.
            service.compare(A, C);
            assertCalls();
            service.compare(A, D);
            assertCalls(Operation.DETECT, Operation.DETECT, Operation.COMPARE);
        });
        process(ServiceKind.AZURE, service -> {
            // A was found again two hours after C.
            clock.pass(Duration.ofHours(16));
            service.compare(A, B);
            assertCalls();
            service.compare(D, A);
            assertCalls(Operation.COMPARE);
            service.compare(C, A);
            assertCalls(Operation.DETECT, Operation.COMPARE);
        });
    }

    @Test
    void aHandleFromTheFutureIsOfNoKnownAge() {
        process(ServiceKind.AZURE, service -> service.compare(A, B));
        calls.clear();
        clock.pass(Duration.ofDays(-365));
        process(ServiceKind.AZURE, service -> service.compare(A, C));
        assertCalls(Operation.DETECT, Operation.DETECT, Operation.COMPARE);
    }

    @Test
    void aFaceThatIsForgottenBeforeItsTimeIsFoundAgainAndTheQuestionAskedOnceMore() {
        process(ServiceKind.AZURE, service -> {
            service.compare(A, B);
            vendor.handles.clear();
            calls.clear();

            assertThat(service.compare(B, A).status()).isEqualTo(Status.OK);

            assertCalls(Operation.COMPARE, Operation.DETECT, Operation.DETECT, Operation.COMPARE);
            // Seven calls, one of them in vain: what a service says no to, it does not charge for.
            assertThat(spending.calls()).isEqualTo(7);
            assertThat(spending.dollars()).isEqualTo(.006);
            assertThat(service.compare(A, C).status()).isEqualTo(Status.OK);
            assertCalls(Operation.DETECT, Operation.COMPARE);
        });
    }

    @Test
    void whatAVendorForgotIsNotBelievedByTheNextProcess() {
        process(ServiceKind.AZURE, service -> service.compare(A, B));
        vendor.handles.clear();
        calls.clear();
        // The money is gone before the face can be found again: three were spent, and the fourth is in vain.
        process(
                ServiceKind.AZURE,
                4,
                service -> assertThat(service.compare(B, A).status()).isEqualTo(Status.CAPPED));
        assertCalls(Operation.COMPARE);
        process(
                ServiceKind.AZURE,
                service -> assertThat(service.compare(B, A).status()).isEqualTo(Status.OK));
        assertCalls(Operation.DETECT, Operation.DETECT, Operation.COMPARE);
    }

    @Test
    void aVendorThatForgetsEverythingAtOnceIsAskedTwiceAndNotAgain() {
        vendor.forgetful = true;
        process(ServiceKind.AZURE, service -> {
            assertThat(service.compare(A, B).status()).isEqualTo(Status.FORGOTTEN);
            assertCalls(
                    Operation.DETECT,
                    Operation.DETECT,
                    Operation.COMPARE,
                    Operation.DETECT,
                    Operation.DETECT,
                    Operation.COMPARE);
            assertThat(service.compare(A, B).status()).isEqualTo(Status.FORGOTTEN);
            assertCalls();
        });
    }

    @Test
    void whoIsEnrolledStaysSoAndWhoWasOnlyDetectedIsFoundAgain() {
        process(ServiceKind.FACEPP, service -> {
            service.ask(ServiceRequest.open("faces"));
            service.enrol("faces", "p1", A);
            service.ask(ServiceRequest.detect(B));
        });
        calls.clear();
        clock.pass(Duration.ofDays(4));
        process(ServiceKind.FACEPP, service -> {
            service.ask(ServiceRequest.open("faces"));
            assertThat(service.enrol("faces", "p1", A).status()).isEqualTo(Status.OK);
            assertCalls();
            assertThat(service.enrol("faces", "p2", B).status()).isEqualTo(Status.OK);
            assertCalls(Operation.DETECT, Operation.ENROL);
            assertThat(service.search("faces", C).matches())
                    .extracting(Match::entry)
                    .containsExactly("p1", "p2");
        });
    }

    @Test
    void whatASearchFoundStandsAfterTheFacesHaveOtherHandles() {
        process(ServiceKind.FACEPP, service -> {
            service.ask(ServiceRequest.open("faces"));
            service.enrol("faces", "p1", A);
            service.search("faces", C);
            service.ask(ServiceRequest.close("faces"));
        });
        clock.pass(Duration.ofDays(4));
        process(ServiceKind.FACEPP, service -> {
            service.ask(ServiceRequest.open("faces"));
            service.enrol("faces", "p1", A);
            calls.clear();
            assertThat(service.search("faces", C).matches())
                    .extracting(Match::entry)
                    .containsExactly("p1");
            assertCalls();
            assertThat(service.search("faces", D).matches())
                    .extracting(Match::entry)
                    .containsExactly("p1");
            assertCalls(Operation.SEARCH);
        });
        assertThat(vendor.given).isEqualTo(2);
    }

    private void assertCalls(Operation... made) {
        assertThat(calls).containsExactly(made);
        calls.clear();
    }

    private void process(ServiceKind kind, Consumer<ManagedService> life) {
        process(kind, 100, life);
    }

    /** One process after the other, with the account and the cache that the last one left. */
    private void process(ServiceKind kind, long maxCalls, Consumer<ManagedService> life) {
        ServiceCard card = Rehearsals.card(kind, "http://127.0.0.1:1", Rehearsals.limits(1));
        spending = new CostCap(folder.resolve("spending"), .001, maxCalls, 100);
        try (CallLog log = new CallLog(folder.resolve("calls.csv"));
                ManagedService service = new ManagedService(
                        vendor.client(card),
                        spending,
                        log,
                        new ResponseCache(folder.resolve("answers.jsonl"), card),
                        Optional.empty(),
                        clock.clocks(),
                        time -> {})) {
            life.accept(service);
        }
    }

    /** Knows a face for as long as the contract says, unless it is enrolled. */
    private final class Vendor {

        private final Map<String, Instant> handles = new HashMap<>();
        private final List<String> enrolled = new ArrayList<>();
        private boolean forgetful;
        private int given;

        RecognitionService client(ServiceCard card) {
            return new RecognitionService() {
                @Override
                public ServiceCard card() {
                    return card;
                }

                @Override
                public ServiceResponse ask(ServiceRequest question) {
                    calls.add(question.operation());
                    return answer(question, card.kind().handleLife().orElseThrow());
                }

                @Override
                public void close() {}
            };
        }

        private ServiceResponse answer(ServiceRequest question, Duration life) {
            boolean known = question.handles().stream()
                    .allMatch(handle -> handles.containsKey(handle)
                            && handles.get(handle).plus(life).isAfter(clock.instant()));
            if (!known || forgetful && !question.handles().isEmpty()) {
                return ServiceResponse.of(Status.FORGOTTEN, "");
            }
            return switch (question.operation()) {
                case DETECT -> {
                    String handle = "h" + ++given;
                    handles.put(handle, clock.instant());
                    yield ServiceResponse.handle(handle, "");
                }
                case COMPARE -> {
                    assertThat(question.handles()).hasSize(2);
                    yield ServiceResponse.score(.5, new TreeMap<>(), "");
                }
                case ENROL -> {
                    enrolled.addAll(question.handles());
                    yield ServiceResponse.done();
                }
                case SEARCH ->
                    ServiceResponse.matches(
                            enrolled.stream()
                                    .map(handle -> new Match(handle, 50))
                                    .toList(),
                            new TreeMap<>(),
                            "");
                case CLOSE -> {
                    enrolled.clear();
                    yield ServiceResponse.done();
                }
                default -> ServiceResponse.done();
            };
        }
    }
}
