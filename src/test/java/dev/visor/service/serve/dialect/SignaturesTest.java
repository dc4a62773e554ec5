package dev.visor.service.serve.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.visor.service.HandClock;
import dev.visor.service.Rehearsals;
import dev.visor.service.serve.http.ByteBudget;
import dev.visor.service.serve.http.Call;
import dev.visor.service.serve.http.Refused;
import dev.visor.service.serve.http.Refused.Why;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Calls that are signed rightly, with something in the signature that the vendors refuse. */
class SignaturesTest {

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    private final Signatures signatures = new Signatures(new ServerContext(
            new EmbeddingCache(photo -> Optional.empty(), 1),
            new CollectionStore(new ByteBudget(1 << 20)),
            new Ids(new HandClock().instant()),
            Rehearsals.LIKENESS,
            Rehearsals.KEY,
            Rehearsals.SECRET,
            Set.of("us-east-1"),
            new HandClock()));

    /** Headers to be sent, the scope, and what is signed of it; all of it as it must be, to begin with. */
    private static final class Amazon {
        private final Map<String, String> headers = new TreeMap<>(Map.of(
                "host", "127.0.0.1:8377",
                "x-amz-date", "20260102T030405Z",
                "x-amz-target", "RekognitionService.ListCollections",
                "content-type", "application/x-amz-json-1.1"));
        private List<String> signed = List.of("content-type", "host", "x-amz-date", "x-amz-target");
        private String scope = "20260102/us-east-1/rekognition/aws4_request";

        private Call call() {
            return signedCall(headers, signed, scope, "AWS4", "AWS4-HMAC-SHA256", headers.get("x-amz-date"));
        }
    }

    private static final class Tencent {
        private final Map<String, String> headers = new TreeMap<>(Map.of(
                "host", "iai.tencentcloudapi.com",
                "x-tc-timestamp", "1767323045",
                "content-type", "application/json"));
        private List<String> signed = List.of("content-type", "host");
        private String scope = "2026-01-02/iai/tc3_request";

        private Call call() {
            return signedCall(headers, signed, scope, "TC3", "TC3-HMAC-SHA256", headers.get("x-tc-timestamp"));
        }
    }

    @Test
    void whatIsSignedAsTheVendorsWantItIsTaken() {
        assertThatCode(() -> signatures.amazon(new Amazon().call())).doesNotThrowAnyException();
        assertThatCode(() -> signatures.tencent(new Tencent().call())).doesNotThrowAnyException();
    }

    @Test
    void amazonWantsHostDateAndItsOwnHeadersSigned() {
        for (String left : List.of("host", "x-amz-date", "x-amz-target")) {
            Amazon call = new Amazon();
            call.signed =
                    call.signed.stream().filter(name -> !name.equals(left)).toList();

            assertRefused(Why.NOT_ALLOWED, left, call.call(), true);
        }
    }

    @Test
    void amazonWantsItsServiceARegionAndTheDateInTheScope() {
        Map.of(
                        "20260102/eu-west-1/rekognition/aws4_request", "valid region",
                        "20260102/us-east-1/s3/aws4_request", "correct service",
                        "20260101/us-east-1/rekognition/aws4_request", "Date in Credential scope")
                .forEach((scope, sentence) -> {
                    Amazon call = new Amazon();
                    call.scope = scope;

                    assertRefused(Why.NOT_ALLOWED, sentence, call.call(), true);
                });
        Amazon call = new Amazon();
        call.scope = "20260102/us-east-1/rekognition/aws5_request";
        assertRefused(Why.INCOMPLETE, "aws4_request", call.call(), true);
    }

    @Test
    void anOldSignatureADoubledHeaderAndAnotherBodyAreRefused() {
        Amazon old = new Amazon();
        old.headers.put("x-amz-date", "20260102T025404Z");
        assertRefused(Why.STALE, "", old.call(), true);

        Call call = new Amazon().call();
        Map<String, List<String>> doubled = new TreeMap<>(call.headers());
        doubled.put("x-amz-date", List.of("20260102T030405Z", "20260102T030406Z"));
        assertRefused(
                Why.INCOMPLETE,
                "x-amz-date",
                new Call(call.method(), call.path(), call.target(), call.query(), doubled, BODY),
                true);
        assertRefused(Why.NOT_ALLOWED, "does not match", call.with("{ }".getBytes(StandardCharsets.UTF_8)), true);

        Amazon hashed = new Amazon();
        hashed.headers.put("x-amz-content-sha256", "0".repeat(64));
        hashed.signed = List.of("content-type", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-target");
        assertRefused(Why.NOT_ALLOWED, "x-amz-content-sha256", hashed.call(), true);
    }

    @Test
    void tencentWantsHostAndTypeSignedItsServiceAndTheDate() {
        for (String left : List.of("host", "content-type")) {
            Tencent call = new Tencent();
            call.signed =
                    call.signed.stream().filter(name -> !name.equals(left)).toList();
            assertRefused(Why.NOT_ALLOWED, left, call.call(), false);
        }
        for (String scope : List.of("2026-01-02/cvm/tc3_request", "2026-01-03/iai/tc3_request")) {
            Tencent call = new Tencent();
            call.scope = scope;
            assertRefused(Why.NOT_ALLOWED, "scope", call.call(), false);
        }
        Tencent old = new Tencent();
        old.headers.put("x-tc-timestamp", "1767322000");
        assertRefused(Why.STALE, "", old.call(), false);
    }

    private void assertRefused(Why why, String sentence, Call call, boolean amazon) {
        Refused refused = catchThrowableOfType(Refused.class, () -> {
            if (amazon) {
                signatures.amazon(call);
            } else {
                signatures.tencent(call);
            }
        });
        assertThat(refused).as(sentence).isNotNull();
        assertThat(refused.why()).as(sentence).isEqualTo(why);
        assertThat(refused.field()).contains(sentence);
    }

    private static Call signedCall(
            Map<String, String> headers, List<String> signed, String scope, String prefix, String scheme, String time) {
        String names = String.join(";", signed);
        String canonical = signed.stream()
                .map(name -> name + ":" + headers.get(name) + "\n")
                .collect(Collectors.joining());
        String text = String.join("\n", "POST", "/", "", canonical, names, hex(sha(BODY)));
        byte[] key = (prefix + Rehearsals.SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        String signature =
                hex(hmac(key, String.join("\n", scheme, time, scope, hex(sha(text.getBytes(StandardCharsets.UTF_8))))));
        Map<String, List<String>> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        all.put(
                "authorization",
                List.of("%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(scheme, Rehearsals.KEY, scope, names, signature)));
        return new Call("POST", "/", "/", Map.of(), all, BODY);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
