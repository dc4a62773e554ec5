package dev.visor.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.InputError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final String KEY = "q\"7/Zk+W&x<9p=Lm\\2 v8";
    private static final String SECRET = "s3cr3t-that-nobody-may-write";

    private final Secrets secrets = Secrets.of(List.of(KEY, SECRET), List.of("rehearsal-facepp"));

    @Test
    void aKeyIsHiddenHoweverItIsEncoded() {
        byte[] bytes = KEY.getBytes(StandardCharsets.UTF_8);
        String pair = KEY + ":" + SECRET;
        for (String encoded : List.of(
                KEY,
                URLEncoder.encode(KEY, StandardCharsets.UTF_8),
                URLEncoder.encode(KEY, StandardCharsets.UTF_8).replace("+", "%20"),
                URLEncoder.encode(KEY, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)),
                Base64.getEncoder().encodeToString(("user:" + pair).getBytes(StandardCharsets.UTF_8)),
                KEY.replace("\\", "\\\\").replace("\"", "\\\""),
                KEY.replace("\"", "\"\""),
                KEY.replace("&", "&amp;").replace("<", "&lt;"))) {
            String shown = secrets.hide("before " + encoded + " after");

            assertThat(shown)
                    .as(encoded)
                    .startsWith("before ")
                    .endsWith(" after")
                    .contains(Secrets.HIDDEN);
            // What is left is shorter than anything that is hidden by itself.
            assertThat(shown.replace(Secrets.HIDDEN, "").replace("before ", "").replace(" after", ""))
                    .as(encoded)
                    .hasSizeLessThan(16);
        }
    }

    @Test
    void aPartOfAKeyIsHidden() {
        assertThat(secrets.hide("Credential=" + SECRET.substring(0, 10) + "..."))
                .doesNotContain("s3cr3t-tha");
        assertThat(secrets.hide("..." + SECRET.substring(9, 20) + " is odd")).doesNotContain("at-nobody-m");
    }

    @Test
    void whatACardSaysInTheOpenIsNoSecret() {
        Secrets rehearsal = Secrets.of(List.of("rehearsal", "another"), List.of("rehearsal-facepp"));

        assertThat(rehearsal.hide("service rehearsal-facepp refuses another: anotherone"))
                .isEqualTo("service rehearsal-facepp refuses [hidden]: anotherone");
    }

    @Test
    void aFaultKeepsItsTraceAndLosesItsKeysInEveryCause() {
        IllegalArgumentException library = new IllegalArgumentException(
                "invalid header value: \"" + SECRET + "\"", new InputError("because of " + KEY));

        RuntimeException clean = secrets.hide(library);

        assertThat(clean).hasMessage("java.lang.IllegalArgumentException: invalid header value: \"[hidden]\"");
        assertThat(clean.getCause()).isInstanceOf(InputError.class).hasMessage("because of [hidden]");
        assertThat(clean.getStackTrace()).isEqualTo(library.getStackTrace());
    }
}
