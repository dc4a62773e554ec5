package dev.visor.service.serve.dialect;

import dev.visor.service.serve.http.Call;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the signatures that Amazon's (AWS4-HMAC-SHA256) and Tencent's (TC3-HMAC-SHA256) clients put on their calls, as strictly as the
 * vendors do: what a signature does not cover, or whom it is not meant for, is refused.
 */
final class Signatures {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("(\\S+) +Credential=([^,\\s]+), *SignedHeaders=([a-z0-9;_-]+), *Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter AMAZON_TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A call that was signed longer ago than this may have been recorded by somebody and played again. */
    private static final Duration STALE = Duration.ofMinutes(5);

    private final ServerContext context;

    Signatures(ServerContext context) {
        this.context = context;
    }

    /** An authorization, as it tells of itself. */
    private record Told(List<String> scope, String headers, String signature) {

        List<String> signed() {
            return List.of(headers.split(";"));
        }
    }

    /** @throws Refused unless the call was signed by the account's secret, for this service and region, lately, as it is */
    void amazon(Call call) throws Refused {
        Told told = authorization(call, "AWS4-HMAC-SHA256", 5, "aws4_request");
        require(context.regions().contains(told.scope().get(2)), "Credential should be scoped to a valid region.");
        require(
                told.scope().get(3).equals("rekognition"),
                "Credential should be scoped to correct service: 'rekognition'.");
        covers(call, told, Set.of("host", "x-amz-date"), "x-amz-");
        String time = once(call, "x-amz-date");
        require(
                time.startsWith(told.scope().get(1) + "T"),
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        try {
            fresh(LocalDateTime.parse(time, AMAZON_TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw new Refused(Why.INCOMPLETE, "Date must be in ISO-8601 'basic format'.");
        }
        check(call, told, "AWS4", "AWS4-HMAC-SHA256", time);
    }

    /** @throws Refused unless the call was signed by the account's secret, for this service, lately, as it is */
    void tencent(Call call) throws Refused {
        Told told = authorization(call, "TC3-HMAC-SHA256", 4, "tc3_request");
        // Tencent's own clients take the host's first label for the service: iai, at the vendor's.
        String label = once(call, "host").split("[.:]")[0];
        require(List.of("iai", label).contains(told.scope().get(2)), "the credential scope is not of the service iai");
        covers(call, told, Set.of("content-type", "host"), "-");
        String time = once(call, "x-tc-timestamp");
        if (!time.matches("\\d{1,11}")) {
            throw new Refused(Why.INCOMPLETE, "X-TC-Timestamp");
        }
        Instant signed = Instant.ofEpochSecond(Long.parseLong(time));
        require(
                DAY.format(signed).equals(told.scope().get(1)),
                "the date of the credential scope is not that of X-TC-Timestamp");
        fresh(signed);
        check(call, told, "TC3", "TC3-HMAC-SHA256", time);
    }

    private static void require(boolean kept, String sentence) throws Refused {
        if (!kept) {
            throw new Refused(Why.NOT_ALLOWED, sentence);
        }
    }

    private Told authorization(Call call, String scheme, int parts, String end) throws Refused {
        if (call.header("authorization").isEmpty()) {
            throw new Refused(Why.NO_KEY, "Authorization");
        }
        Matcher told = AUTHORIZATION.matcher(once(call, "authorization"));
        if (!told.matches() || !told.group(1).equals(scheme)) {
            throw new Refused(Why.INCOMPLETE, "Authorization is not of " + scheme);
        }
        List<String> scope = List.of(told.group(2).split("/", -1));
        if (scope.size() != parts || !scope.get(parts - 1).equals(end)) {
            throw new Refused(
                    Why.INCOMPLETE, "Credential must have %d parts between slashes, up to %s".formatted(parts, end));
        }
        if (!context.isKey(scope.get(0))) {
            throw new Refused(Why.UNKNOWN_KEY, "credential");
        }
        return new Told(scope, told.group(3), told.group(4));
    }

    /** One value, sent once: of two nobody knows which was meant. */
    private static String once(Call call, String header) throws Refused {
        List<String> values = call.headers().getOrDefault(header, List.of());
        if (values.size() != 1) {
            throw new Refused(Why.INCOMPLETE, header);
        }
        return values.get(0);
    }

    /** Whether what must be signed is, and everything that is said to be signed is there. */
    private static void covers(Call call, Told told, Set<String> needed, String prefix) throws Refused {
        List<String> signed = told.signed();
        for (String header : needed.stream().sorted().toList()) {
            require(signed.contains(header), "'%s' must be a 'SignedHeader' in the Authorization.".formatted(header));
        }
        require(
                signed.equals(signed.stream().distinct().sorted().toList()),
                "SignedHeaders must be sorted, each of them once.");
        for (String header : signed) {
            require(call.headers().containsKey(header), "'%s' is signed, but was not sent.".formatted(header));
        }
        for (String header : call.headers().keySet().stream().sorted().toList()) {
            require(
                    !header.startsWith(prefix) || signed.contains(header),
                    "There were headers present in the request which were not signed: " + header);
        }
    }

    private void fresh(Instant signed) throws Refused {
        if (Duration.between(signed, context.now()).abs().compareTo(STALE) > 0) {
            throw new Refused(
                    Why.STALE, "Signature expired, or not yet current: the clocks are more than 5 minutes apart.");
        }
    }

    private void check(Call call, Told told, String prefix, String scheme, String time) throws Refused {
        String body = HexFormat.of().formatHex(sha(call.body()));
        for (String told256 : call.headers().getOrDefault("x-amz-content-sha256", List.of())) {
            require(told256.equals(body), "The x-amz-content-sha256 is not that of the body.");
        }
        byte[] key = (prefix + context.secret()).getBytes(StandardCharsets.UTF_8);
        for (String part : told.scope().subList(1, told.scope().size())) {
            key = hmac(key, part);
        }
        String scope = String.join("/", told.scope().subList(1, told.scope().size()));
        String canonical =
                String.join("\n", call.method(), "/", "", canonicalHeaders(call, told.signed()), told.headers(), body);
        String hash = HexFormat.of().formatHex(sha(canonical.getBytes(StandardCharsets.UTF_8)));
        String right = HexFormat.of().formatHex(hmac(key, String.join("\n", scheme, time, scope, hash)));
        require(
                ServerContext.same(right, told.signature()),
                "The request signature we calculated does not match the signature you provided.");
    }

    private static String canonicalHeaders(Call call, List<String> signed) {
        return signed.stream()
                .map(name -> name + ":"
                        + call.headers().get(name).stream()
                                .map(value -> value.trim().replaceAll(" +", " "))
                                .collect(Collectors.joining(","))
                        + "\n")
                .collect(Collectors.joining());
    }

    private static byte[] sha(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
