package dev.visor.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of what made a thing: equal digests, equal things. */
public record Digest(String hex) {

    private static final int DIGITS = 64;

    public Digest {
        if (hex.length() != DIGITS || !hex.chars().allMatch(Digest::isDigit)) {
            throw new IllegalArgumentException("a sha256 has 64 hexadecimal digits, got \"" + hex + "\"");
        }
    }

    public static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(sha256().digest(bytes)));
    }

    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Digest ofFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in);
        }
    }

    /** Computes the digest of all that is left to read. */
    public static Digest of(InputStream in) throws IOException {
        MessageDigest sha = sha256();
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sha.update(buffer, 0, n);
        }
        return new Digest(HexFormat.of().formatHex(sha.digest()));
    }

    public static Builder builder(String kind) {
        return new Builder().add("kind", kind);
    }

    /** The first twelve digits: enough to tell things apart in a table. */
    public String brief() {
        return hex.substring(0, 12);
    }

    private static boolean isDigit(int letter) {
        return letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'f';
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Digests named parts in the order given; names and lengths keep neighbors apart. A part is plain text, a number or another
     * digest: the words of {@code toString} change with the names of a class and its fields.
     */
    public static final class Builder {

        private final MessageDigest sha = sha256();

        private Builder() {}

        public Builder add(String name, String value) {
            return add(name, value.getBytes(StandardCharsets.UTF_8));
        }

        public Builder add(String name, long value) {
            return add(name, Long.toString(value));
        }

        public Builder add(String name, double value) {
            return add(name, Double.toString(value));
        }

        public Builder add(String name, boolean value) {
            return add(name, Boolean.toString(value));
        }

        public Builder add(String name, Digest value) {
            return add(name, value.hex());
        }

        /** Words in the order given; none may hold a comma and a blank. */
        public Builder add(String name, List<String> words) {
            return add(name, words.toString());
        }

        public Builder add(String name, byte[] value) {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(8)
                    .putInt(key.length)
                    .putInt(value.length)
                    .array());
            sha.update(key);
            sha.update(value);
            return this;
        }

        public Digest build() {
            return new Digest(HexFormat.of().formatHex(sha.digest()));
        }
    }
}
