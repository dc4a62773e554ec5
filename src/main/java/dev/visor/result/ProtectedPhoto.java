package dev.visor.result;

import static dev.visor.result.csv.CsvWriter.NOT_APPLICABLE;

import dev.visor.core.PhotoId;
import dev.visor.core.SubjectId;
import dev.visor.result.csv.CsvRow;
import dev.visor.result.csv.CsvWriter;
import dev.visor.result.csv.Decimals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row of {@code photos.csv}: what protecting a photo did to its face crop, or how much of a face an inversion attack made out.
 *
 * @param surrogates ids, empty if the defense uses none
 * @param attack that reconstructed the face; {@code -} for a protected photo
 * @param model that it was reconstructed from; {@code -} for a protected photo
 * @param quality empty if the photo could not be protected
 * @param outcome {@code protected}, {@code unprotected}, {@code reconstructed}, or why there is none: {@code failed}, {@code
 *     no_face}, {@code unreadable}
 */
public record ProtectedPhoto(
        String defense,
        List<String> surrogates,
        String dataset,
        long seed,
        String attack,
        String model,
        PhotoId probe,
        SubjectId subject,
        Optional<Quality> quality,
        String outcome) {

    static final String FILE = "photos.csv";
    static final List<String> COLUMNS = List.of(
            "defense",
            "surrogates",
            "dataset",
            "seed",
            "attack",
            "model",
            "probe",
            "subject",
            "ssim",
            "psnr",
            "linf",
            "outcome");

    private static final int PLACES = 4;
    private static final int BUDGET_PLACES = 6;

    /**
     * Quality of a protected face: how far it is from the original.
     *
     * @param ssim structural similarity, 1 if nothing changed
     * @param psnr peak signal to noise in dB; empty if nothing changed
     * @param linf the largest change of any pixel, as a fraction of the pixel range
     */
    public record Quality(double ssim, OptionalDouble psnr, double linf) {

        /** Rounds to what the record keeps, so that means can be computed from it again. */
        public Quality {
            ssim = Decimals.rounded(ssim, PLACES);
            psnr = psnr.isPresent() ? OptionalDouble.of(Decimals.rounded(psnr.getAsDouble(), PLACES)) : psnr;
            linf = Decimals.rounded(linf, BUDGET_PLACES);
        }

        static Optional<Quality> read(CsvRow row) {
            return row.has("ssim")
                    ? Optional.of(new Quality(row.decimal("ssim"), row.optionalDecimal("psnr"), row.decimal("linf")))
                    : Optional.empty();
        }

        /** Returns the columns {@code ssim, psnr, linf}. */
        static List<String> row(Optional<Quality> quality) {
            return List.of(
                    quality.map(q -> Decimals.places(q.ssim(), PLACES)).orElse(NOT_APPLICABLE),
                    quality.filter(q -> q.psnr().isPresent())
                            .map(q -> Decimals.places(q.psnr().getAsDouble(), PLACES))
                            .orElse(NOT_APPLICABLE),
                    quality.map(q -> Decimals.places(q.linf(), BUDGET_PLACES)).orElse(NOT_APPLICABLE));
        }
    }

    public ProtectedPhoto {
        surrogates = List.copyOf(surrogates);
    }

    /** A photo that a defense was to protect. */
    public ProtectedPhoto(
            String defense,
            List<String> surrogates,
            String dataset,
            long seed,
            PhotoId probe,
            SubjectId subject,
            Optional<Quality> quality,
            String outcome) {
        this(defense, surrogates, dataset, seed, NOT_APPLICABLE, NOT_APPLICABLE, probe, subject, quality, outcome);
    }

    static void write(Path directory, List<ProtectedPhoto> photos) {
        CsvWriter.whole(directory.resolve(FILE), COLUMNS, photos.stream().map(ProtectedPhoto::row));
    }

    static List<ProtectedPhoto> read(Path directory) {
        return RecordFile.PHOTOS
                .table(directory)
                .read(row -> new ProtectedPhoto(
                        row.name("defense"),
                        Cells.surrogates(row),
                        row.name("dataset"),
                        row.number("seed"),
                        row.name("attack"),
                        row.name("model"),
                        new PhotoId(row.text("probe")),
                        new SubjectId(row.text("subject")),
                        Quality.read(row),
                        row.name("outcome")));
    }

    private List<String> row() {
        List<String> row = new ArrayList<>(List.of(
                CsvWriter.name(defense),
                surrogates.isEmpty() ? NOT_APPLICABLE : String.join("+", surrogates),
                CsvWriter.name(dataset),
                Long.toString(seed),
                attack,
                model,
                CsvWriter.name(probe.value()),
                CsvWriter.name(subject.value())));
        row.addAll(Quality.row(quality));
        row.add(CsvWriter.name(outcome));
        return row;
    }
}
