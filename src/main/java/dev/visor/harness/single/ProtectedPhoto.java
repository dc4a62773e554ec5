package dev.visor.harness.single;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a photo that was to be protected.
 *
 * @param copy the file written; empty if none was
 * @param resemblances one for each recognizer that was asked, in one order for all photos; empty if it was not measured
 * @param reason in a sentence that names the photo; empty if it is protected
 */
public record ProtectedPhoto(
        Path photo, Optional<Path> copy, Verdict verdict, List<Resemblance> resemblances, String reason) {

    /** Whether a copy protects. */
    public enum Verdict {
        /** Every recognizer that decides knew the person in the original, and knows nobody in the copy. */
        PROTECTED("protected"),
        /** A recognizer that decides still finds the person in the copy. */
        NOT_PROTECTED("not protected"),
        /** A copy was written, and what it is worth could not be measured. */
        UNMEASURED("unmeasured"),
        /** No copy was written. */
        NO_COPY("no copy");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public ProtectedPhoto {
        resemblances = List.copyOf(resemblances);
    }

    static ProtectedPhoto none(Path photo, String reason) {
        return new ProtectedPhoto(photo, Optional.empty(), Verdict.NO_COPY, List.of(), reason);
    }

    static ProtectedPhoto unmeasured(Path photo, Path copy, String why) {
        return new ProtectedPhoto(
                photo,
                Optional.of(copy),
                Verdict.UNMEASURED,
                List.of(),
                "%s: unmeasured: %s; treat %s as not protected".formatted(photo, why, copy));
    }

    /** Judges a copy by what the recognizers say. */
    static ProtectedPhoto measured(Path photo, Path copy, List<Resemblance> resemblances) {
        List<String> blind = names(resemblances.stream().filter(r -> r.decides() && !r.knew()));
        List<String> still = names(resemblances.stream().filter(r -> r.decides() && r.recognized()));
        Verdict verdict =
                !still.isEmpty() ? Verdict.NOT_PROTECTED : blind.isEmpty() ? Verdict.PROTECTED : Verdict.UNMEASURED;
        String reason =
                switch (verdict) {
                    case NOT_PROTECTED ->
                        "%s: not protected: %s still find%s the person in %s"
                                .formatted(photo, String.join(" and ", still), still.size() == 1 ? "s" : "", copy);
                    case UNMEASURED ->
                        "%s: unmeasured: the person is not even found in the original (by %s); treat %s as not protected"
                                .formatted(photo, String.join(" and ", blind), copy);
                    default -> "";
                };
        return new ProtectedPhoto(photo, Optional.of(copy), verdict, resemblances, reason);
    }

    private static List<String> names(java.util.stream.Stream<Resemblance> resemblances) {
        return resemblances.map(Resemblance::recognizer).toList();
    }
}
