package dev.visor.attack.inversion.decoder;

import ai.djl.ndarray.NDArray;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.LeakedData;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.Limits;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.attack.inversion.network.AttackTraining;
import dev.visor.attack.inversion.network.RecoveryNet;
import dev.visor.core.AttackerAccess;
import dev.visor.recognizer.training.optimization.Objective;
import dev.visor.tensor.Faces;
import java.util.List;

/**
 * Learns on the tracker's own photos to get from the masked representation to the face, and unmasks what has leaked.
 *
 * <p>The recovery attacker of the frequency-domain defenses (PartialFace, ICCV 2023; MinusFace, CVPR 2024): a U-Net under absolute errors.
 * Theirs has full size and a million photos; ours is small, and so is a lower bound. Black-box, it guesses the defense's secret
 * parameters; white-box, it knows them, but not what is drawn for each photo. It applies to every defense that is asked with a
 * representation: with one that hides nothing (pixels), it learns the identity.
 */
public final class RecoveryUnet implements InversionAttack {

    private final Params params;

    /**
     * @param knowsSecret whether the defense's own secret parameters are known
     * @param width channels of the U-Net at full size
     * @param halvings of the side, at the most
     * @param steps of training
     * @param batch photos a step
     * @param rate of Adam, at its top
     */
    public record Params(boolean knowsSecret, int width, int halvings, int steps, int batch, double rate) {

        public Params {
            Limits.above("width", width, 0);
            Limits.above("halvings", halvings, 0);
            Limits.above("steps", steps, 0);
            Limits.above("batch", batch, 0);
            Limits.above("rate", rate, 0);
        }
    }

    public RecoveryUnet(Params params) {
        this.params = params;
    }

    @Override
    public AttackerAccess access() {
        return AttackerAccess.LEAKED_DATA;
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        LeakedData leaked = LeakedDataSupport.of(task);
        int side = task.auxiliary().get(0).width();
        try (RecoveryNet net = new RecoveryNet(
                leaked.channels(),
                params.width(),
                LeakedDataSupport.halvings(side, params.halvings()),
                task.random().derive("weights").generator(),
                task.compute().manager())) {
            new AttackTraining(task.share(params.steps()), params.batch(), params.rate())
                    .learn(net, loss(net, task), task.auxiliary().size(), task, "recovery");
            return LeakedDataSupport.reconstructed(task, (some, scope) -> net.forward(leaked.shown(some, 0, scope)));
        }
    }

    private Objective loss(RecoveryNet net, InversionTask task) {
        LeakedData leaked = LeakedDataSupport.of(task);
        return batch -> {
            NDArray faces = Faces.stack(batch.scope(), batch.of(task.auxiliary()));
            NDArray inputs = LeakedDataSupport.fixed(() -> leaked.mask(faces, params.knowsSecret(), batch.random()));
            return net.error(inputs, faces);
        };
    }
}
