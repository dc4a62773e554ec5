package dev.visor.service.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.visor.service.ServiceCard;
import dev.visor.service.ServiceResponse;
import dev.visor.service.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** HTTP as the clients need it: one request, one answer, whatever comes of it; no redirects, which could carry keys away. */
final class Web {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Most bytes of a response; the longest of the contracts, a page of embeddings, has less. */
    private static final long MOST_BYTES = 16L << 20;

    private final ServiceCard card;
    private final HttpClient http;
    private final long millis;

    Web(ServiceCard card) {
        this.card = card;
        this.millis = Math.round(1000 * card.limits().timeoutSeconds());
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofMillis(millis))
                .build();
    }

    /**
     * A response whose body is JSON.
     *
     * @param body missing if it is none
     */
    record Response(int status, JsonNode body) {

        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(card.endpoint() + path)).timeout(Duration.ofMillis(millis));
    }

    HttpRequest post(String path, Multipart form, String... headers) {
        HttpRequest.Builder request = to(path).header("Content-Type", form.type());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(form.body())).build();
    }

    HttpRequest post(String path, String type, byte[] body, String... headers) {
        HttpRequest.Builder request = to(path).header("Content-Type", type);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
    }

    static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a tree can be written", e);
        }
    }

    /** Sends, and understands what comes back; what does not come back is an answer, too. */
    ServiceResponse ask(HttpRequest request, Function<Response, ServiceResponse> reading) {
        CompletableFuture<HttpResponse<byte[]>> pending = http.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
        try {
            HttpResponse<byte[]> response = pending.get(millis, TimeUnit.MILLISECONDS);
            return read(new Response(response.statusCode(), parsed(response.body())), reading);
        } catch (TimeoutException e) {
            pending.cancel(true);
            return ServiceResponse.of(Status.TIMED_OUT, "");
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            return ServiceResponse.of(Status.TIMED_OUT, "interrupted");
        } catch (ExecutionException e) {
            return failed(e.getCause());
        }
    }

    /** Whatever a reader trips over was not what the contract promises. */
    private static ServiceResponse read(Response response, Function<Response, ServiceResponse> reading) {
        if (response.status() == 429) {
            return ServiceResponse.of(Status.RATE_LIMITED, "429");
        }
        if (response.status() >= 500) {
            return ServiceResponse.of(Status.UNAVAILABLE, Integer.toString(response.status()));
        }
        if (response.body().isMissingNode()) {
            return ServiceResponse.of(
                    response.ok() ? Status.MALFORMED : Status.REFUSED, Integer.toString(response.status()));
        }
        try {
            return reading.apply(response);
        } catch (Malformed e) {
            return ServiceResponse.of(Status.MALFORMED, e.getMessage());
        }
    }

    private static ServiceResponse failed(Throwable cause) {
        if (cause instanceof BoundedBody.TooLong) {
            return ServiceResponse.of(Status.MALFORMED, cause.getMessage());
        }
        boolean late = cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException);
        // The connection may have broken after the call was carried out: it counts as one that was.
        return ServiceResponse.of(
                late ? Status.TIMED_OUT : Status.UNAVAILABLE, cause.getClass().getSimpleName());
    }

    static JsonNode parsed(byte[] body) {
        try {
            JsonNode root = JSON.readTree(body);
            return root == null ? MissingNode.getInstance() : root;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }
}
