package dev.visor.attack.adaptive;

import dev.visor.attack.Restorer;
import dev.visor.attack.TrainedPurifier;
import dev.visor.attack.TrainingPair;
import dev.visor.core.Knowledge;
import dev.visor.core.Seed;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.function.Consumer;

/**
 * The tracker can run the defense: {@link Denoiser#knownDefense}, trained to undo it.
 */
public final class KnownDefense implements TrainedPurifier {

    @Override
    public Knowledge knowledge() {
        return Knowledge.ADAPTIVE;
    }

    @Override
    public boolean seesDefense() {
        return true;
    }

    @Override
    public byte[] learn(List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
        try (Denoiser denoiser = Denoiser.knownDefense(pairs, compute, seed, progress)) {
            return denoiser.encode();
        }
    }

    @Override
    public Restorer load(byte[] weights, Compute compute) {
        return Denoiser.decode(weights, compute);
    }
}
