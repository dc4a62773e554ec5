package dev.visor.attack.inversion.unmix;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.visor.attack.InversionAttack;
import dev.visor.attack.InversionTask;
import dev.visor.attack.Reconstruction;
import dev.visor.attack.inversion.Limits;
import dev.visor.attack.inversion.leak.LeakedDataSupport;
import dev.visor.attack.inversion.leak.LeakedEpochs;
import dev.visor.core.AttackerAccess;
import java.util.List;

/**
 * Knows the seed of the generator that mixed: draws again who was mixed with whom and how much, and solves for the photos.
 *
 * <p>Several epochs of masked training rows are that many equations for each photo, see {@link MixedRows}; the third attack of Carlini et
 * al., "Is private learning possible with instance encoding?", IEEE S&amp;P 2021, on the generator of the InstaHide challenge. Where the
 * representation is pixels and mixing leaves much unexplained, signs have been flipped: {@link FlippedRows} then solves for magnitudes.
 *
 * <p>It applies to defenses that mix, and the seed is knowledge that a tracker seldom has: it shows what mixing hides by itself, once its
 * randomness is gone. For all others it gives the picture of what leaked.
 */
public final class UnmixReplay implements InversionAttack {

    /**
     * Share of the rows' energy above which signs were flipped; mixing alone leaves next to nothing, flipped signs
     * nearly all.
     */
    private static final double FLIPPED = .3;

    private final Params params;

    /**
     * @param epochs of training that have leaked
     * @param rounds of solving and of guessing signs anew, where they were flipped
     */
    public record Params(int epochs, int rounds) {

        public Params {
            Limits.above("epochs", epochs, 0);
            Limits.above("rounds", rounds, 0);
        }
    }

    public UnmixReplay(Params params) {
        this.params = params;
    }

    @Override
    public AttackerAccess access() {
        return AttackerAccess.LEAKED_DATA;
    }

    @Override
    public List<Reconstruction> run(InversionTask task) {
        return LeakedDataSupport.of(task).mixes()
                ? LeakedDataSupport.fixed(() -> replay(task))
                : LeakedDataSupport.plain(task);
    }

    private List<Reconstruction> replay(InversionTask task) {
        LeakedEpochs epochs = new LeakedEpochs(task, params.epochs());
        List<Integer> photos = LeakedDataSupport.photos(task);
        try (NDManager memory = task.compute().manager().newSubManager()) {
            MixedRows rows = new MixedRows(epochs.photos(), epochs.values(), memory);
            epochs.each((epoch, leak, inputs) -> rows.add(leak.secrets(), inputs));
            if (LeakedDataSupport.of(task).channels() != FlippedRows.CHANNELS || rows.unexplained() < FLIPPED) {
                return epochs.pictures(rows.solve(photos, memory));
            }
            task.progress().accept("unmix-replay: mixing does not explain the rows, solves for magnitudes");
            NDArray all = FlippedRows.solve(epochs, rows.mixes(), task, task.share(params.rounds()), memory);
            return epochs.pixels(all.get(LeakedDataSupport.rows(photos, memory)));
        }
    }
}
