package dev.visor.external;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.visor.core.Digest;
import dev.visor.core.file.WholeFile;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Point;
import dev.visor.dataset.ImageFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The folder of a job that is being written: {@code photos/}, {@code targets/} and, last, {@code job.json}. All images are PNG files, so
 * that every decoder reads the same numbers.
 */
public final class JobFolder {

    public static final String FILE = "job.json";
    public static final String PHOTOS = "photos";
    public static final String TARGETS = "targets";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path folder;
    private final BiConsumer<Path, byte[]> writing;
    private final Map<String, Digest> sha256 = new LinkedHashMap<>();
    private final List<Map<String, Object>> photos = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();

    /** @param folder need not exist */
    public JobFolder(Path folder) {
        this(folder, WholeFile::write);
    }

    private JobFolder(Path folder, BiConsumer<Path, byte[]> writing) {
        this.folder = folder;
        this.writing = writing;
    }

    /** A folder that is gone before anything could be lost: nothing waits for the disk. */
    static JobFolder passing(Path folder) {
        return new JobFolder(folder, (file, content) -> {
            try {
                Files.write(file, content);
            } catch (IOException e) {
                throw WholeFile.unwritable(file, e);
            }
        });
    }

    /** Adds an image of which another is to be made. */
    public void add(JobImage image) {
        String file = PHOTOS + "/" + image.name() + ".png";
        Digest digest = png(file, image.image());
        sha256.put(file, digest);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("name", image.name());
        told.put("file", file);
        told.put("sha256", digest.hex());
        told.put("width", image.image().width());
        told.put("height", image.image().height());
        image.landmarks()
                .ifPresent(at -> told.put(
                        "landmarks",
                        at.points().stream().map(JobFolder::numbers).toList()));
        told.put("seed", image.seed());
        photos.add(told);
    }

    /** Adds a photo of an identity that results may resemble. */
    public void addTarget(FaceImage target) {
        String file = TARGETS + "/" + JobImage.name(targets.size() + 1) + ".png";
        png(file, target);
        targets.add(file);
    }

    /**
     * Ends the folder with {@code job.json}.
     *
     * @throws dev.visor.core.InputError if it cannot be written
     */
    public void finish(Job job) {
        Map<String, Object> told = job.told();
        told.put("targets", targets);
        told.put("photos", photos);
        try {
            String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(told) + "\n";
            writing.accept(folder.resolve(FILE), text.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a job that no JSON can be made of", e);
        }
    }

    /** Returns a file of an image that is no longer what was written; empty if there is none. */
    Optional<String> changed() {
        return sha256.entrySet().stream()
                .filter(image -> !isSame(folder.resolve(image.getKey()), image.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Digest png(String name, FaceImage image) {
        Path file = folder.resolve(name);
        byte[] png = ImageFiles.png(image.toPhoto());
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw WholeFile.unwritable(file.getParent(), e);
        }
        writing.accept(file, png);
        return Digest.of(png);
    }

    private static List<Double> numbers(Point point) {
        return List.of(point.x(), point.y());
    }

    private static boolean isSame(Path file, Digest digest) {
        try {
            return Digest.ofFile(file).equals(digest);
        } catch (IOException e) {
            return false;
        }
    }
}
