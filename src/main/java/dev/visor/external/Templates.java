package dev.visor.external;

import dev.visor.core.Embedding;
import dev.visor.core.InputError;
import dev.visor.core.file.Npy;
import dev.visor.core.file.NpyArray;
import dev.visor.core.file.NpyType;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The templates that a program has written, {@code templates.npy}: one row of numbers for each photo of its job, in the job's order. */
public final class Templates {

    private static final String FILE = "templates.npy";

    /** Stands for the file where that is not there: an archive of one array. */
    private static final String ARCHIVE = "templates.npz";

    private Templates() {}

    /**
     * Reads the templates of a job.
     *
     * @param owner whose they are, as messages name it
     * @param photos how many rows there must be
     * @param dimension of each
     * @return scaled to unit length, in the job's order
     * @throws InputError if they are not there, of another shape or type, or one of them has no direction
     */
    public static List<Embedding> read(String owner, Path folder, int photos, int dimension) {
        Path archive = folder.resolve(ARCHIVE);
        Path file = Files.exists(folder.resolve(FILE), LinkOption.NOFOLLOW_LINKS)
                        || !Files.exists(archive, LinkOption.NOFOLLOW_LINKS)
                ? folder.resolve(FILE)
                : archive;
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(
                    owner,
                    "%s %s"
                            .formatted(
                                    FILE,
                                    Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                                            ? "is no regular file"
                                            : "is missing"),
                    photos,
                    dimension);
        }
        NpyArray array;
        try {
            array = Npy.read(file);
        } catch (InputError e) {
            throw refused(owner, e.getMessage().replace(file.toString(), FILE), photos, dimension);
        }
        if (array.type() != NpyType.FLOAT32 && array.type() != NpyType.FLOAT64) {
            String type = array.type().name().toLowerCase(Locale.ROOT);
            throw refused(owner, "%s holds values of type %s".formatted(FILE, type), photos, dimension);
        }
        if (!array.shape().equals(List.of(photos, dimension))) {
            throw refused(owner, "%s has the shape %s".formatted(FILE, array.shape()), photos, dimension);
        }
        return rows(owner, array.doubles(), photos, dimension);
    }

    private static List<Embedding> rows(String owner, double[] values, int photos, int dimension) {
        List<Embedding> rows = new ArrayList<>();
        for (int photo = 0; photo < photos; photo++) {
            float[] row = new float[dimension];
            double squares = 0;
            for (int i = 0; i < dimension; i++) {
                double value = values[photo * dimension + i];
                row[i] = (float) value;
                squares += (double) row[i] * row[i];
            }
            if (!(squares > 0 && squares < Double.POSITIVE_INFINITY)) {
                throw refused(
                        owner,
                        "the row of photo %s in %s is %s"
                                .formatted(
                                        JobImage.name(photo + 1),
                                        FILE,
                                        squares == 0 ? "zero" : "infinite or no number"),
                        photos,
                        dimension);
            }
            rows.add(Embedding.normalized(row));
        }
        return rows;
    }

    private static InputError refused(String owner, String fault, int photos, int dimension) {
        return new InputError(String.format(
                Locale.ROOT,
                "%s: of what its command left, %s; expected {result}/%s with %d rows of %d finite numbers, not all zero, one for each photo of {job}/job.json",
                owner,
                fault,
                FILE,
                photos,
                dimension));
    }
}
