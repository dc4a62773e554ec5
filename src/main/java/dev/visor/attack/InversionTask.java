package dev.visor.attack;

import dev.visor.core.AttackerAccess;
import dev.visor.core.Seed;
import dev.visor.core.SubjectId;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The inputs of one inversion attack.
 *
 * @param target the recognizer, as far as the attack's access goes; an attack with {@link AttackerAccess#LEAKED_DATA} must not ask it
 * @param leaked masked data that has leaked; empty for an attack without access to it
 * @param wanted the people to reconstruct, each with the leaked photo to start from, if any
 * @param tries the number of reconstructions of each person, 1 or more
 * @param auxiliary the attacker's own photos, of people whom the target does not know, as large as the target's input
 * @param teacher a public recognizer that the attacker may use, which sits on no jury; of crop arcface112, faces have to be resized
 * @param prior what {@link Prior#learn} gave
 * @param budget share of the attack's steps or queries, (0, 1]
 * @param random source of all that is drawn
 * @param progress takes a line of what has been reached
 * @param names by which what was made elsewhere is found
 */
public record InversionTask(
        TargetModel target,
        Optional<LeakedData> leaked,
        List<Wanted> wanted,
        int tries,
        List<FaceImage> auxiliary,
        Optional<DifferentiableRecognizer> teacher,
        Optional<byte[]> prior,
        double budget,
        Compute compute,
        Seed random,
        Consumer<String> progress,
        Names names) {

    public InversionTask {
        wanted = List.copyOf(wanted);
        auxiliary = List.copyOf(auxiliary);
        if (tries < 1 || !(budget > 0 && budget <= 1)) {
            throw new IllegalArgumentException(
                    "tries must be at least 1 and budget in (0, 1], got %d and %s".formatted(tries, budget));
        }
    }

    /** A task of which no names are told. */
    public InversionTask(
            TargetModel target,
            Optional<LeakedData> leaked,
            List<Wanted> wanted,
            int tries,
            List<FaceImage> auxiliary,
            Optional<DifferentiableRecognizer> teacher,
            Optional<byte[]> prior,
            double budget,
            Compute compute,
            Seed random,
            Consumer<String> progress) {
        this(
                target,
                leaked,
                wanted,
                tries,
                auxiliary,
                teacher,
                prior,
                budget,
                compute,
                random,
                progress,
                new Names("", List.of()));
    }

    /**
     * Names of what is attacked.
     *
     * @param defense under which the target was trained
     * @param people in the order in which the target numbers them
     */
    public record Names(String defense, List<SubjectId> people) {

        public Names {
            people = List.copyOf(people);
        }
    }

    /**
     * A person to be reconstructed.
     *
     * @param person as the target numbers people
     * @param photo the leaked photo behind which the person is; empty for an attack on a recognizer
     */
    public record Wanted(int person, OptionalInt photo) {}

    /** The budget's share of a number of steps, at least one. */
    public int share(int steps) {
        return Math.max(1, (int) Math.round(budget * steps));
    }
}
