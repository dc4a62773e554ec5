package dev.visor.service.client;

import com.aliyun.facebody20191230.Client;
import com.aliyun.facebody20191230.models.CompareFaceRequest;
import com.aliyun.facebody20191230.models.CompareFaceResponseBody.CompareFaceResponseBodyData;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.visor.service.Operation;
import dev.visor.service.RecognitionService;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceRequest;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Aliyun facebody through Aliyun's own client, which signs the calls: {@code CompareFace} with the thresholds it returns. */
final class AliyunFacebody implements RecognitionService {

    private static final List<String> FARS = List.of("1e-3", "1e-4", "1e-5");

    private final ServiceCard card;
    private final Client client;
    private final RuntimeOptions options = new RuntimeOptions();

    AliyunFacebody(ServiceCard card, Keys keys) {
        this.card = card;
        String[] endpoint = card.endpoint().split("://");
        int millis = (int) Math.round(1000 * card.limits().timeoutSeconds());
        options.setAutoretry(false).setReadTimeout(millis).setConnectTimeout(millis);
        try {
            this.client = new Client(new Config()
                    .setAccessKeyId(keys.key())
                    .setAccessKeySecret(keys.secret())
                    .setRegionId(card.region())
                    .setProtocol(endpoint[0])
                    .setEndpoint(endpoint[1]));
        } catch (Exception e) {
            // Declared as anything; what it holds may hold a key.
            throw new IllegalStateException("Aliyun's client could not be made for service " + card.id());
        }
    }

    @Override
    public ServiceCard card() {
        return card;
    }

    @Override
    public ServiceResponse ask(ServiceRequest question) {
        if (question.operation() != Operation.COMPARE) {
            return ServiceResponse.of(Status.REFUSED, "not in this contract");
        }
        Base64.Encoder base64 = Base64.getEncoder();
        CompareFaceRequest request = new CompareFaceRequest()
                .setImageDataA(base64.encodeToString(question.pictures().get(0).file()))
                .setImageDataB(base64.encodeToString(question.pictures().get(1).file()));
        try {
            var body = client.compareFaceWithOptions(request, options).getBody();
            return body == null || body.getData() == null
                    ? ServiceResponse.of(Status.MALFORMED, "no data")
                    : compared(body.getData());
        } catch (TeaException e) {
            return refused(e);
        } catch (Exception e) {
            return broken(e);
        }
    }

    private static ServiceResponse compared(CompareFaceResponseBodyData data) {
        if (data.getConfidence() == null) {
            return ServiceResponse.of(Status.MALFORMED, "no confidence");
        }
        SortedMap<String, Double> thresholds = new TreeMap<>();
        List<Float> returned = data.getThresholds() == null ? List.of() : data.getThresholds();
        for (int i = 0; i < Math.min(FARS.size(), returned.size()); i++) {
            thresholds.put(FARS.get(i), (double) returned.get(i));
        }
        return ServiceResponse.score(data.getConfidence(), thresholds, "");
    }

    private static ServiceResponse refused(TeaException e) {
        String code = String.valueOf(e.getCode());
        if (code.startsWith("Throttling")) {
            return ServiceResponse.of(Status.RATE_LIMITED, code);
        }
        if (e.getStatusCode() != null && e.getStatusCode() >= 500 || code.startsWith("InternalError")) {
            return ServiceResponse.of(Status.UNAVAILABLE, code);
        }
        return switch (code) {
            case "InvalidFace", "InvalidImage.NotFoundFace", "InvalidFace.NotFound" ->
                ServiceResponse.of(Status.NO_FACE, code);
            case "InvalidImage.Resolution", "InvalidFile.Resolution", "InvalidImage.Decode", "InvalidFile.Decode" ->
                ServiceResponse.of(Status.REJECTED, code);
            default -> ServiceResponse.of(Status.REFUSED, code);
        };
    }

    private static ServiceResponse broken(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return ServiceResponse.of(Status.TIMED_OUT, "");
            }
            if (cause instanceof IOException) {
                return ServiceResponse.of(Status.UNAVAILABLE, cause.getClass().getSimpleName());
            }
        }
        return ServiceResponse.of(Status.MALFORMED, e.getClass().getSimpleName());
    }

    @Override
    public void close() {}
}
