package dev.visor.attack.adaptive;

import ai.djl.ndarray.NDArray;
import dev.visor.attack.TrainingPair;
import dev.visor.core.Digest;
import dev.visor.core.Seed;
import dev.visor.recognizer.Network;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.Trainable;
import dev.visor.recognizer.training.NetworkRecognizer;
import dev.visor.recognizer.training.optimization.Adam;
import dev.visor.recognizer.training.optimization.LearningRate;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.recognizer.training.optimization.Split;
import dev.visor.recognizer.training.optimization.Training;
import dev.visor.recognizer.training.optimization.Training.Epoch;
import dev.visor.recognizer.training.optimization.Weights;
import dev.visor.tensor.Compute;
import dev.visor.tensor.Faces;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The model, trained further by the tracker on protected photos of other people until it sees through the defense.
 *
 * <p>The tracker of FaceCure (Radiya-Dixit et al., "Data Poisoning Won't Save You From Facial Recognition", ICLR 2022), who adds protected
 * photos of the public to his training. Here a pair is learned rather than a class: a protected photo shall lie where the model as it was
 * saw the original, and the original shall stay there. All of the net's filters are trained, none of its normalization.
 */
public final class TunedRecognizer {

    private static final double RATE = 1e-4;
    private static final int BATCH = 8;

    /** Pairs seen over a whole training, about: a minute and a half on one core. */
    private static final int SEEN = 600;

    private static final double ASIDE = .15;

    private TunedRecognizer() {}

    /**
     * Trains a copy; the model stays as it is.
     *
     * @param pairs of people whom nobody attacks, cut as the model wants them
     * @return its card is the model's, with another digest; the caller closes it
     */
    public static NetworkRecognizer train(
            Trainable model, List<TrainingPair> pairs, Compute compute, Seed seed, Consumer<Epoch> progress) {
        Network net = model.network();
        try {
            Objective objective = batch -> {
                List<TrainingPair> shown =
                        batch.learning() ? PairAugmentation.of(batch.of(pairs), batch.random()) : batch.of(pairs);
                NDArray originals = Faces.stack(
                        batch.scope(),
                        shown.stream().map(TrainingPair::original).toList());
                NDArray all = Faces.stack(
                                batch.scope(),
                                shown.stream().map(TrainingPair::protectedFace).toList())
                        .concat(originals);
                NDArray wanted = model.embed(originals);
                NDArray raw = net.forward(all);
                return EmbeddingDistance.lack(raw.div(raw.norm(new int[] {1}, true)), wanted.concat(wanted));
            };
            Split split =
                    Split.byPerson(pairs.stream().map(TrainingPair::subject).toList(), ASIDE, seed);
            int epochs = Math.max(1, SEEN / split.training().length);
            new Training(Adam::new, LearningRate.cosine(RATE, .1), epochs, BATCH, epochs, seed)
                    .run(net, objective, split, progress);
            return recognizer(model, net, compute);
        } catch (RuntimeException e) {
            net.close();
            throw e;
        }
    }

    /** Reads what {@link NetworkRecognizer#weights} of a tuned recognizer gave. */
    public static NetworkRecognizer decode(byte[] weights, Trainable model, Compute compute) {
        Network net = model.network();
        try {
            Weights.decode(weights, net);
            return recognizer(model, net, compute);
        } catch (RuntimeException e) {
            net.close();
            throw e;
        }
    }

    /** A net that was trained, as a recognizer with the model's card. */
    static NetworkRecognizer recognizer(Trainable model, Network net, Compute compute) {
        return new NetworkRecognizer(card(model.card(), Digest.of(Weights.encode(net))), net, compute);
    }

    /** The check picture's answer is the untuned one's: it goes. */
    private static RecognizerCard card(RecognizerCard card, Digest weights) {
        Map<String, Object> params = new TreeMap<>(card.params());
        params.put("tuned", weights.hex());
        return new RecognizerCard(
                card.id(),
                card.type(),
                card.summary(),
                card.asset(),
                card.sha256(),
                card.crop(),
                card.dimension(),
                card.architecture(),
                card.trainedOn(),
                card.licence(),
                List.of(),
                params,
                card.input(),
                card.output());
    }
}
