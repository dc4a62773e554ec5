package dev.visor.dataset;

import dev.visor.core.file.WholeFile;
import dev.visor.core.image.Photo;
import dev.visor.dataset.Reading.Decoded;
import dev.visor.dataset.Reading.Unreadable;
import dev.visor.dataset.image.ImageKind;
import dev.visor.dataset.image.OtherImages;
import dev.visor.dataset.image.Png;
import dev.visor.dataset.image.UnreadableImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Photos in and out of files: JPEG, PNG, PGM, PPM, WebP, BMP, TIFF and GIF, told apart by their first bytes.
 *
 * <p>What is decoded is upright (EXIF orientation), has three channels (grey is repeated), 8 bits (16 bits are scaled
 * and rounded) of sRGB (color profiles are applied) and is seen over white. CMYK and YCCK become RGB. What each format
 * tells, and what of it is heeded, stands in {@code docs/photos.md}.
 */
public final class ImageFiles {

    /** A larger image is refused before its pixels are read. */
    public static final long MAX_PIXELS = 64_000_000;

    /** A larger file is refused before it is read. */
    public static final long MAX_BYTES = 512L << 20;

    private ImageFiles() {}

    /** The photo in a file, or why there is none. */
    public static Reading read(Path file) {
        return read(file, bytes -> {});
    }

    /**
     * Reads an image as {@link #read(Path)} does, and shows its bytes first.
     *
     * @param content is shown what the file held, before it is decoded
     */
    public static Reading read(Path file, Consumer<byte[]> content) {
        byte[] bytes;
        try {
            if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
                // A device or a pipe may never end.
                return new Unreadable("it is no regular file");
            }
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                return new Unreadable(
                        String.format(Locale.ROOT, "the file has %d bytes, more than %d", size, MAX_BYTES));
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new Unreadable("there is no such file");
        } catch (IOException e) {
            return new Unreadable("the file cannot be read (" + e.getMessage() + ")");
        }
        content.accept(bytes);
        return decode(bytes);
    }

    /** The photo in the bytes of a file, or why there is none. */
    public static Reading decode(byte[] file) {
        return decode(file, MAX_PIXELS);
    }

    /** Decodes an image as {@link #decode(byte[])} does; one of more pixels is refused before they are read. */
    public static Reading decode(byte[] file, long maxPixels) {
        try {
            return new Decoded(photo(file, maxPixels));
        } catch (UnreadableImage e) {
            return new Unreadable(e.getMessage());
        } catch (OutOfMemoryError e) {
            return new Unreadable("the image takes more memory than there is");
        } catch (IOException | RuntimeException | StackOverflowError e) {
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

    /**
     * Reads a photo as {@link #read(Path)} does, wherever the photo's bytes lie.
     *
     * @param content is shown what the photo's bytes are, before they are decoded
     */
    public static Reading read(PhotoSource source, Consumer<byte[]> content) {
        if (source.whole()) {
            return read(source.file(), content);
        }
        byte[] bytes;
        try {
            bytes = source.bytes();
        } catch (IOException e) {
            return new Unreadable("the file cannot be read (" + e.getMessage() + ")");
        }
        content.accept(bytes);
        return decode(bytes);
    }

    private static Photo photo(byte[] file, long maxPixels) throws IOException {
        if (file.length == 0) {
            throw new UnreadableImage("the file is empty");
        }
        Optional<ImageKind> kind = ImageKind.of(file);
        if (kind.isEmpty()) {
            throw new UnreadableImage(OtherImages.name(file)
                    .map(name -> "images in the format " + name + " are not read: convert it to JPEG or PNG")
                    .orElse("the file is no JPEG, PNG, PGM, PPM, WebP, BMP, TIFF or GIF image"));
        }
        Photo photo = kind.get().decode(file, maxPixels);
        return new Photo(photo.width(), photo.height(), photo.rgb(), colorless(photo.rgb()), photo.opacity());
    }

    /** Whether a photo is grey, however its file stores it. */
    private static boolean colorless(byte[] rgb) {
        for (int at = 0; at < rgb.length; at += 3) {
            if (rgb[at] != rgb[at + 1] || rgb[at] != rgb[at + 2]) {
                return false;
            }
        }
        return true;
    }
}
