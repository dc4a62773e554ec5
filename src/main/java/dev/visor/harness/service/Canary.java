package dev.visor.harness.service;

import dev.visor.attack.UploadedPhoto;
import dev.visor.service.Picture;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A pair of photos that a service is asked about at the start and at the end of every run, whatever is known already.
 *
 * @param before its similarity when the answers that are reused were given
 * @param opening at the start of this run
 * @param closing at its end
 */
record Canary(Pair pair, OptionalDouble before, OptionalDouble opening, OptionalDouble closing) {

    static final int PAIRS = 2;

    /** A service may round; an update moves scores by far more. */
    private static final double TOLERANCE = 1e-3;

    /** Two clean photos. */
    record Pair(Picture one, Picture other) {}

    static Optional<Pair> pair(UploadedPhoto one, UploadedPhoto other) {
        return one instanceof UploadedPhoto.Photo first && other instanceof UploadedPhoto.Photo second
                ? Optional.of(new Pair(first.picture(), second.picture()))
                : Optional.empty();
    }

    Canary closed(OptionalDouble similarity) {
        return new Canary(pair, before, opening, similarity);
    }

    /** Tells how the service's answers have changed; empty if they have not, or nobody can tell. */
    Optional<String> moved() {
        return moved("since earlier answers, which are reused", before, opening)
                .or(() -> moved("during the run", opening, closing));
    }

    private static Optional<String> moved(String when, OptionalDouble from, OptionalDouble to) {
        if (from.isEmpty() || to.isEmpty() || Math.abs(to.getAsDouble() - from.getAsDouble()) <= TOLERANCE) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(Locale.ROOT, "from %.4f to %.4f %s", from.getAsDouble(), to.getAsDouble(), when));
    }
}
