package dev.visor.service.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.service.Picture;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;

/** DeepFace's REST API, {@code /verify} and {@code /represent}: cosine distances, lower is more alike, with its own threshold. */
final class DeepFace implements RecognitionService {

    private final ServiceCard card;
    private final Web web;

    DeepFace(ServiceCard card) {
        this.card = card;
        this.web = new Web(card);
    }

    @Override
    public ServiceCard card() {
        return card;
    }

    @Override
    public ServiceResponse ask(ServiceRequest question) {
        return switch (question.operation()) {
            case COMPARE ->
                call(
                        "/verify",
                        body().put("img1", data(question.pictures().get(0)))
                                .put("img2", data(question.pictures().get(1)))
                                .put("distance_metric", "cosine"),
                        this::compared);
            case EMBED ->
                call("/represent", body().put("img", data(question.pictures().get(0))), this::embedded);
            default -> ServiceResponse.of(Status.REFUSED, "not in this contract");
        };
    }

    private ObjectNode body() {
        return Web.JSON
                .createObjectNode()
                .put("model_name", card.model())
                .put("detector_backend", card.params().getOrDefault("detector", "mtcnn"))
                .put("enforce_detection", true);
    }

    private static String data(Picture picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(picture.file());
    }

    private ServiceResponse compared(JsonNode body) {
        TreeMap<String, Double> thresholds = new TreeMap<>();
        if (body.at("/threshold").isNumber()) {
            thresholds.put("stated", body.at("/threshold").asDouble());
        }
        return ServiceResponse.score(
                Malformed.number(body, "/distance"),
                thresholds,
                body.at("/model").asText(card.model()));
    }

    private ServiceResponse embedded(JsonNode body) {
        List<Double> values = new ArrayList<>();
        Malformed.array(body, "/results/0/embedding").forEach(value -> values.add(value.asDouble()));
        return ServiceResponse.embedding(values, card.model());
    }

    private interface Reading {
        ServiceResponse of(JsonNode body);
    }

    private ServiceResponse call(String path, ObjectNode body, Reading reading) {
        return web.ask(web.post(path, "application/json", Web.bytes(body)), response -> {
            if (response.ok()) {
                return reading.of(response.body());
            }
            // It tells a photo without a face as any other mistake, in words.
            String error = response.body().at("/error").asText("");
            return error.contains("could not be detected")
                    ? ServiceResponse.of(Status.NO_FACE, "")
                    : ServiceResponse.of(Status.REFUSED, Integer.toString(response.status()));
        });
    }

    @Override
    public void close() {}
}
