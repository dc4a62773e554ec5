package dev.visor.recognizer;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A model's file, pinned by its digest: the bytes that were digested are the bytes that are loaded, from memory or from a
 * private copy, whatever happens to the file meanwhile.
 *
 * @param owner whose it is, as messages name it: {@code recognizer edgeface_xxs}
 * @param sha256 of the file; of a model that keeps weights in further files, {@linkplain #over of all of them}
 */
public record ModelFile(String owner, Path path, Digest sha256) {

    /** Part of the heap that a file may take at most, as a divisor; what is loaded takes as much again. */
    private static final int SHARE_OF_HEAP = 3;

    /** A file, and those beside it that it names. */
    public record Contents(byte[] file, SortedMap<String, byte[]> parts) {}

    /** A recognizer's file, as its card pins it. */
    public static ModelFile of(RecognizerCard card, Path path) {
        return new ModelFile("recognizer " + card.id(), path, card.sha256());
    }

    /**
     * The whole file.
     *
     * @throws InputError if it cannot be read, or is not the pinned one
     */
    public byte[] bytes() {
        return contents(file -> Collections.emptySortedSet()).file();
    }

    /**
     * The whole file, and all files beside it that it names.
     *
     * @param named the names that are found in the file
     * @throws InputError if one cannot be read or lies elsewhere, or all of them together are not what is pinned
     */
    public Contents contents(Function<byte[], SortedSet<String>> named) {
        Contents contents = unpinned(named);
        Digest found = over(contents);
        if (!found.equals(sha256)) {
            throw contents.parts().isEmpty() ? another(found) : uncovered(contents, found);
        }
        return contents;
    }

    /** {@link #contents}, whatever their digest is. */
    public Contents unpinned(Function<byte[], SortedSet<String>> named) {
        byte[] file = read(path, true);
        SortedMap<String, byte[]> parts = new TreeMap<>();
        for (String name : named.apply(file)) {
            parts.put(name, read(beside(name), false));
        }
        return new Contents(file, parts);
    }

    /**
     * Hands a private copy of the file to a loader that takes paths alone; it is gone afterwards.
     *
     * @throws InputError if it cannot be copied, or is not the pinned one
     */
    public <T> T copied(Function<Path, T> loader) {
        requireRegular(path, true);
        try {
            Path copy = Files.createTempFile("visor-model", ".pt");
            try {
                Digest found = copy(copy);
                if (!found.equals(sha256)) {
                    throw another(found);
                }
                return loader.apply(copy);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new InputError("%s: %s cannot be copied to be loaded (%s)".formatted(owner, path, e.getMessage()), e);
        }
    }

    /**
     * The file's sha256, if it is all there is. Otherwise that of a list: the sha256 of the file and of each part, in the
     * order of the parts' names, a line each, as {@code sha256sum FILE PARTS | cut -c1-64 | sha256sum} prints it.
     */
    public static Digest over(Contents contents) {
        Digest file = Digest.of(contents.file());
        Collection<byte[]> parts = contents.parts().values();
        return parts.isEmpty()
                ? file
                : Digest.of(file.hex() + "\n"
                        + parts.stream()
                                .map(part -> Digest.of(part).hex() + "\n")
                                .collect(Collectors.joining()));
    }

    private InputError another(Digest found) {
        return new InputError(
                "%s: %s has sha256 %s, its card says %s; get the file again, or correct the card if the file is right"
                        .formatted(owner, path, found.hex(), sha256.hex()));
    }

    private InputError uncovered(Contents contents, Digest found) {
        return new InputError(
                "%s: %s keeps weights in %s, and all of them together have digest %s, where its card says sha256 %s; get the files again, or correct the card if they are right"
                        .formatted(
                                owner, path, String.join(", ", contents.parts().keySet()), found.hex(), sha256.hex()));
    }

    /** A model is a stranger's: what it names is followed within its own folder, and never through a link. */
    private Path beside(String name) {
        Path part = name.matches("[\\w .+@=~,-]+") ? Path.of(name) : Path.of("..");
        if (part.equals(Path.of("..")) || part.equals(Path.of("."))) {
            throw new InputError(
                    "%s: %s keeps weights in \"%s\", which is no file beside it; export it with its weights inside, or in its folder"
                            .formatted(owner, path, name.replaceAll("[^\\x20-\\x7e]", "?")));
        }
        return path.toAbsolutePath().resolveSibling(part);
    }

    private byte[] read(Path file, boolean mayBeLink) {
        requireRegular(file, mayBeLink);
        long most = Math.min(Integer.MAX_VALUE - 64, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        try (InputStream in = open(file, mayBeLink)) {
            byte[] bytes = in.readNBytes((int) Math.min(most + 1, Math.max(0, Files.size(file)) + 1));
            if (bytes.length > most) {
                throw new InputError(
                        "%s: %s has more than the %d MiB that can be read into memory; set VISOR_HEAP to more than three times its size"
                                .formatted(owner, file, most >> 20));
            }
            return bytes;
        } catch (IOException e) {
            throw new InputError("%s: %s cannot be read (%s)".formatted(owner, file, e.getMessage()), e);
        }
    }

    private static InputStream open(Path file, boolean mayBeLink) throws IOException {
        return mayBeLink
                ? Files.newInputStream(file)
                : Channels.newInputStream(
                        Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    private void requireRegular(Path file, boolean mayBeLink) {
        LinkOption[] links = mayBeLink ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
        if (!Files.isRegularFile(file, links)) {
            throw new InputError("%s: %s is %s; expected a file"
                    .formatted(
                            owner,
                            file,
                            Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "no regular file" : "not there"));
        }
    }

    private Digest copy(Path copy) throws IOException {
        MessageDigest sha = sha256Of();
        try (InputStream in = Files.newInputStream(path);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(copy), sha)) {
            in.transferTo(out);
        }
        return new Digest(HexFormat.of().formatHex(sha.digest()));
    }

    private static MessageDigest sha256Of() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
