package dev.visor.service.serve.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param path decoded
 * @param target path and query as they were sent, which signatures are made of
 * @param query each name once, the last value
 * @param headers by lower-case name
 */
public record Call(
        String method,
        String path,
        String target,
        Map<String, String> query,
        Map<String, List<String>> headers,
        byte[] body) {

    /** Returns the call with its body. */
    public Call with(byte[] whole) {
        return new Call(method, path, target, query, headers, whole);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
