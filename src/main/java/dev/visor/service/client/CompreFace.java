package dev.visor.service.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.ServiceResponse.Match;
import dev.visor.service.Status;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * CompreFace 1.2. A key is its one collection, so that collections are told apart by the names of what is in them.
 *
 * <p>It names a subject once for every stored image; only the best of each is kept, and as many are asked for as it may hold.
 */
final class CompreFace implements RecognitionService {

    private static final String NO_FACE = "28";

    private final ServiceCard card;
    private final Keys keys;
    private final Web web;

    CompreFace(ServiceCard card, Keys keys) {
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
                call(
                        web.post(
                                "/api/v1/verification/verify",
                                new Multipart()
                                        .picture(
                                                "source_image",
                                                question.pictures().get(0))
                                        .picture(
                                                "target_image",
                                                question.pictures().get(1)),
                                "x-api-key",
                                keys.key()),
                        CompreFace::compared);
            case OPEN -> ServiceResponse.done();
            case ENROL ->
                call(
                        web.post(
                                "/api/v1/recognition/faces?subject=" + encoded(subject(question)),
                                new Multipart()
                                        .picture("file", question.pictures().get(0)),
                                "x-api-key",
                                keys.key()),
                        body -> ServiceResponse.handle(question.entry(), ""));
            case SEARCH ->
                call(
                        web.post(
                                "/api/v1/recognition/recognize?limit=1&prediction_count=" + question.limit(),
                                new Multipart()
                                        .picture("file", question.pictures().get(0)),
                                "x-api-key",
                                keys.key()),
                        body -> found(body, question.collection()));
            case CLOSE ->
                // It can only be emptied whole, and it may hold faces that somebody else enrolled.
                !card.params().getOrDefault("may_empty", "no").equals("yes")
                        ? ServiceResponse.of(Status.REFUSED, "kept: params.may_empty is not yes")
                        : call(
                                web.to("/api/v1/recognition/faces")
                                        .header("x-api-key", keys.key())
                                        .DELETE()
                                        .build(),
                                body -> ServiceResponse.done());
            case DETECT, EMBED -> ServiceResponse.of(Status.REFUSED, "not in this contract");
        };
    }

    private static String subject(ServiceRequest question) {
        return question.collection() + "." + question.entry();
    }

    private static ServiceResponse compared(JsonNode body) {
        return Malformed.array(body, "/result/0/face_matches").isEmpty()
                ? ServiceResponse.of(Status.NO_FACE, "")
                : ServiceResponse.score(
                        Malformed.number(body, "/result/0/face_matches/0/similarity"), new TreeMap<>(), "");
    }

    /** Reads the faces of the collection, each once. */
    private static ServiceResponse found(JsonNode body, String collection) {
        List<Match> matches = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (JsonNode subject : Malformed.array(body, "/result/0/subjects")) {
            String name = Malformed.text(subject, "/subject");
            if (name.startsWith(collection + ".") && !seen.contains(name)) {
                seen.add(name);
                matches.add(
                        new Match(name.substring(collection.length() + 1), Malformed.number(subject, "/similarity")));
            }
        }
        return ServiceResponse.matches(matches, new TreeMap<>(), "");
    }

    private interface Reading {
        ServiceResponse of(JsonNode body);
    }

    private ServiceResponse call(HttpRequest request, Reading reading) {
        return web.ask(request, response -> {
            if (response.ok()) {
                return reading.of(response.body());
            }
            String code = response.body().at("/code").asText("");
            if (code.equals(NO_FACE)) {
                return ServiceResponse.of(Status.NO_FACE, code);
            }
            return ServiceResponse.of(
                    response.status() == 413 ? Status.REJECTED : Status.REFUSED, response.status() + " " + code);
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
}
