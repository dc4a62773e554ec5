package dev.visor.attack;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What one inversion attack has to work on.
 *
 * @param target the recognizer, as far as the attack reaches; an attack with {@link AttackerAccess#LEAKED_DATA} must not ask it
 * @param masked what has leaked; empty for an attack that does not reach for data
 * @param wanted whom to reconstruct, and from which leaked photo if from one
 * @param tries how many reconstructions of each person
 * @param photos public ones of people whom the target does not know, of the target's side; a tracker's own
 * @param teacher a public recognizer that the tracker may use, which sits on no jury; of crop arcface112, faces have to be resized
 * @param prior what {@link Prior#learn} gave
 * @param budget share of the attack's steps or queries, (0, 1]
 * @param random where all that is drawn comes from
 * @param progress told in a line what has been reached
 */
public record InversionTask(
        TargetModel target,
        Optional<LeakedData> masked,
        List<Wanted> wanted,
        int tries,
        List<FaceImage> photos,
        Optional<DifferentiableRecognizer> teacher,
        Optional<byte[]> prior,
        double budget,
        Compute compute,
        Seed random,
        Consumer<String> progress) {

    public InversionTask {
        wanted = List.copyOf(wanted);
        photos = List.copyOf(photos);
        if (tries < 1 || !(budget > 0 && budget <= 1)) {
            throw new IllegalArgumentException(
                    "tries must be at least 1 and budget in (0, 1], got %d and %s".formatted(tries, budget));
        }
    }

    /**
     * Who is to be reconstructed.
     *
     * @param person as the target numbers people
     * @param photo the leaked photo behind which the person is; empty for an attack on a recognizer
     */
    public record Wanted(int person, OptionalInt photo) {}

    /** That share of a number of steps, at least one. */
    public int share(int steps) {
        return Math.max(1, (int) Math.round(budget * steps));
    }
}
