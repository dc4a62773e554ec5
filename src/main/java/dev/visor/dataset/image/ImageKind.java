package dev.visor.dataset.image;

import dev.visor.core.image.Photo;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** The images that are read, told apart by their first bytes, whatever they are called. */
public enum ImageKind {
    JPEG(Jpeg::begins, Jpeg::decode),
    PNG(Png::begins, Png::decode),
    PNM(Pnm::begins, Pnm::decode),
    WEBP(WebP::begins, WebP::decode),
    BMP(Bmp::begins, Bmp::decode),
    TIFF(Tiff::begins, Tiff::decode),
    GIF(Gif::begins, Gif::decode);

    /** Number of first bytes that tell what a file is. */
    public static final int HEAD = 32;

    private final Predicate<byte[]> begins;
    private final Decoder decoder;

    private interface Decoder {
        Photo decode(byte[] file, long maxPixels) throws IOException;
    }

    ImageKind(Predicate<byte[]> begins, Decoder decoder) {
        this.begins = begins;
        this.decoder = decoder;
    }

    /** @param file whole, or its first {@value #HEAD} bytes */
    public static Optional<ImageKind> of(byte[] file) {
        return Arrays.stream(values()).filter(kind -> kind.begins.test(file)).findFirst();
    }

    /** @throws IOException if the file is damaged, cut off or has more pixels */
    public Photo decode(byte[] file, long maxPixels) throws IOException {
        return decoder.decode(file, maxPixels);
    }
}
