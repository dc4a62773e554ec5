package dev.visor.service.serve.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/**
 * A response of the server.
 *
 * @param code of the contract's own, for the request log: {@code ok} or its error
 */
public record Reply(int status, String type, byte[] body, Map<String, String> headers, String code) {

    public static final ObjectMapper JSON = new ObjectMapper();

    public static Reply json(int status, JsonNode body, String code) {
        return json(status, body, code, "application/json", Map.of());
    }

    public static Reply json(int status, JsonNode body, String code, String type, Map<String, String> headers) {
        try {
            return new Reply(status, type, JSON.writeValueAsBytes(body), headers, code);
        } catch (IOException e) {
            throw new UncheckedIOException("a tree can be written", e);
        }
    }

    /** Returns the same reply with another status. */
    public Reply as(int other) {
        return new Reply(other, type, body, headers, code);
    }

    /** Cut off in the middle, as by a proxy that gave up. */
    public Reply broken() {
        return new Reply(status, type, Arrays.copyOf(body, body.length / 2), headers, code);
    }
}
