package dev.visor.harness;

import dev.visor.core.image.Photo;
import dev.visor.dataset.ImageFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Photos of test beds: drawn and encoded once a process, however many folders they are written into. */
final class DrawnPhotos {

    private static final Map<String, byte[]> ENCODED = new ConcurrentHashMap<>();

    private DrawnPhotos() {}

    /**
     * Writes a photo as a PNG file, over what a test has spoilt; folders on the way are made.
     *
     * @param name of no other photo of any test bed
     */
    static void write(Path file, String name, Supplier<Photo> photo) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, ENCODED.computeIfAbsent(name, missing -> ImageFiles.png(photo.get())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
