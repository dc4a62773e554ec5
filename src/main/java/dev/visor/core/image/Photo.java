package dev.visor.core.image;

import dev.visor.core.Digest;
import java.util.Optional;

/**
 * A photograph as decoded: 8-bit RGB, upright, seen over white.
 *
 * @param rgb height x width x 3 bytes, row by row, red first
 * @param grey whether it shows no color; a copy of it shows none either, whatever is painted into it
 * @param opacity a byte for each pixel, 255 where nothing shines through; empty if that is everywhere
 */
public record Photo(int width, int height, byte[] rgb, boolean grey, Optional<byte[]> opacity) {

    public Photo {
        if (width < 1 || height < 1 || rgb.length != width * height * 3) {
            throw new IllegalArgumentException(
                    "a %d x %d photo has %d bytes, got %d".formatted(width, height, width * height * 3, rgb.length));
        }
        if (opacity.isPresent() && opacity.get().length != width * height) {
            throw new IllegalArgumentException("a %d x %d photo has an opacity of %d bytes, got %d"
                    .formatted(width, height, width * height, opacity.get().length));
        }
    }

    /** An opaque photo that may show colors. */
    public Photo(int width, int height, byte[] rgb) {
        this(width, height, rgb, false, Optional.empty());
    }

    /**
     * Returns the same photo with other pixels: a grey one stays grey where it is written, and a transparent one
     * transparent.
     */
    public Photo repainted(byte[] other) {
        return new Photo(width, height, other, grey, opacity);
    }

    /** The channel's value, 0..255. */
    public int at(int x, int y, int channel) {
        return rgb[(y * width + x) * 3 + channel] & 0xff;
    }

    /** Stands for what recognizers and detectors see: size and pixels. */
    public Digest digest() {
        return Digest.builder("photo")
                .add("width", width)
                .add("height", height)
                .add("rgb", rgb)
                .build();
    }
}
