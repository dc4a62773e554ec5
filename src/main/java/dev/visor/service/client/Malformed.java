package dev.visor.service.client;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer without what the contract promises. */
final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Malformed(String what) {
        super(what, null, false, false);
    }

    /** @param path as {@link JsonNode#at(String)} takes it */
    static double number(JsonNode body, String path) {
        JsonNode value = body.at(path);
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw new Malformed("no number " + path);
        }
        return value.asDouble();
    }

    /** @param path as {@link JsonNode#at(String)} takes it */
    static String text(JsonNode body, String path) {
        JsonNode value = body.at(path);
        if (!value.isTextual()) {
            throw new Malformed("no text " + path);
        }
        return value.asText();
    }

    /** @param path as {@link JsonNode#at(String)} takes it */
    static JsonNode array(JsonNode body, String path) {
        JsonNode value = body.at(path);
        if (!value.isArray()) {
            throw new Malformed("no list " + path);
        }
        return value;
    }
}
