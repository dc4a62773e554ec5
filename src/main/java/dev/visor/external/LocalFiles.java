package dev.visor.external;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Files beside an entry's YAML file, with the digests that they had when the entry was read.
 *
 * <p>As text, in keys and records, they are their names and digests: a file that changes makes another entry, wherever it lies.
 *
 * @param folder of the entry's file
 * @param sha256 by the name as it was written, relative to the folder
 */
public record LocalFiles(Path folder, SortedMap<String, Digest> sha256) {

    public LocalFiles {
        sha256 = Collections.unmodifiableSortedMap(new TreeMap<>(sha256));
    }

    /** Digests the files of these names. */
    public static LocalFiles of(Path folder, Iterable<String> names) throws IOException {
        SortedMap<String, Digest> digests = new TreeMap<>();
        for (String name : names) {
            digests.put(name, Digest.ofFile(folder.resolve(name)));
        }
        return new LocalFiles(folder, digests);
    }

    /** Returns the path of a file. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Makes sure that the files are still what they were: what is stored under their digests must have been made by them.
     *
     * @throws InputError if one was changed or removed
     */
    public void requireUnchanged() {
        sha256.forEach((name, digest) -> {
            try {
                if (Digest.ofFile(file(name)).equals(digest)) {
                    return;
                }
            } catch (IOException e) {
                throw new InputError("%s cannot be read any more (%s)".formatted(file(name), e.getMessage()), e);
            }
            throw new InputError(
                    "%s was changed while it was in use; leave it alone and run it again".formatted(file(name)));
        });
    }

    /** Returns names and digests, such as {@code [protect.py 3f9a...]}. */
    @Override
    public String toString() {
        return sha256.entrySet().stream()
                .map(file -> file.getKey() + " " + file.getValue().hex())
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
