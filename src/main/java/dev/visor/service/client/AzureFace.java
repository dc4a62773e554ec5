package dev.visor.service.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.util.TreeMap;

/**
 * Azure Face: {@code detect} gives a photo's face an id for a day, {@code verify} compares two ids.
 *
 * <p>Asked over HTTP: its contract is two plain calls with the key in a header, and nothing is signed.
 */
final class AzureFace implements RecognitionService {

    private static final String KEY = "Ocp-Apim-Subscription-Key";

    private final ServiceCard card;
    private final Keys keys;
    private final Web web;

    AzureFace(ServiceCard card, Keys keys) {
        this.card = card;
        this.keys = keys;
        this.web = new Web(card);
    }

    @Override
    public ServiceCard card() {
        return card;
    }

    @Override
    public ServiceResponse ask(ServiceRequest question) {
        return switch (question.operation()) {
            case DETECT ->
                call(
                        "/detect?returnFaceId=true&recognitionModel=%s&detectionModel=%s"
                                .formatted(card.model(), card.params().getOrDefault("detection_model", "detection_03")),
                        "application/octet-stream",
                        question.pictures().get(0).file(),
                        this::detected);
            case COMPARE -> {
                ObjectNode body = Web.JSON
                        .createObjectNode()
                        .put("faceId1", question.handles().get(0))
                        .put("faceId2", question.handles().get(1));
                yield call("/verify", "application/json", Web.bytes(body), this::verified);
            }
            default -> ServiceResponse.of(Status.REFUSED, "not in this contract");
        };
    }

    private ServiceResponse detected(JsonNode body) {
        if (!body.isArray()) {
            throw new Malformed("no list of faces");
        }
        return body.isEmpty()
                ? ServiceResponse.of(Status.NO_FACE, "")
                : ServiceResponse.handle(Malformed.text(body, "/0/faceId"), card.model());
    }

    private ServiceResponse verified(JsonNode body) {
        return ServiceResponse.score(Malformed.number(body, "/confidence"), new TreeMap<>(), card.model());
    }

    private interface Reading {
        ServiceResponse of(JsonNode body);
    }

    private ServiceResponse call(String path, String type, byte[] content, Reading reading) {
        String root = "/face/" + card.params().getOrDefault("api", "v1.0");
        return web.ask(
                web.post(root + path, type, content, KEY, keys.key()),
                response -> response.ok() ? reading.of(response.body()) : refused(response));
    }

    private static ServiceResponse refused(Web.Response response) {
        String code = response.body().at("/error/code").asText(Integer.toString(response.status()));
        return switch (code) {
            case "InvalidImageSize", "InvalidImage", "UnsupportedMediaType" ->
                ServiceResponse.of(Status.REJECTED, code);
            case "FaceNotFound" -> ServiceResponse.of(Status.FORGOTTEN, code);
            default -> ServiceResponse.of(Status.REFUSED, code);
        };
    }

    @Override
    public void close() {}
}
