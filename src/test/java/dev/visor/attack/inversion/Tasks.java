package dev.visor.attack.inversion;

import dev.visor.attack.InversionTask;
import dev.visor.attack.InversionTask.Wanted;
import dev.visor.attack.LeakedData;
import dev.visor.core.AttackerAccess;
import dev.visor.core.Seed;
import dev.visor.core.image.FaceImage;
import dev.visor.recognizer.DifferentiableRecognizer;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Small tasks for inversion attacks. */
public final class Tasks {

    private Tasks() {}

    /** Every leaked photo is wanted; person and photo have the same number. */
    public static InversionTask leaked(
            LeakedData leaked, List<FaceImage> own, Optional<DifferentiableRecognizer> teacher, Compute compute) {
        return leaked(leaked, own, teacher, Optional.empty(), compute);
    }

    public static InversionTask leaked(
            LeakedData leaked,
            List<FaceImage> own,
            Optional<DifferentiableRecognizer> teacher,
            Optional<byte[]> prior,
            Compute compute) {
        List<Wanted> wanted = IntStream.range(0, leaked.photos())
                .mapToObj(i -> new Wanted(i, OptionalInt.of(i)))
                .toList();
        return new InversionTask(
                new AnalyticTarget(AttackerAccess.LEAKED_DATA, own),
                Optional.of(leaked),
                wanted,
                1,
                own,
                teacher,
                prior,
                1,
                compute,
                new Seed(5),
                line -> {});
    }
}
