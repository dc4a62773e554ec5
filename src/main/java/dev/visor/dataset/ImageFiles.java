package dev.visor.dataset;

import dev.visor.core.Photo;
import dev.visor.core.WholeFile;
import dev.visor.dataset.Reading.Decoded;
import dev.visor.dataset.Reading.Unreadable;
import dev.visor.dataset.image.Jpeg;
import dev.visor.dataset.image.Png;
import dev.visor.dataset.image.Pnm;
import dev.visor.dataset.image.UnreadableImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * Photos in and out of files: JPEG, PNG, PGM and PPM, told apart by their first bytes.
 *
 * <p>What is decoded is upright (EXIF orientation), has three channels (grey is repeated), 8 bits (16 bits are scaled
 * and rounded) and no transparency (it lies over white). CMYK and YCCK become RGB. Any other color profile is ignored,
 * as by the tools that recognizers are trained with.
 */
public final class ImageFiles {

    /** A larger image is refused before its pixels are read. */
    public static final long MAX_PIXELS = 64_000_000;

    /** A larger file is refused before it is read. */
    public static final long MAX_BYTES = 512L << 20;

    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png", "pgm", "ppm");

    private ImageFiles() {}

    /** Whether the file's ending promises an image that can be decoded. */
    public static boolean looksLikeImage(Path file) {
        String name = file.getFileName().toString();
        return !name.startsWith(".")
                && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** The photo in a file, or why there is none. */
    public static Reading read(Path file) {
        try {
            long size = Files.size(file);
            return size > MAX_BYTES
                    ? new Unreadable("the file has %d bytes, more than %d".formatted(size, MAX_BYTES))
                    : decode(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return new Unreadable("there is no such file");
        } catch (IOException e) {
            return new Unreadable("the file cannot be read (" + e.getMessage() + ")");
        }
    }

    /** The photo in the bytes of a file, or why there is none. */
    public static Reading decode(byte[] file) {
        return decode(file, MAX_PIXELS);
    }

    /** As {@link #decode(byte[])}; an image of more pixels is refused before they are read. */
    public static Reading decode(byte[] file, long maxPixels) {
        try {
            return new Decoded(photo(file, maxPixels));
        } catch (UnreadableImage e) {
            return new Unreadable(e.getMessage());
        } catch (IOException | RuntimeException e) {
            // Decoders meet damage with whatever exception it leads to.
            return new Unreadable("the image is damaged (" + e + ")");
        }
    }

    /** The photo as a PNG file: lossless, 8 bits. */
    public static byte[] png(Photo photo) {
        return Png.encode(photo);
    }

    /** Writes the photo as a PNG file, whole or not at all; folders on the way are made. */
    public static void writePng(Photo photo, Path file) throws IOException {
        WholeFile.write(file, png(photo));
    }

    private static Photo photo(byte[] file, long maxPixels) throws IOException {
        if (file.length == 0) {
            throw new UnreadableImage("the file is empty");
        }
        if (Jpeg.begins(file)) {
            return Jpeg.decode(file, maxPixels);
        }
        if (Png.begins(file)) {
            return Png.decode(file, maxPixels);
        }
        if (Pnm.begins(file)) {
            return Pnm.decode(file, maxPixels);
        }
        throw new UnreadableImage("the file is no JPEG, PNG, PGM or PPM image");
    }
}
