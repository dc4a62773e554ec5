package dev.visor.attack.zoo;

import dev.visor.attack.Countermeasure;
import dev.visor.attack.Look;
import dev.visor.attack.Look.View;
import dev.visor.core.Knowledge;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tracker finds and cuts faces otherwise than the defense expects: by another detector, moved, larger, not turned, mirrored, or in several ways whose
 * embeddings are averaged. His gallery is cut alike, and his thresholds are calibrated so.
 *
 * <p>Perturbations are made for one cut of a face; what is left of them in another is what such a tracker sees. An attack of our own, after the finding
 * that detector and crop decide on much of a perturbation's effect.
 */
public final class OtherLook implements Countermeasure {

    private static final String USUAL = "usual";

    private final Look look;

    /** The use of the mirror image. */
    public enum Mirror {
        /** The face as it is. */
        NONE,
        /** The mirror image alone. */
        ALONE,
        /** Both, averaged. */
        BESIDE
    }

    /**
     * Settings.
     *
     * @param detector a detector's word; {@code usual} for the suite's
     * @param right the distance that the crop is moved to the right, as a share of the width of the face's box, -1..1
     * @param down likewise down, of the box's height
     * @param scale the factor by which the crop covers more of the photo, 0.1..10
     * @param turned whether the face is turned upright
     * @param mirror use of the mirror image
     * @param around the distance, as a share of the box, 0..0.5, at which four further crops lie to the left, the right, above and below, averaged with the one
     *     in the middle; 0 for that one alone
     */
    public record Params(
            String detector, double right, double down, double scale, boolean turned, Mirror mirror, double around) {

        public Params {
            if (!(around >= 0 && around <= .5)) {
                throw new IllegalArgumentException("around must lie in [0, 0.5], got " + around);
            }
            if (!(Math.abs(right) <= 1)) {
                throw new IllegalArgumentException("right must lie in [-1, 1], got " + right);
            }
            if (!(Math.abs(down) <= 1)) {
                throw new IllegalArgumentException("down must lie in [-1, 1], got " + down);
            }
            if (!(scale >= .1 && scale <= 10)) {
                throw new IllegalArgumentException("scale must lie in [0.1, 10], got " + scale);
            }
        }
    }

    public OtherLook(Params params) {
        View middle = new View(
                params.right(), params.down(), params.scale(), params.turned(), params.mirror() == Mirror.ALONE);
        List<View> views = new ArrayList<>(List.of(middle));
        if (params.around() > 0) {
            double share = params.around();
            views.add(middle.moved(-share, 0));
            views.add(middle.moved(share, 0));
            views.add(middle.moved(0, -share));
            views.add(middle.moved(0, share));
        }
        if (params.mirror() == Mirror.BESIDE) {
            List.copyOf(views).forEach(view -> views.add(view.inMirror()));
        }
        this.look = new Look(Optional.of(params.detector()).filter(word -> !word.equals(USUAL)), views);
    }

    @Override
    public Knowledge knowledge() {
        return Knowledge.OBLIVIOUS;
    }

    @Override
    public Look look() {
        return look;
    }
}
