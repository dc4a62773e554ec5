package dev.visor.dataset.image;

import java.util.Optional;

/**
 * Tells whether a file is a PNG that every decoder reads to the same numbers: 8 bits a channel, red, green and blue or grey, no
 * transparency, no color profile, no turn by EXIF.
 */
public final class PlainPng {

    private static final int BIT_DEPTH = 24;
    private static final int COLOR_TYPE = 25;
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int BITS = 8;

    private PlainPng() {}

    /** Returns what is in the way, as a clause such as {@code it has an alpha channel}; empty if the file is one. */
    public static Optional<String> obstacle(byte[] file) {
        if (!Png.begins(file)) {
            return Optional.of(ImageKind.of(file)
                    .map(kind -> "it is a " + kind + " file, not a PNG")
                    .orElse("it is no PNG"));
        }
        try {
            return obstacle(file, new PngChunks(file));
        } catch (UnreadableImage e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> obstacle(byte[] file, PngChunks chunks) {
        int bits = file[BIT_DEPTH];
        int color = file[COLOR_TYPE];
        if (color != GREY && color != RGB) {
            return Optional.of(color == 3 ? "it has a palette" : "it has an alpha channel");
        }
        if (bits != BITS) {
            return Optional.of("it has " + bits + " bits a channel");
        }
        if (chunks.isTransparent()) {
            return Optional.of("it has a transparent color");
        }
        if (chunks.told("iCCP").isPresent() || chunks.told("cICP").isPresent()) {
            return Optional.of("it has a color profile");
        }
        return chunks.told("eXIf").isPresent() ? Optional.of("it has EXIF data, which may turn it") : Optional.empty();
    }
}
