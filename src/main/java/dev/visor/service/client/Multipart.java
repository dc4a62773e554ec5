package dev.visor.service.client;

import dev.visor.service.Picture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form with files; the same fields make the same bytes. */
final class Multipart {

    /** No picture holds it: it is far longer than chance allows. */
    private static final String BOUNDARY = "visor-7d1f0c9a5b3e48d2a6c4f8e1b0937a5d";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Multipart text(String name, String value) {
        part("Content-Disposition: form-data; name=\"%s\"".formatted(name), value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Multipart picture(String name, Picture picture) {
        part(
                "Content-Disposition: form-data; name=\"%s\"; filename=\"photo\"\r\nContent-Type: application/octet-stream"
                        .formatted(name),
                picture.file());
        return this;
    }

    private void part(String head, byte[] value) {
        body.writeBytes(("--" + BOUNDARY + "\r\n" + head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(value);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    String type() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    /** Closed, as it is sent. */
    byte[] body() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(body.toByteArray());
        all.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }
}
