package dev.visor.service.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.visor.service.Picture;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.ServiceResponse.Match;
import dev.visor.service.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Face++ v3. Its thresholds come with every score, and belong to that score alone.
 *
 * <p>A photo is enrolled in two calls, as its contract wants: it is detected, and its face token is added to a face set. A search
 * returns at most five.
 */
final class FacePlusPlus implements RecognitionService {

    private static final String PATH = "/facepp/v3/";
    private static final String FORGOTTEN = "INVALID_FACE_TOKEN";

    private final ServiceCard card;
    private final Keys keys;
    private final Web web;

    FacePlusPlus(ServiceCard card, Keys keys) {
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
            case COMPARE ->
                compared(question.pictures().get(0), question.pictures().get(1));
            case DETECT -> detect(question.pictures().get(0));
            case OPEN ->
                call("faceset/create", form().text("outer_id", question.collection()), body -> ServiceResponse.done());
            case ENROL ->
                call(
                        "faceset/addface",
                        form().text("outer_id", question.collection())
                                .text("face_tokens", question.handles().get(0)),
                        FacePlusPlus::enrolled);
            case SEARCH -> search(question);
            case CLOSE ->
                call(
                        "faceset/delete",
                        form().text("outer_id", question.collection()).text("check_empty", "0"),
                        body -> ServiceResponse.done());
            case EMBED -> ServiceResponse.of(Status.REFUSED, "no embeddings");
        };
    }

    private Multipart form() {
        return new Multipart().text("api_key", keys.key()).text("api_secret", keys.secret());
    }

    private ServiceResponse detect(Picture picture) {
        return call(
                "detect",
                form().picture("image_file", picture),
                body -> Malformed.array(body, "/faces").isEmpty()
                        ? ServiceResponse.of(Status.NO_FACE, "")
                        : ServiceResponse.handle(Malformed.text(body, "/faces/0/face_token"), ""));
    }

    private ServiceResponse compared(Picture one, Picture other) {
        return call("compare", form().picture("image_file1", one).picture("image_file2", other), body -> {
            boolean both = !Malformed.array(body, "/faces1").isEmpty()
                    && !Malformed.array(body, "/faces2").isEmpty();
            return both
                    ? ServiceResponse.score(Malformed.number(body, "/confidence"), thresholds(body), "")
                    : ServiceResponse.of(Status.NO_FACE, "");
        });
    }

    private ServiceResponse search(ServiceRequest question) {
        return call(
                "search",
                form().text("outer_id", question.collection())
                        .text("return_result_count", Integer.toString(question.limit()))
                        .picture("image_file", question.pictures().get(0)),
                FacePlusPlus::found);
    }

    private static ServiceResponse found(JsonNode body) {
        if (Malformed.array(body, "/faces").isEmpty()) {
            return ServiceResponse.of(Status.NO_FACE, "");
        }
        List<Match> matches = new ArrayList<>();
        for (JsonNode result : Malformed.array(body, "/results")) {
            matches.add(new Match(Malformed.text(result, "/face_token"), Malformed.number(result, "/confidence")));
        }
        return ServiceResponse.matches(matches, thresholds(body), "");
    }

    private static ServiceResponse enrolled(JsonNode body) {
        JsonNode failures = body.at("/failure_detail");
        if (!failures.isArray() || failures.isEmpty()) {
            return ServiceResponse.done();
        }
        String reason = failures.at("/0/reason").asText();
        return switch (reason) {
            case FORGOTTEN -> ServiceResponse.of(Status.FORGOTTEN, reason);
            // Not the photo's fault: tomorrow there may be room.
            case "QUOTA_EXCEEDED" -> ServiceResponse.of(Status.REFUSED, reason);
            default -> ServiceResponse.of(Status.REJECTED, reason);
        };
    }

    private static SortedMap<String, Double> thresholds(JsonNode body) {
        SortedMap<String, Double> thresholds = new TreeMap<>();
        body.at("/thresholds").properties().forEach(entry -> {
            if (entry.getValue().isNumber()) {
                thresholds.put(entry.getKey(), entry.getValue().asDouble());
            }
        });
        return thresholds;
    }

    private interface Reading {
        ServiceResponse of(JsonNode body);
    }

    private ServiceResponse call(String action, Multipart form, Reading reading) {
        return web.ask(
                web.post(PATH + action, form),
                response -> response.ok() ? reading.of(response.body()) : refused(response));
    }

    private static ServiceResponse refused(Web.Response response) {
        String message = response.body().at("/error_message").asText("");
        String word = message.replaceAll("[^A-Z0-9_].*", "");
        return switch (word) {
            case "CONCURRENCY_LIMIT_EXCEEDED" -> ServiceResponse.of(Status.RATE_LIMITED, word);
            // A collection that is there already is as good as one that was made now.
            case "FACESET_EXIST" -> ServiceResponse.done();
            case "NO_FACE_FOUND" -> ServiceResponse.of(Status.NO_FACE, word);
            case "IMAGE_FILE_TOO_LARGE", "INVALID_IMAGE_SIZE", "IMAGE_ERROR_UNSUPPORTED_FORMAT" ->
                ServiceResponse.of(Status.REJECTED, word);
            case FORGOTTEN -> ServiceResponse.of(Status.FORGOTTEN, word);
            default -> ServiceResponse.of(Status.REFUSED, word.isEmpty() ? Integer.toString(response.status()) : word);
        };
    }

    @Override
    public void close() {}
}
