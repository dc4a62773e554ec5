package dev.visor.harness;

import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each photo's protected copy goes, settled before anything is computed: no photo is ever overwritten. */
final class ProtectedCopies {

    private ProtectedCopies() {}

    /**
     * {@code NAME-protected.png} in the folder; photos of one name are counted, {@code NAME-2-protected.png}.
     *
     * @return the copies by their photos, in the photos' order, each photo once
     * @throws InputError if the folder holds one of the photos under a copy's name
     */
    static Map<Path, Path> plan(List<Path> photos, Path out) {
        Map<Path, Path> copies = new LinkedHashMap<>();
        Set<Path> taken = new HashSet<>();
        for (Path photo : photos) {
            if (!copies.containsKey(photo)) {
                Path copy = copy(photo, out, taken);
                refuseToOverwrite(copy, photos);
                copies.put(photo, copy);
            }
        }
        return copies;
    }

    private static Path copy(Path photo, Path out, Set<Path> taken) {
        String name = photo.toAbsolutePath().normalize().getFileName() == null
                ? "photo"
                : photo.toAbsolutePath().normalize().getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        Path copy = out.resolve(stem + "-protected.png");
        for (int i = 2; !taken.add(copy); i++) {
            copy = out.resolve(stem + "-" + i + "-protected.png");
        }
        return copy;
    }

    private static void refuseToOverwrite(Path copy, List<Path> photos) {
        for (Path photo : photos) {
            try {
                if (Files.exists(copy) && Files.exists(photo) && Files.isSameFile(copy, photo)) {
                    throw new InputError(
                            "%s is one of the photos, and would be overwritten by a protected copy; choose another --out"
                                    .formatted(photo));
                }
            } catch (IOException e) {
                throw new InputError("%s cannot be read (%s)".formatted(photo, e.getMessage()), e);
            }
        }
    }

    /** Makes the folder, before long work is done for it. */
    static void make(Path out) {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new InputError("--out %s cannot be made a folder (%s); choose another".formatted(out, e), e);
        }
        if (!Files.isWritable(out)) {
            throw new InputError("--out %s cannot be written to; choose another folder".formatted(out));
        }
    }
}
