package dev.visor.core;

/**
 * A photograph as decoded: 8-bit RGB, upright.
 *
 * @param rgb height x width x 3 bytes, row by row, red first
 */
public record Photo(int width, int height, byte[] rgb) {

    public Photo {
        if (width < 1 || height < 1 || rgb.length != width * height * 3) {
            throw new IllegalArgumentException(
                    "a %d x %d photo has %d bytes, got %d".formatted(width, height, width * height * 3, rgb.length));
        }
    }

    /** The channel's value, 0..255. */
    public int at(int x, int y, int channel) {
        return rgb[(y * width + x) * 3 + channel] & 0xff;
    }

    public Digest digest() {
        return Digest.builder("photo")
                .add("width", width)
                .add("height", height)
                .add("rgb", rgb)
                .build();
    }
}
