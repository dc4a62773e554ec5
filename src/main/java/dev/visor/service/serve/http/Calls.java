package dev.visor.service.serve.http;

import io.netty.handler.codec.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes calls of requests. */
final class Calls {

    private Calls() {}

    /** The call of a request whose body is not there yet. */
    static Call head(HttpRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers()
                .forEach(header -> headers.computeIfAbsent(
                                header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                        .add(header.getValue()));
        String target = request.uri();
        int question = target.indexOf('?');
        String path = unescaped(question < 0 ? target : target.substring(0, question), true);
        return new Call(
                request.method().name(),
                path,
                target,
                question < 0 ? Map.of() : query(target.substring(question + 1)),
                headers,
                new byte[0]);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(unescaped(pair.substring(0, equals), false), unescaped(pair.substring(equals + 1), false));
            }
        }
        return query;
    }

    /** In a path, unlike in a query, a plus is one. */
    private static String unescaped(String text, boolean path) {
        try {
            return URLDecoder.decode(path ? text.replace("+", "%2B") : text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
