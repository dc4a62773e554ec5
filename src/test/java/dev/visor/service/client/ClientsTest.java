package dev.visor.service.client;

import static dev.visor.service.Rehearsals.card;
import static dev.visor.service.Rehearsals.client;
import static dev.visor.service.Rehearsals.limits;
import static dev.visor.service.Rehearsals.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visor.core.InputError;
import dev.visor.service.Blocks;
import dev.visor.service.Capability;
import dev.visor.service.HandClock;
import dev.visor.service.Operation;
import dev.visor.service.Picture;
import dev.visor.service.RecognitionService;
import dev.visor.service.Rehearsals;
import dev.visor.service.Score;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import dev.visor.service.serve.FaultInjection;
import dev.visor.service.serve.RecognitionServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientsTest {

    @ParameterizedTest
    @EnumSource(names = {"FACEPP", "REKOGNITION", "TENCENT", "COMPREFACE"})
    void aComparisonRisesWithTheCosine(ServiceKind kind) {
        try (RecognitionServer server = serve();
                RecognitionService service = client(card(kind, server))) {
            Picture probe = Blocks.face(0);
            List<Picture> others = LongStream.range(1, 12)
                    .mapToObj(Blocks::face)
                    .sorted(Comparator.comparingDouble(other -> Blocks.cosine(probe, other)))
                    .toList();

            List<Double> scores = others.stream()
                    .map(other -> service.compare(probe, other))
                    .map(score -> score.similarity().orElseThrow())
                    .toList();

            assertThat(scores).isSorted().doesNotHaveDuplicates();
            assertThat(scores).allSatisfy(s -> assertThat(s).isBetween(0., 1.));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FACEPP", "REKOGNITION", "TENCENT", "COMPREFACE"})
    void aSearchFindsTheMostAlikeFirstAndNoMoreThanWereAskedFor(ServiceKind kind) {
        try (RecognitionServer server = serve();
                RecognitionService service = client(card(kind, server))) {
            Map<String, Picture> gallery = new HashMap<>();
            LongStream.range(10, 30).forEach(i -> gallery.put("entry-" + i, Blocks.face(i)));
            Map<String, String> entries = new HashMap<>();
            assertThat(service.ask(ServiceRequest.open("faces")).status()).isEqualTo(Status.OK);
            gallery.forEach((entry, picture) ->
                    entries.put(enrol(service, entry, picture).handle(), entry));
            Picture probe = Blocks.face(3);

            ServiceResponse answer = service.search("faces", probe);

            assertThat(answer.status()).isEqualTo(Status.OK);
            assertThat(answer.matches())
                    .extracting(match -> entries.get(match.entry()))
                    .containsExactlyElementsOf(gallery.keySet().stream()
                            .sorted(Comparator.comparingDouble(entry -> -Blocks.cosine(probe, gallery.get(entry))))
                            .limit(5)
                            .toList());
            assertThat(service.ask(ServiceRequest.close("faces")).status()).isEqualTo(Status.OK);
        }
    }

    /** By its handle where the contract wants one; a plain client has to be given it. */
    private static ServiceResponse enrol(RecognitionService service, String entry, Picture picture) {
        if (!service.card().kind().byHandle(Operation.ENROL)) {
            return service.enrol("faces", entry, picture);
        }
        ServiceResponse detected = service.ask(ServiceRequest.detect(picture));
        if (detected.status() != Status.OK) {
            return detected;
        }
        List<String> handles = List.of(detected.handle());
        ServiceResponse enrolled =
                service.ask(ServiceRequest.enrol("faces", entry, picture).by(handles));
        return enrolled.status() == Status.OK ? detected : enrolled;
    }

    @ParameterizedTest
    @EnumSource(names = {"FACEPP", "REKOGNITION", "TENCENT", "COMPREFACE"})
    void aPhotoWithoutAFaceIsAnAnswerOnEitherSide(ServiceKind kind) {
        try (RecognitionServer server = serve();
                RecognitionService service = client(card(kind, server))) {
            service.ask(ServiceRequest.open("faces"));

            assertThat(service.compare(Blocks.face(1), Blocks.nobody()).status())
                    .isEqualTo(Status.NO_FACE);
            assertThat(service.compare(Blocks.nobody(), Blocks.face(1)).status())
                    .isEqualTo(Status.NO_FACE);
            assertThat(enrol(service, "nobody", Blocks.nobody()).status()).isEqualTo(Status.NO_FACE);
            enrol(service, "somebody", Blocks.face(2));
            assertThat(service.search("faces", Blocks.nobody()).status()).isEqualTo(Status.NO_FACE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FACEPP", "REKOGNITION", "TENCENT", "COMPREFACE"})
    void aWrongKeyIsRefusedAndNotTriedAgain(ServiceKind kind) {
        try (RecognitionServer server = serve()) {
            ServiceCard card = card(kind, server);
            Keys wrong = Keys.of(card, Map.of("VISOR_KEY", Rehearsals.KEY + "x", "VISOR_SECRET", Rehearsals.SECRET));
            try (RecognitionService service = Clients.open(card, wrong)) {
                Score score = service.compare(Blocks.face(1), Blocks.face(2));

                assertThat(score.status()).isEqualTo(Status.REFUSED);
                assertThat(score.raw()).isEmpty();
                assertThat(server.calls()).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FACEPP", "REKOGNITION", "TENCENT"})
    void aWrongSecretIsRefused(ServiceKind kind) {
        try (RecognitionServer server = serve()) {
            ServiceCard card = card(kind, server);
            Keys wrong = Keys.of(card, Map.of("VISOR_KEY", Rehearsals.KEY, "VISOR_SECRET", "another"));
            try (RecognitionService service = Clients.open(card, wrong)) {
                assertThat(service.compare(Blocks.face(1), Blocks.face(2)).status())
                        .isEqualTo(Status.REFUSED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REKOGNITION", "TENCENT"})
    void aSignatureThatIsMinutesOldOrOfTheFutureIsRefused(ServiceKind kind) {
        for (Duration off : List.of(Duration.ofMinutes(6), Duration.ofMinutes(-6))) {
            Clock clock = Clock.offset(Clock.systemUTC(), off);
            try (RecognitionServer server = serve(clock);
                    RecognitionService service = client(card(kind, server))) {
                assertThat(service.compare(Blocks.face(1), Blocks.face(2)).status())
                        .isEqualTo(Status.REFUSED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FACEPP", "REKOGNITION", "TENCENT", "COMPREFACE"})
    void everyFaultHasItsWordAndIsOneCall(ServiceKind kind) {
        assertThat(fault(kind, new FaultInjection(1, 0, 1, 0, 0, 0, 0, 0, 0), 30))
                .isEqualTo(Status.RATE_LIMITED);
        assertThat(fault(kind, new FaultInjection(1, 0, 0, 1, 0, 0, 0, 0, 0), 30))
                .isEqualTo(Status.UNAVAILABLE);
        assertThat(fault(kind, new FaultInjection(1, 0, 0, 0, 0, 0, 1, 0, 0), 30))
                .isEqualTo(Status.MALFORMED);
        assertThat(fault(kind, new FaultInjection(1, 0, 0, 0, 1, 10_000, 0, 0, 0), 1))
                .isEqualTo(Status.TIMED_OUT);
        // Carried out, and the connection dropped instead of an answer.
        assertThat(fault(kind, new FaultInjection(1, 0, 0, 0, 1, 20, 0, 0, 0), 30))
                .isEqualTo(Status.UNAVAILABLE);
    }

    private static Status fault(ServiceKind kind, FaultInjection faults, double timeoutSeconds) {
        try (RecognitionServer server = serve(faults, 0, Optional.empty());
                RecognitionService service = client(card(kind, server.endpoint(), limits(timeoutSeconds)))) {
            Status status = service.compare(Blocks.face(1), Blocks.face(2)).status();
            assertThat(server.calls()).isEqualTo(1);
            return status;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FACEPP", "REKOGNITION", "TENCENT", "COMPREFACE"})
    void aServiceThatIsNotThereIsUnavailable(ServiceKind kind) {
        try (RecognitionService service = client(card(kind, "http://127.0.0.1:1", limits(2)))) {
            assertThat(service.compare(Blocks.face(1), Blocks.face(2)).status()).isEqualTo(Status.UNAVAILABLE);
        }
    }

    @Test
    void thresholdsComeWithTheScoreThatTheyBelongTo() {
        try (RecognitionServer server = serve();
                RecognitionService service = client(card(ServiceKind.FACEPP, server));
                RecognitionService tencent = client(card(ServiceKind.TENCENT, server))) {
            Score score = service.compare(Blocks.face(1), Blocks.face(2));

            assertThat(score.thresholds()).containsEntry("1e-3", 65.).containsEntry("1e-5", 75.);
            assertThat(score.raw().orElseThrow())
                    .isCloseTo(50 * (1 + Blocks.cosine(Blocks.face(1), Blocks.face(2))), within(1e-9));
            assertThat(tencent.compare(Blocks.face(1), Blocks.face(2)).thresholds())
                    .containsEntry("1e-3", 40.)
                    .containsEntry("1e-5", 60.);
        }
    }

    @Test
    void aFaceTokenDiesAfterThreeDaysUnlessItIsInAFaceSet() {
        HandClock clock = new HandClock();
        try (RecognitionServer server = serve(clock);
                RecognitionService service = client(card(ServiceKind.FACEPP, server))) {
            service.ask(ServiceRequest.open("faces"));
            String kept = service.ask(ServiceRequest.detect(Blocks.face(1))).handle();
            String left = service.ask(ServiceRequest.detect(Blocks.face(2))).handle();
            service.ask(ServiceRequest.enrol("faces", "one", Blocks.face(1)).by(List.of(kept)));

            clock.pass(Duration.ofHours(73));

            ServiceResponse late = service.ask(
                    ServiceRequest.enrol("faces", "two", Blocks.face(2)).by(List.of(left)));
            assertThat(late.status()).isEqualTo(Status.FORGOTTEN);
            assertThat(service.search("faces", Blocks.face(1)).matches())
                    .extracting(ServiceResponse.Match::entry)
                    .containsExactly(kept);
            assertThat(service.ask(ServiceRequest.detect(Blocks.face(2))).handle())
                    .isNotEqualTo(left);
        }
    }

    @Test
    void everyKindHasAClientThatSaysWhatItCannotDo() {
        for (ServiceKind kind : ServiceKind.values()) {
            try (RecognitionService service = client(card(kind, "http://127.0.0.1:1", limits(1)))) {
                if (!kind.capabilities().contains(Capability.EMBED)) {
                    assertThat(service.embed(Blocks.face(1)).status())
                            .as(kind.word())
                            .isEqualTo(Status.REFUSED);
                }
            }
        }
    }

    @Test
    void aMissingKeyIsToldByItsVariable() {
        ServiceCard card = card(ServiceKind.FACEPP, "http://127.0.0.1:1", limits(1));

        assertThatThrownBy(() -> Keys.of(card, Map.of("VISOR_KEY", "k")))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("set VISOR_SECRET");
        assertThat(Rehearsals.keys(card).toString()).doesNotContain(Rehearsals.SECRET, Rehearsals.KEY);
    }
}
