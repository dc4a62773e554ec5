package dev.visor.core.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads NumPy's {@code .npz} files, zip archives of {@code .npy} files, where one array is wanted.
 *
 * <p>Format: the documentation of {@code numpy.savez}.
 */
final class Npz {

    private static final byte[] MAGIC = {'P', 'K', 3, 4};

    private static final int MOST_NAMED = 4;

    private Npz() {}

    /** Whether a file is a zip archive, by its first bytes. */
    static boolean is(byte[] file) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (file.length <= i || file[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The only array of an archive, as the bytes of a {@code .npy} file.
     *
     * @throws NpyHeader.NotRead if it holds another number of arrays, is damaged, or unpacks to too much
     */
    static byte[] only(byte[] file) throws NpyHeader.NotRead {
        List<String> names = new ArrayList<>();
        byte[] array = new byte[0];
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                if (names.size() == 1) {
                    array = zip.readNBytes(Npy.MOST_BYTES + 1);
                    if (array.length > Npy.MOST_BYTES) {
                        throw new NpyHeader.NotRead("it unpacks to more than is read");
                    }
                } else if (names.size() > MOST_NAMED) {
                    break;
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new NpyHeader.NotRead("it is a damaged .npz archive: write it again");
        }
        if (names.size() != 1) {
            throw new NpyHeader.NotRead(
                    names.isEmpty()
                            ? "it is a .npz archive of no array"
                            : "it is a .npz archive of several arrays (%s), and one is wanted: write it with numpy.save"
                                    .formatted(String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
                                            + (names.size() > MOST_NAMED ? ", ..." : "")));
        }
        return array;
    }
}
