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
 * The tracker paints public styles of makeup on other people, and trains a network to take makeup off.
 *
 * <p>The idea of makeup removal as in PSGAN (Jiang et al., CVPR 2020) and DiffClean, with a small {@link MakeupRemovalNet} in place of theirs, and
 * with true pairs, which painting gives. He does not know the style that he meets.
 */
public final class MakeupRemoval implements TrainedPurifier {

    private final Params params;

    /**
     * Settings.
     *
     * @param pairsOf the defenses that paint; none: the one that is attacked
     * @param width channels of the network at half the face's side
     * @param halvings of the side beyond that half: the sides of faces are multiples of twice 2 to that power
     * @param steps of training; 0 trains nothing and takes nothing off
     * @param batch faces a step
     * @param rate of Adam, at its top
     * @param clean share of the faces shown that wear nothing, 0..1, from which it learns to leave them alone
     */
    public record Params(
            List<String> pairsOf, int width, int halvings, int steps, int batch, double rate, double clean) {

        public Params {
            pairsOf = List.copyOf(pairsOf);
            require("width", width >= 1 && width <= 256, "from 1 to 256", width);
            require("halvings", halvings >= 0 && halvings <= 4, "from 0 to 4", halvings);
            require("steps", steps >= 0, "0 or more", steps);
            require("batch", batch >= 1, "1 or more", batch);
            require("rate", rate > 0 && rate < 1, "between 0 and 1", rate);
            require("clean", clean >= 0 && clean < 1, "0 or more, and below 1", clean);
        }

        private static void require(String name, boolean met, String range, Number value) {
            if (!met) {
                throw new IllegalArgumentException("%s must be %s, got %s".formatted(name, range, value));
            }
        }
    }

    public MakeupRemoval(Params params) {
        this.params = params;
    }

    @Override
    public Knowledge knowledge() {
        return params.pairsOf().isEmpty() ? Knowledge.ADAPTIVE : Knowledge.OBLIVIOUS;
    }

    @Override
    public boolean seesDefense() {
        return true;
    }

    @Override
    public List<String> pairsOf() {
        return params.pairsOf();
    }

    @Override
    public byte[] learn(List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
        try (MakeupRemover remover = MakeupRemover.learned(params, pairs, compute, seed, progress)) {
            return remover.encode();
        }
    }

    @Override
    public Restorer load(byte[] weights, Compute compute) {
        return MakeupRemover.decode(params, weights, compute);
    }
}
