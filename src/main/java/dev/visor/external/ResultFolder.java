package dev.visor.external;

import dev.visor.core.image.FaceImage;
import dev.visor.core.text.Printable;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.dataset.image.ImageKind;
import dev.visor.dataset.image.PlainPng;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The folder into which another program has put its images: one {@code NAME.png} for each image of the job. Where it is allowed, a {@code
 * NAME.jpg} stands for it, and is told to be lossy.
 */
public final class ResultFolder {

    private static final int MOST_NAMED = 3;

    private static final String PNG = ".png";
    private static final List<String> LOSSY = List.of(".jpg", ".jpeg");

    private final Path folder;
    private final boolean mayBeLossy;

    /**
     * Opens nothing yet.
     *
     * @param mayBeLossy whether a JPEG file is taken for an image, too
     */
    public ResultFolder(Path folder, boolean mayBeLossy) {
        this.folder = folder;
        this.mayBeLossy = mayBeLossy;
    }

    /**
     * An image of the result, or what is wrong with it.
     *
     * @param image empty if it cannot be used, or is not there
     * @param fault a clause that names the file; empty if there is none
     * @param lossy whether it was a JPEG file
     */
    public record Found(Optional<FaceImage> image, Optional<String> fault, boolean lossy) {

        static Found of(String fault) {
            return new Found(Optional.empty(), Optional.of(fault), false);
        }
    }

    /** Whether there is a file for that image. */
    public boolean has(JobImage original) {
        return Files.exists(file(original), LinkOption.NOFOLLOW_LINKS);
    }

    /** Reads the image that was made of another: a plain PNG of the same size. */
    public Found read(JobImage original) {
        Path file = file(original);
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Found.of(has(original) ? name + " is no regular file" : name + " is missing");
        }
        byte[][] content = new byte[1][];
        Reading reading = ImageFiles.read(file, bytes -> content[0] = bytes);
        if (reading instanceof Reading.Unreadable unreadable) {
            return Found.of("%s cannot be read: %s".formatted(name, unreadable.reason()));
        }
        boolean lossy = !name.endsWith(PNG) && ImageKind.of(content[0]).equals(Optional.of(ImageKind.JPEG));
        Optional<String> obstacle = lossy ? Optional.empty() : PlainPng.obstacle(content[0]);
        if (obstacle.isPresent()) {
            return Found.of("%s is no 8-bit RGB PNG: %s".formatted(name, obstacle.get()));
        }
        FaceImage image = FaceImage.ofPhoto(((Reading.Decoded) reading).photo());
        if (!image.sameShapeAs(original.image())) {
            return Found.of(String.format(
                    Locale.ROOT,
                    "%s has %d x %d pixels, and its photo %d x %d",
                    name,
                    image.width(),
                    image.height(),
                    original.image().width(),
                    original.image().height()));
        }
        return new Found(Optional.of(image), Optional.empty(), lossy);
    }

    /** Names what lies in the folder and belongs to no image, such as {@code a.png, b.png and 4 more}; empty if nothing does. */
    public String others(List<JobImage> originals, Set<String> expected) {
        Set<String> known = originals.stream()
                .map(image -> file(image).getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        known.addAll(expected);
        List<String> others = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!known.contains(name)) {
                    others.add(Printable.brief(name));
                }
            }
        } catch (IOException e) {
            return "";
        }
        others.sort(null);
        String named = String.join(", ", others.subList(0, Math.min(MOST_NAMED, others.size())));
        return others.size() > MOST_NAMED ? named + " and " + (others.size() - MOST_NAMED) + " more" : named;
    }

    private Path file(JobImage original) {
        Path png = folder.resolve(original.name() + PNG);
        if (!mayBeLossy || Files.exists(png, LinkOption.NOFOLLOW_LINKS)) {
            return png;
        }
        return LOSSY.stream()
                .map(ending -> folder.resolve(original.name() + ending))
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .findFirst()
                .orElse(png);
    }
}
