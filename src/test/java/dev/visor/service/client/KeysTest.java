package dev.visor.service.client;

import static dev.visor.service.Rehearsals.card;
import static dev.visor.service.Rehearsals.limits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.visor.core.InputError;
import dev.visor.service.Blocks;
import dev.visor.service.RecognitionService;
import dev.visor.service.Rehearsals;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceKind;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys as people paste them, and services that repeat them. */
class KeysTest {

    private static final String CORE = "FAKEKEY-LEAKME-1";

    /** What no header or signature carries, or nobody meant, by how the sentence calls it. */
    private static final Map<String, String> FLAWED = Map.of(
            "\uFEFF" + CORE,
            "a byte order mark",
            CORE + "\n",
            "a line break",
            CORE + "\rX-Evil: 1",
            "a line break",
            CORE + "\u0007",
            "a control character",
            "\uFFFD\uFFFD" + CORE,
            "a character outside of ASCII",
            " " + CORE,
            "a space",
            CORE + "\u00A0",
            "a space",
            "\"" + CORE + "\"",
            "quotation marks",
            " \t ",
            "is blank",
            CORE.repeat(1000),
            "has 16000 characters");

    @ParameterizedTest
    @EnumSource
    void aKeyThatCannotBeSentIsToldByItsVariableAndNeverByItsValue(ServiceKind kind) {
        ServiceCard card = card(kind, "http://127.0.0.1:1", limits(1));
        for (String key : kind.keys()) {
            FLAWED.forEach((value, name) -> {
                Map<String, String> environment = key.equals("key")
                        ? Map.of("VISOR_KEY", value, "VISOR_SECRET", Rehearsals.SECRET)
                        : Map.of("VISOR_KEY", Rehearsals.KEY, "VISOR_SECRET", value);

                assertThatThrownBy(() -> Keys.of(card, environment))
                        .isInstanceOf(InputError.class)
                        .hasMessageContaining(card.keys().get(key) + " ")
                        .hasMessageContaining(name)
                        .hasMessageNotContaining("LEAKME");
            });
        }
    }

    @Test
    void aKeyOfEveryCharacterThatIsPrintedInAsciiCanBeSent() {
        String all = "x!\"#$%&'()*+,-./0129:;<=>?@AZ[\\]^_`az{|}~x";

        assertThat(Keys.of(card(ServiceKind.COMPREFACE, "http://127.0.0.1:1", limits(1)), Map.of("VISOR_KEY", all))
                        .key())
                .isEqualTo(all);
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfAKeyComesBackFromAServiceThatRepeatsAllItWasSent(ServiceKind kind) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int[] call = {0};
        http.createContext("/", exchange -> repeat(exchange, call[0]++));
        http.start();
        try (RecognitionService service = Rehearsals.client(
                card(kind, "http://127.0.0.1:" + http.getAddress().getPort(), limits(30)))) {
            for (int i = 0; i < 3 * encodings("").size(); i++) {
                for (ServiceRequest question : questions()) {
                    String told = told(service, question);

                    if (kind.keys().contains("key")) {
                        encodings(Rehearsals.KEY)
                                .forEach(key -> assertThat(told).doesNotContain(key));
                    }
                    if (kind.keys().contains("secret")) {
                        encodings(Rehearsals.SECRET)
                                .forEach(key -> assertThat(told).doesNotContain(key));
                    }
                }
            }
        } finally {
            http.stop(0);
        }
        assertThat(call[0]).isPositive();
    }

    private static List<ServiceRequest> questions() {
        return List.of(
                ServiceRequest.compare(Blocks.face(1), Blocks.face(2)).by(List.of("a", "b")),
                ServiceRequest.detect(Blocks.face(1)),
                ServiceRequest.embed(Blocks.face(1)),
                ServiceRequest.search("faces", Blocks.face(1), 3));
    }

    /** What it answers, or how it fails, with all that a trace would print. */
    private static String told(RecognitionService service, ServiceRequest question) {
        try {
            ServiceResponse answer = service.ask(question);
            return answer.toString();
        } catch (RuntimeException e) {
            return Stream.<Throwable>iterate(e, f -> f != null, Throwable::getCause)
                    .map(Throwable::toString)
                    .reduce("", String::concat);
        }
    }

    private static List<String> encodings(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return List.of(
                key,
                HexFormat.of().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Every field in which a contract tells anything holds the keys, each call in another encoding and another place. */
    private static void repeat(HttpExchange exchange, int call) throws IOException {
        exchange.getRequestBody().readAllBytes();
        List<String> all = encodings(Rehearsals.KEY);
        String key = all.get(call % all.size()) + encodings(Rehearsals.SECRET).get(call % all.size());
        int status = List.of(400, 200, 403).get(call / all.size() % 3);
        String answer = """
                {"error_message":"%1$s","faces":[{"face_token":"%1$s"}],"faces1":[1],"faces2":[1],"confidence":50,
                "results":[{"face_token":"%1$s","confidence":1,"embedding":[1]}],"thresholds":{"%1$s":1},
                "__type":"%1$s","message":"%1$s","code":"%1$s","Code":"%1$s","Message":"%1$s",
                "error":{"code":"%1$s"},"model":"%1$s","distance":0.1,
                "FaceMatches":[{"Similarity":5,"Face":{"ExternalImageId":"%1$s"}}],"FaceModelVersion":"%1$s",
                "Response":{"Score":5,"FaceModelVersion":"%1$s","Results":[{"Candidates":[{"PersonId":"%1$s","Score":1}]}]},
                "result":[{"face_matches":[{"similarity":1}],"subjects":[{"subject":"faces.%1$s","similarity":1}]}],
                "Data":{"Confidence":5},"data":[{"faces":[{"vec":[1]}]}]}
                """.formatted(key);
        byte[] body = (status == 200 || call % 2 == 0
                        ? answer
                        : "{\"Response\":{\"Error\":{\"Code\":\"" + key + "\"}},\"code\":\"" + key + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.getResponseHeaders().set("x-amzn-ErrorType", key);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
