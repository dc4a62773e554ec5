package dev.visor.service.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.visor.service.Operation;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** InsightFace-REST, {@code /extract}: the embedding of the largest face; what is made of it is the caller's. */
final class InsightFaceRest implements RecognitionService {

    private final ServiceCard card;
    private final Web web;

    InsightFaceRest(ServiceCard card) {
        this.card = card;
        this.web = new Web(card);
    }

    @Override
    public ServiceCard card() {
        return card;
    }

    @Override
    public ServiceResponse ask(ServiceRequest question) {
        if (question.operation() != Operation.EMBED) {
            return ServiceResponse.of(Status.REFUSED, "embeddings only");
        }
        ObjectNode body = Web.JSON.createObjectNode();
        body.putObject("images")
                .putArray("data")
                .add(Base64.getEncoder()
                        .encodeToString(question.pictures().get(0).file()));
        body.put("extract_embedding", true).put("embed_only", false).put("limit_faces", 1);
        body.put("return_face_data", false).put("return_landmarks", false);
        return web.ask(
                web.post("/extract", "application/json", Web.bytes(body)),
                response -> response.ok()
                        ? embedded(response.body())
                        : ServiceResponse.of(Status.REFUSED, Integer.toString(response.status())));
    }

    private ServiceResponse embedded(JsonNode body) {
        JsonNode faces = Malformed.array(body, "/data/0/faces");
        if (faces.isEmpty()) {
            return ServiceResponse.of(Status.NO_FACE, "");
        }
        List<Double> values = new ArrayList<>();
        Malformed.array(body, "/data/0/faces/0/vec").forEach(value -> values.add(value.asDouble()));
        if (values.isEmpty()) {
            throw new Malformed("an empty embedding");
        }
        return ServiceResponse.embedding(values, card.model());
    }

    @Override
    public void close() {}
}
