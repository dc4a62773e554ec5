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

/** The tracker denoises: {@link Denoiser#oblivious}, trained without having seen any defense. */
public final class ObliviousDenoiser implements TrainedPurifier {

    @Override
    public Knowledge knowledge() {
        return Knowledge.OBLIVIOUS;
    }

    @Override
    public boolean seesDefense() {
        return false;
    }

    @Override
    public byte[] learn(List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
        try (Denoiser denoiser = Denoiser.oblivious(pairs, compute, seed, progress)) {
            return denoiser.encode();
        }
    }

    @Override
    public Restorer load(byte[] weights, Compute compute) {
        return Denoiser.decode(weights, compute);
    }
}
