package dev.visor.attack.inversion.leak;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.visor.attack.InversionTask;
import dev.visor.attack.LeakedData;
import dev.visor.attack.LeakedData.Leak;
import dev.visor.attack.Reconstruction;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Faces;
import java.util.ArrayList;
import java.util.List;

/** The epochs of masked training that have leaked, one after the other. */
public final class LeakedEpochs {

    private final InversionTask task;
    private final LeakedData leaked;
    private final int epochs;

    /** @param epochs how many leak under the whole budget */
    public LeakedEpochs(InversionTask task, int epochs) {
        this.task = task;
        this.leaked = LeakedDataSupport.of(task);
        this.epochs = task.share(epochs);
    }

    public interface Reader {

        /** @param rows the epoch's inputs as [photos, values]; gone once the reader returns */
        void read(int epoch, Leak leak, NDArray rows);
    }

    public void each(Reader reader) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            try (NDManager scope = task.compute().manager().newSubManager()) {
                Leak leak = leaked.training(epoch, scope);
                reader.read(epoch, leak, leak.inputs().reshape(leaked.photos(), values()));
            }
        }
    }

    public int count() {
        return epochs;
    }

    public int photos() {
        return leaked.photos();
    }

    private int side() {
        return task.auxiliary().get(0).width();
    }

    /** Returns the number of values of one representation. */
    public long values() {
        return (long) leaked.channels() * side() * side();
    }

    /** Representations of the wanted photos, [wanted, values], as faces. */
    public List<Reconstruction> pictures(NDArray wanted) {
        List<FaceImage> faces = new ArrayList<>();
        long n = wanted.getShape().get(0);
        for (long from = 0; from < n; from += LeakedDataSupport.AT_ONCE) {
            try (NDManager scope = wanted.getManager().newSubManager()) {
                scope.tempAttachAll(wanted);
                NDArray some = wanted.get("{}:{}", from, Math.min(n, from + LeakedDataSupport.AT_ONCE));
                faces.addAll(Faces.unstack(leaked.visualize(shaped(some, leaked.channels()))));
            }
        }
        return LeakedDataSupport.answered(task, faces);
    }

    /** Pixels of the wanted photos, -1..1, as faces: past a picture that would not know the signs. */
    public List<Reconstruction> pixels(NDArray wanted) {
        return LeakedDataSupport.answered(
                task, Faces.unstack(shaped(wanted, FaceImage.CHANNELS).add(1).mul(127.5)));
    }

    private NDArray shaped(NDArray rows, int channels) {
        return rows.reshape(new Shape(rows.getShape().get(0), channels, side(), side()));
    }
}
