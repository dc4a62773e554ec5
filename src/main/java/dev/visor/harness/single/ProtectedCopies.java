package dev.visor.harness.single;

import dev.visor.core.InputError;
import dev.visor.core.file.WholeFile;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settles the path of each photo's protected copy before anything is computed: nothing that exists is ever overwritten.
 */
final class ProtectedCopies {

    /** A write takes seconds: what is unfinished for longer, a killed process left. */
    private static final Duration UNFINISHED = Duration.ofHours(1);

    private ProtectedCopies() {}

    /**
     * {@code NAME-protected.png} in the folder; photos of one name are counted, {@code NAME-2-protected.png}, also where names
     * differ in case or in how their letters are composed only, which some disks cannot tell apart.
     *
     * @return the copies by their photos, in the photos' order, each photo once
     */
    static Map<Path, Path> plan(List<Path> photos, Path out) {
        Map<Path, Path> copies = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Path photo : photos) {
            if (!copies.containsKey(photo)) {
                copies.put(photo, out.resolve(name(stem(photo), taken)));
            }
        }
        return copies;
    }

    private static String name(String stem, Set<String> taken) {
        String name = stem + "-protected.png";
        for (int i = 2; !taken.add(folded(name)); i++) {
            name = stem + "-" + i + "-protected.png";
        }
        return name;
    }

    private static String stem(Path photo) {
        Path name = photo.toAbsolutePath().normalize().getFileName();
        if (name == null) {
            return "photo";
        }
        int dot = name.toString().lastIndexOf('.');
        return dot > 0 ? name.toString().substring(0, dot) : name.toString();
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the reason why no copy can be written there, before long work is done for it; empty if nothing stands in
     * the way.
     */
    static Optional<String> obstacle(Path copy) {
        try {
            Files.readAttributes(copy, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of("%s exists already, and nothing is overwritten; move it away or choose another --out"
                    .formatted(copy));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            return Optional.of("its copy %s cannot be written (%s)".formatted(copy, e.getReason()));
        } catch (IOException e) {
            return Optional.of("its copy %s cannot be written (%s)".formatted(copy, e.getMessage()));
        }
    }

    /** Makes the folder, before long work is done for it, and removes what killed processes left in it. */
    static void make(Path out) {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new InputError("--out %s cannot be made a folder (%s); choose another".formatted(out, e), e);
        }
        if (!Files.isWritable(out)) {
            throw new InputError("--out %s cannot be written to; choose another folder".formatted(out));
        }
        WholeFile.sweep(out, Instant.now().minus(UNFINISHED));
    }
}
