package dev.visor.service;

import dev.visor.core.Digest;

/**
 * A photo as it is sent: a PNG or JPEG file.
 *
 * @param digest of the file; all that records and cassettes keep of it
 */
public record Picture(byte[] file, Digest digest) {

    public static Picture of(byte[] file) {
        return new Picture(file, Digest.of(file));
    }

    /** Equal files, equal pictures. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Picture picture && picture.digest.equals(digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "picture " + digest.brief() + ", " + file.length + " bytes";
    }
}
