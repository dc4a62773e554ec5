package dev.visor.recognizer.training;

import dev.visor.core.Digest;
import dev.visor.recognizer.training.network.ArcFaceHead;
import dev.visor.recognizer.training.network.Head;
import dev.visor.recognizer.training.network.Layer;
import dev.visor.recognizer.training.network.MobileFaceNet;
import dev.visor.recognizer.training.network.ResidualNet;
import dev.visor.recognizer.training.network.SoftmaxHead;
import java.util.List;

/**
 * The settings by which a recognizer is trained on photos of the people whom it shall know.
 *
 * @param architecture {@code residual} (small, for one core) or {@code mobilefacenet} (Chen et al. 2018)
 * @param side of the faces, in pixels; a multiple of 16, at least 32
 * @param dimension of the embeddings
 * @param head {@code softmax} (a linear layer), {@code arcface} (Deng et al. 2019), or {@code cosine}: the same without its margin, for all
 *     rows as {@code arcface} has it for mixed ones
 * @param epochs passes over the photos, if it is not stopped early
 * @param batch photos a step
 * @param rate of stochastic gradient descent at its top; it rises over a tenth of the steps and falls along a cosine
 * @param momentum share of the earlier steps that is kept, [0, 1)
 * @param weightDecay added to the gradient for each unit of a weight, but not of what a masking learns
 * @param mirror whether every other photo, at random, is learned from with left and right exchanged
 * @param patience epochs in which no more of the faces set aside are known, after which training stops
 */
public record TrainingConfig(
        String architecture,
        int side,
        int dimension,
        String head,
        int epochs,
        int batch,
        double rate,
        double momentum,
        double weightDecay,
        boolean mirror,
        int patience) {

    private static final List<String> ARCHITECTURES = List.of("residual", "mobilefacenet");
    private static final List<String> HEADS = List.of("softmax", "cosine", "arcface");
    private static final int REDUCTION = 16;

    public TrainingConfig {
        check(ARCHITECTURES.contains(architecture), "architecture", "one of " + ARCHITECTURES, architecture);
        check(side >= 2 * REDUCTION && side % REDUCTION == 0, "side", "a multiple of 16 from 32 on", side);
        check(dimension >= 2, "dimension", "at least 2", dimension);
        check(HEADS.contains(head), "head", "one of " + HEADS, head);
        check(epochs >= 1, "epochs", "at least 1", epochs);
        check(batch >= 1, "batch", "at least 1", batch);
        check(rate > 0 && rate <= 1, "rate", "in (0, 1]", rate);
        check(momentum >= 0 && momentum < 1, "momentum", "in [0, 1)", momentum);
        check(weightDecay >= 0 && weightDecay < 1, "weight_decay", "in [0, 1)", weightDecay);
        check(patience >= 1, "patience", "at least 1", patience);
    }

    private static void check(boolean holds, String name, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("%s must be %s, got %s".formatted(name, expected, got));
        }
    }

    /** Stands for all settings in keys. */
    public Digest digest() {
        return Digest.builder("recipe")
                .add("architecture", architecture)
                .add("side", side)
                .add("dimension", dimension)
                .add("head", head)
                .add("epochs", epochs)
                .add("batch", batch)
                .add("rate", rate)
                .add("momentum", momentum)
                .add("weight_decay", weightDecay)
                .add("mirror", mirror)
                .add("patience", patience)
                .build();
    }

    /** Makes the backbone, from [N, channels, side, side] to [N, dimension]. */
    Layer backbone(int channels) {
        return switch (architecture) {
            case "residual" -> ResidualNet.of(channels, side, dimension);
            default -> MobileFaceNet.of(channels, side, dimension);
        };
    }

    Head head(int classes) {
        return switch (head) {
            case "softmax" -> new SoftmaxHead(dimension, classes);
            case "cosine" -> ArcFaceHead.withoutMargin(dimension, classes);
            default -> new ArcFaceHead(dimension, classes);
        };
    }
}
