package dev.visor.service.client;

import static dev.visor.service.Rehearsals.card;
import static dev.visor.service.Rehearsals.client;
import static dev.visor.service.Rehearsals.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import dev.visor.core.measure.ScoreScale;
import dev.visor.service.Blocks;
import dev.visor.service.RecognitionService;
import dev.visor.service.Rehearsals;
import dev.visor.service.Score;
import dev.visor.service.ServiceKind;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import dev.visor.service.serve.RecognitionServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients whose contracts nobody rehearses, against answers as their documentation shows them. */
class OtherClientsTest {

    private static final int DROPPED = 0;

    private final List<String> requests = new ArrayList<>();
    private HttpServer http;
    private Map<String, String> answers = Map.of();
    private int status = 200;
    private String elsewhere = "";

    @BeforeEach
    void start() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet() + " " + body);
            if (status == DROPPED) {
                exchange.close();
                return;
            }
            byte[] answer = answers.getOrDefault(exchange.getRequestURI().getPath(), "{}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (!elsewhere.isEmpty()) {
                exchange.getResponseHeaders().set("Location", elsewhere);
            }
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        http.start();
    }

    @AfterEach
    void stop() {
        http.stop(0);
    }

    @Test
    void azureDetectsBothAndVerifiesTheIds() {
        answers = Map.of(
                "/face/v1.0/detect", "[{\"faceId\":\"c5c24a82-6845-4031-9d5d-978df9175426\"}]",
                "/face/v1.0/verify", "{\"isIdentical\":true,\"confidence\":0.9}");
        try (RecognitionService service = open(ServiceKind.AZURE)) {
            String one = service.ask(ServiceRequest.detect(Blocks.face(1))).handle();
            String other = service.ask(ServiceRequest.detect(Blocks.face(2))).handle();
            ServiceResponse answer = service.ask(
                    ServiceRequest.compare(Blocks.face(1), Blocks.face(2)).by(List.of(one, other)));

            assertThat(answer.matches()).extracting(ServiceResponse.Match::raw).containsExactly(.9);
            assertThat(requests).hasSize(3);
            assertThat(requests.get(0)).contains("recognitionModel=unversioned", Rehearsals.KEY);
            assertThat(requests.get(2)).contains("c5c24a82");
        }
    }

    @Test
    void azureTellsAPhotoWithoutAFaceByAnEmptyList() {
        answers = Map.of("/face/v1.0/detect", "[]");
        try (RecognitionService service = open(ServiceKind.AZURE)) {
            assertThat(service.ask(ServiceRequest.detect(Blocks.nobody())).status())
                    .isEqualTo(Status.NO_FACE);
        }
    }

    @Test
    void aFaceThatAzureNoLongerKnowsIsForgottenAndNothingElseIs() {
        ServiceRequest question =
                ServiceRequest.compare(Blocks.face(1), Blocks.face(2)).by(List.of("a", "b"));
        status = 404;
        try (RecognitionService service = open(ServiceKind.AZURE)) {
            answers = Map.of(
                    "/face/v1.0/verify",
                    "{\"error\":{\"code\":\"FaceNotFound\",\"message\":\"Face not found, faceId: a\"}}");
            assertThat(service.ask(question).status()).isEqualTo(Status.FORGOTTEN);

            answers = Map.of("/face/v1.0/verify", "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}");
            assertThat(service.ask(question).status()).isEqualTo(Status.REFUSED);
        }
    }

    @Test
    void aFaceSetThatDoesNotTakeAFaceSaysWhetherThePhotoIsToBlame() {
        Map<String, Status> reasons = Map.of(
                "INVALID_FACE_TOKEN", Status.FORGOTTEN,
                "QUOTA_EXCEEDED", Status.REFUSED,
                "SOMETHING_ELSE", Status.REJECTED);
        try (RecognitionService service = open(ServiceKind.FACEPP)) {
            reasons.forEach((reason, meant) -> {
                answers = Map.of(
                        "/facepp/v3/faceset/addface",
                        "{\"face_added\":0,\"failure_detail\":[{\"face_token\":\"t\",\"reason\":\"%s\"}]}"
                                .formatted(reason));
                ServiceRequest enrol =
                        ServiceRequest.enrol("faces", "p", Blocks.face(1)).by(List.of("t"));

                assertThat(service.ask(enrol).status()).as(reason).isEqualTo(meant);
            });
        }
    }

    @Test
    void aliyunsOwnClientAsksWithASignatureAndItsThresholdsComeBack() {
        answers = Map.of("/", """
                {"RequestId":"D6C24839","Data":{"IsMaskA":0,"IsMaskB":0,"Confidence":80.5,"QualityScoreA":99.0,
                "QualityScoreB":98.0,"Thresholds":[61.0,69.0,75.0],"RectAList":[1,2,3,4],"RectBList":[1,2,3,4]}}""");
        try (RecognitionService service = open(ServiceKind.ALIYUN)) {
            Score score = service.compare(Blocks.face(1), Blocks.face(2));

            assertThat(score.status()).isEqualTo(Status.OK);
            assertThat(score.raw()).hasValue(80.5);
            assertThat(score.thresholds()).containsEntry("1e-4", 69.);
            assertThat(requests)
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .contains("CompareFace", "2019-12-30", Rehearsals.KEY)
                            .doesNotContain(Rehearsals.SECRET));
        }
    }

    @Test
    void aliyunsErrorsAreOneCallEach() {
        answers = Map.of("/", "{\"Code\":\"Throttling.User\",\"Message\":\"too fast\",\"RequestId\":\"x\"}");
        status = 400;
        try (RecognitionService service = open(ServiceKind.ALIYUN)) {
            assertThat(service.compare(Blocks.face(1), Blocks.face(2)).status()).isEqualTo(Status.RATE_LIMITED);
            assertThat(requests).hasSize(1);
        }
    }

    @Test
    void aConnectionThatIsDroppedInPlaceOfAnAnswerIsOneCall() {
        status = DROPPED;
        for (ServiceKind kind : List.of(ServiceKind.ALIYUN, ServiceKind.DEEPFACE)) {
            requests.clear();
            try (RecognitionService service = open(kind)) {
                assertThat(service.compare(Blocks.face(1), Blocks.face(2)).status())
                        .as(kind.word())
                        .isEqualTo(Status.UNAVAILABLE);
                assertThat(requests).as(kind.word()).hasSize(1);
            }
        }
    }

    @Test
    void deepFaceCountsDistances() {
        answers = Map.of(
                "/verify", "{\"verified\":true,\"distance\":0.25,\"threshold\":0.68,\"model\":\"ArcFace\"}",
                "/represent", "{\"results\":[{\"embedding\":[3.0,-4.0]}]}");
        try (RecognitionService service = open(ServiceKind.DEEPFACE)) {
            Score score = service.compare(Blocks.face(1), Blocks.face(2));

            assertThat(score.scale()).isEqualTo(ScoreScale.COSINE_DISTANCE);
            assertThat(score.similarity()).hasValue(.75);
            assertThat(score.thresholds()).containsEntry("stated", .68);
            assertThat(service.embed(Blocks.face(1)).embedding()).containsExactly(3., -4.);
        }
    }

    @Test
    void deepFaceTellsAPhotoWithoutAFaceInASentence() {
        answers = Map.of("/verify", "{\"error\":\"Exception: Face could not be detected in numpy array.\"}");
        status = 400;
        try (RecognitionService service = open(ServiceKind.DEEPFACE)) {
            assertThat(service.compare(Blocks.nobody(), Blocks.face(2)).status())
                    .isEqualTo(Status.NO_FACE);
        }
    }

    @Test
    void aRedirectIsNotFollowedAsItCouldCarryTheKeysAway() {
        status = 307;
        elsewhere = "/elsewhere";
        for (ServiceKind kind : List.of(ServiceKind.FACEPP, ServiceKind.AZURE, ServiceKind.COMPREFACE)) {
            requests.clear();
            try (RecognitionService service = open(kind)) {
                ServiceRequest asked = kind == ServiceKind.AZURE
                        ? ServiceRequest.detect(Blocks.face(1))
                        : ServiceRequest.compare(Blocks.face(1), Blocks.face(2));

                assertThat(service.ask(asked).status()).as(kind.word()).isEqualTo(Status.REFUSED);
                assertThat(requests).as(kind.word()).hasSize(1);
            }
        }
    }

    @Test
    void aFaceThatAmazonTellsNoScoreOfIsCensoredAndNotAZero() {
        try (RecognitionService service = open(ServiceKind.REKOGNITION)) {
            answers = Map.of(
                    "/", "{\"SourceImageFace\":{},\"FaceMatches\":[],\"UnmatchedFaces\":[{\"Confidence\":99.0}]}");
            Score censored = service.compare(Blocks.face(1), Blocks.face(2));
            assertThat(censored.status()).isEqualTo(Status.CENSORED);
            assertThat(censored.similarity()).isEmpty();
            assertThat(requests).singleElement().asString().contains("\"SimilarityThreshold\":0.0");

            answers = Map.of("/", "{\"SourceImageFace\":{},\"FaceMatches\":[],\"UnmatchedFaces\":[]}");
            assertThat(service.compare(Blocks.face(1), Blocks.face(2)).status()).isEqualTo(Status.NO_FACE);

            answers = Map.of("/", "{\"FaceMatches\":[],\"FaceModelVersion\":\"7.0\"}");
            requests.clear();
            assertThat(service.search("faces", Blocks.face(1)).matches()).isEmpty();
            assertThat(requests).singleElement().asString().contains("\"FaceMatchThreshold\":0.0");
        }
    }

    @Test
    void insightFaceGivesTheEmbeddingsThatTheRehearsalScoresWith() {
        try (RecognitionServer server = Rehearsals.serve();
                RecognitionService service = client(card(ServiceKind.INSIGHTFACE, server))) {
            ServiceResponse one = service.embed(Blocks.face(1));
            ServiceResponse other = service.embed(Blocks.face(2));

            double dot = 0;
            for (int i = 0; i < one.embedding().size(); i++) {
                dot += one.embedding().get(i) * other.embedding().get(i);
            }
            assertThat(dot).isCloseTo(Blocks.cosine(Blocks.face(1), Blocks.face(2)), within(1e-6));
            assertThat(service.embed(Blocks.nobody()).status()).isEqualTo(Status.NO_FACE);
        }
    }

    private RecognitionService open(ServiceKind kind) {
        return client(card(kind, "http://127.0.0.1:" + http.getAddress().getPort(), limits(5)));
    }
}
