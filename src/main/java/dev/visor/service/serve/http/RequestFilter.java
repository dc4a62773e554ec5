package dev.visor.service.serve.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns requests away by their first lines, before anything else of them is read.
 *
 * <p>A page of the web may make its reader's browser ask a server on the reader's machine. Such a request names a foreign host, to which
 * the page's own name was pointed, or a foreign origin.
 */
public final class RequestFilter {

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String LENGTH = "content-length";

    private RequestFilter() {}

    /** Returns the reason why the call is not let in; empty if it is. */
    public static Optional<Reply> refuse(Call call) {
        List<String> hosts = call.headers().getOrDefault("host", List.of());
        if (hosts.size() != 1
                || !here("http://" + hosts.get(0))
                || !call.target().startsWith("/")) {
            return Optional.of(plain(421, "this server answers to localhost and 127.0.0.1 alone"));
        }
        boolean foreign = call.headers().getOrDefault("origin", List.of()).stream()
                        .anyMatch(origin -> !here(origin))
                || call.header("sec-fetch-site").filter("cross-site"::equals).isPresent();
        if (foreign) {
            return Optional.of(plain(403, "pages from elsewhere may not ask this server"));
        }
        String encoding = call.header("content-encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            return Optional.of(plain(415, "compressed bodies are not taken"));
        }
        String length = call.header(LENGTH).orElse("0");
        boolean fits = length.matches("\\d{1,18}") && Long.parseLong(length) <= ServerLimits.MAX_BODY;
        return fits ? Optional.empty() : Optional.of(tooLarge());
    }

    /** Whether that is this machine, at any port: a tunnel may have another. */
    private static boolean here(String origin) {
        try {
            URI uri = new URI(origin);
            return uri.getHost() != null
                    && uri.getUserInfo() == null
                    && HERE.contains(uri.getHost().toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    public static Reply tooLarge() {
        return plain(413, "the body is too large");
    }

    public static Reply plain(int status, String text) {
        return new Reply(status, "text/plain", text.getBytes(StandardCharsets.UTF_8), Map.of(), text);
    }
}
