package dev.visor.service.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import dev.visor.service.Picture;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.ServiceResponse.Match;
import dev.visor.service.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tencent Cloud IAI through Tencent's own client, which signs the calls; the API's version is the card's.
 *
 * <p>Scores at FAR 1e-3, 1e-4 and 1e-5 are fixed by its documentation for each face model; they come with every score.
 */
final class TencentFaces implements RecognitionService {

    private final ServiceCard card;
    private final CommonClient client;

    TencentFaces(ServiceCard card, Keys keys) {
        this.card = card;
        String[] endpoint = card.endpoint().split("://");
        int seconds = (int) Math.ceil(card.limits().timeoutSeconds());
        HttpProfile http = new HttpProfile();
        http.setProtocol(endpoint[0] + "://");
        http.setEndpoint(endpoint[1]);
        http.setConnTimeout(seconds);
        http.setReadTimeout(seconds);
        http.setWriteTimeout(seconds);
        this.client = new CommonClient(
                "iai",
                card.params().getOrDefault("api", "2020-03-03"),
                new Credential(keys.key(), keys.secret()),
                card.region(),
                new ClientProfile(ClientProfile.SIGN_TC3_256, http));
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
                        "CompareFace",
                        body().put("ImageA", base64(question.pictures().get(0)))
                                .put("ImageB", base64(question.pictures().get(1)))
                                .put("FaceModelVersion", card.model()),
                        response -> ServiceResponse.score(
                                Malformed.number(response, "/Score"), thresholds(model(response)), model(response)));
            case OPEN ->
                call(
                        "CreateGroup",
                        body().put("GroupId", question.collection())
                                .put("GroupName", question.collection())
                                .put("FaceModelVersion", card.model()),
                        response -> ServiceResponse.done());
            case ENROL ->
                call(
                        "CreatePerson",
                        body().put("GroupId", question.collection())
                                .put("PersonName", question.entry())
                                .put("PersonId", question.entry())
                                .put("Image", base64(question.pictures().get(0))),
                        response -> ServiceResponse.handle(question.entry(), model(response)));
            case SEARCH -> search(question);
            case CLOSE ->
                call("DeleteGroup", body().put("GroupId", question.collection()), response -> ServiceResponse.done());
            case DETECT, EMBED -> ServiceResponse.of(Status.REFUSED, "not in this contract");
        };
    }

    private ServiceResponse search(ServiceRequest question) {
        ObjectNode body = body().put("Image", base64(question.pictures().get(0)))
                .put("MaxFaceNum", 1)
                .put("MaxPersonNum", question.limit())
                .put("FaceMatchThreshold", 0);
        body.putArray("GroupIds").add(question.collection());
        return call("SearchFaces", body, response -> {
            List<Match> matches = new ArrayList<>();
            for (JsonNode candidate : Malformed.array(response, "/Results/0/Candidates")) {
                matches.add(new Match(Malformed.text(candidate, "/PersonId"), Malformed.number(candidate, "/Score")));
            }
            return ServiceResponse.matches(matches, thresholds(model(response)), model(response));
        });
    }

    private static ObjectNode body() {
        return Web.JSON.createObjectNode();
    }

    private static String base64(Picture picture) {
        return Base64.getEncoder().encodeToString(picture.file());
    }

    private static String model(JsonNode response) {
        return response.at("/FaceModelVersion").asText("");
    }

    /** Returns the thresholds of Tencent's documentation; none for a model that it does not tell. */
    private static SortedMap<String, Double> thresholds(String model) {
        SortedMap<String, Double> thresholds = new TreeMap<>();
        if (model.equals("3.0") || model.equals("2.0")) {
            double first = model.equals("3.0") ? 40 : 70;
            thresholds.put("1e-3", first);
            thresholds.put("1e-4", first + 10);
            thresholds.put("1e-5", first + 20);
        }
        return thresholds;
    }

    private interface Reading {
        ServiceResponse of(JsonNode response);
    }

    private ServiceResponse call(String action, ObjectNode body, Reading reading) {
        try {
            String text = client.call(action, new String(Web.bytes(body), StandardCharsets.UTF_8));
            JsonNode response =
                    Web.parsed(text.getBytes(StandardCharsets.UTF_8)).at("/Response");
            if (!response.isObject()) {
                return ServiceResponse.of(Status.MALFORMED, "no response");
            }
            String code = response.at("/Error/Code").asText("");
            return code.isEmpty() ? reading.of(response) : refused(code);
        } catch (Malformed e) {
            return ServiceResponse.of(Status.MALFORMED, e.getMessage());
        } catch (TencentCloudSDKException e) {
            return broken(e);
        }
    }

    private static ServiceResponse refused(String code) {
        if (code.startsWith("RequestLimitExceeded")) {
            return ServiceResponse.of(Status.RATE_LIMITED, code);
        }
        if (code.startsWith("InternalError")) {
            return ServiceResponse.of(Status.UNAVAILABLE, code);
        }
        return switch (code) {
            case "InvalidParameterValue.NoFaceInPhoto" -> ServiceResponse.of(Status.NO_FACE, code);
            // What is there already is as good as what was made now.
            case "InvalidParameterValue.GroupIdAlreadyExist", "InvalidParameterValue.PersonIdAlreadyExist" ->
                ServiceResponse.done();
            case "FailedOperation.ImageDecodeFailed",
                    "FailedOperation.ImageFacedetectFailed",
                    "FailedOperation.ImageSizeExceed",
                    "InvalidParameterValue.ImageSizeExceed",
                    "FailedOperation.FaceSizeTooSmall" -> ServiceResponse.of(Status.REJECTED, code);
            default -> ServiceResponse.of(Status.REFUSED, code);
        };
    }

    /** Tencent's client tells everything that went wrong in one exception: by its code, or on the way by its text. */
    private static ServiceResponse broken(TencentCloudSDKException e) {
        String code = String.valueOf(e.getErrorCode());
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (code.equals("ServerSideError")) {
            boolean limited = text.contains("response code is 429");
            boolean failed = text.contains("response code is 5");
            return ServiceResponse.of(
                    limited ? Status.RATE_LIMITED : failed ? Status.UNAVAILABLE : Status.REFUSED, "http");
        }
        if (code.contains("Exception")) {
            return ServiceResponse.of(Status.MALFORMED, code);
        }
        if (!code.isEmpty() && !code.equals("null")) {
            return refused(code);
        }
        boolean late = text.contains("timeout") || text.contains("timed out");
        return ServiceResponse.of(late ? Status.TIMED_OUT : Status.UNAVAILABLE, "");
    }

    @Override
    public void close() {}
}
