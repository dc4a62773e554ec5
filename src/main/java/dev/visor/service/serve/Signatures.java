package dev.visor.service.serve;

import dev.visor.service.serve.Refused.Why;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks the signatures that Amazon's (AWS4-HMAC-SHA256) and Tencent's (TC3-HMAC-SHA256) clients put on their calls. */
final class Signatures {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("(\\S+) +Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})");
    private static final DateTimeFormatter AMAZON_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);

    /** A call that was signed longer ago than this may have been recorded by somebody and played again. */
    private static final Duration STALE = Duration.ofMinutes(5);

    private final Desk desk;

    Signatures(Desk desk) {
        this.desk = desk;
    }

    /** @throws Refused unless the call was signed by the account's secret, lately, as it is */
    void amazon(Call call) throws Refused {
        Matcher told = authorization(call, "AWS4-HMAC-SHA256");
        String[] scope = told.group(2).split("/");
        String time = call.header("x-amz-date").orElse("");
        if (scope.length != 5 || !desk.isKey(scope[0])) {
            throw new Refused(Why.NOT_ALLOWED, "credential");
        }
        try {
            fresh(LocalDateTime.parse(time, AMAZON_TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw new Refused(Why.NOT_ALLOWED, "x-amz-date");
        }
        String credentialScope = String.join("/", scope[1], scope[2], scope[3], scope[4]);
        byte[] key = hmac(("AWS4" + desk.secret()).getBytes(StandardCharsets.UTF_8), scope[1]);
        key = hmac(hmac(hmac(key, scope[2]), scope[3]), scope[4]);
        String text =
                String.join("\n", "AWS4-HMAC-SHA256", time, credentialScope, sha256(canonical(call, told.group(3))));
        check(key, text, told.group(4));
    }

    /** @throws Refused unless the call was signed by the account's secret, lately, as it is */
    void tencent(Call call) throws Refused {
        Matcher told = authorization(call, "TC3-HMAC-SHA256");
        String[] scope = told.group(2).split("/");
        String time = call.header("x-tc-timestamp").orElse("");
        if (scope.length != 4 || !desk.isKey(scope[0]) || !time.matches("\\d{1,12}")) {
            throw new Refused(Why.NOT_ALLOWED, "credential");
        }
        fresh(Instant.ofEpochSecond(Long.parseLong(time)));
        String credentialScope = String.join("/", scope[1], scope[2], scope[3]);
        byte[] key = hmac(("TC3" + desk.secret()).getBytes(StandardCharsets.UTF_8), scope[1]);
        key = hmac(hmac(key, scope[2]), scope[3]);
        String text =
                String.join("\n", "TC3-HMAC-SHA256", time, credentialScope, sha256(canonical(call, told.group(3))));
        check(key, text, told.group(4));
    }

    private static Matcher authorization(Call call, String scheme) throws Refused {
        Matcher told = AUTHORIZATION.matcher(call.header("authorization").orElse(""));
        if (!told.matches() || !told.group(1).equals(scheme)) {
            throw new Refused(Why.NOT_ALLOWED, "authorization");
        }
        return told;
    }

    private void fresh(Instant signed) throws Refused {
        if (Duration.between(signed, desk.clock().instant()).abs().compareTo(STALE) > 0) {
            throw new Refused(Why.NOT_ALLOWED, "time");
        }
    }

    private static void check(byte[] key, String text, String told) throws Refused {
        if (!Desk.same(HexFormat.of().formatHex(hmac(key, text)), told)) {
            throw new Refused(Why.NOT_ALLOWED, "signature");
        }
    }

    private static String canonical(Call call, String signed) {
        String headers = List.of(signed.split(";")).stream()
                .map(name -> name + ":"
                        + call.headers().getOrDefault(name, List.of("")).stream()
                                .map(value -> value.trim().replaceAll(" +", " "))
                                .collect(Collectors.joining(","))
                        + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n", call.method(), "/", "", headers, signed, HexFormat.of().formatHex(sha(call.body())));
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(sha(text.getBytes(StandardCharsets.UTF_8)));
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
