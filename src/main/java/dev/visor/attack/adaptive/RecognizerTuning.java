package dev.visor.attack.adaptive;

import dev.visor.attack.RetrainedRecognizer;
import dev.visor.attack.TrainingPair;
import dev.visor.core.Knowledge;
import dev.visor.core.Seed;
import dev.visor.recognizer.Recognizer;
import dev.visor.recognizer.Trainable;
import dev.visor.recognizer.training.NetworkRecognizer;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.tensor.Compute;
import java.util.List;
import java.util.function.Consumer;

/** The tracker tunes the model: {@link TunedRecognizer}. */
public final class RecognizerTuning implements RetrainedRecognizer {

    @Override
    public Knowledge knowledge() {
        return Knowledge.ADAPTIVE;
    }

    @Override
    public byte[] learn(
            Trainable model, List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
        try (NetworkRecognizer tuned = TunedRecognizer.train(model, pairs, compute, seed, progress)) {
            return tuned.weights();
        }
    }

    @Override
    public Recognizer load(byte[] weights, Trainable model, Compute compute) {
        return TunedRecognizer.decode(weights, model, compute);
    }
}
