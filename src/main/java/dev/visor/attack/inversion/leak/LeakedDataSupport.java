package dev.visor.attack.inversion.leak;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.visor.attack.InversionTask;
import dev.visor.attack.InversionTask.Wanted;
import dev.visor.attack.LeakedData;
import dev.visor.attack.Reconstruction;
import dev.visor.core.image.FaceImage;
import dev.visor.tensor.Faces;
import dev.visor.tensor.Gradients;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Methods that attacks on leaked data have in common. */
public final class LeakedDataSupport {

    /** Representations that are held at once: with hundreds of channels they are large. */
    public static final int AT_ONCE = 16;

    private LeakedDataSupport() {}

    public static LeakedData of(InversionTask task) {
        return task.leaked().orElseThrow(() -> new IllegalStateException("this attack needs what has leaked"));
    }

    /** The numbers of the wanted photos, in order. */
    public static List<Integer> photos(InversionTask task) {
        return task.wanted().stream()
                .map(wanted -> wanted.photo()
                        .orElseThrow(() -> new IllegalStateException(
                                "person %d is wanted without a leaked photo".formatted(wanted.person()))))
                .toList();
    }

    /** Makes faces, [N, 3, side, side], attached to {@code scope}, of some leaked photos, by number. */
    public interface Unmasking {
        NDArray of(List<Integer> photos, NDManager scope);
    }

    /** Makes faces of the wanted photos, a few at once; nothing is recorded for gradients. */
    public static List<Reconstruction> reconstructed(InversionTask task, Unmasking unmasking) {
        List<FaceImage> faces = new ArrayList<>();
        eachFew(task, (some, scope) -> faces.addAll(Faces.unstack(unmasking.of(some, scope))));
        return answered(task, faces);
    }

    /** Hands over the wanted photos' numbers, a few at once, with a manager for that while; nothing is recorded for gradients. */
    public static void eachFew(InversionTask task, BiConsumer<List<Integer>, NDManager> work) {
        List<Integer> photos = photos(task);
        for (int from = 0; from < photos.size(); from += AT_ONCE) {
            List<Integer> some = photos.subList(from, Math.min(photos.size(), from + AT_ONCE));
            try (NDManager scope = task.compute().manager().newSubManager()) {
                fixed(() -> {
                    work.accept(some, scope);
                    return some;
                });
            }
        }
    }

    /** The pictures of what has leaked: all that is left to do where an attack does not apply. */
    public static List<Reconstruction> plain(InversionTask task) {
        task.progress().accept("does not apply: gives the picture of what leaked");
        return answered(task, of(task).pictures(photos(task), 0));
    }

    /** Reconstructions of the wanted photos from their faces. */
    static List<Reconstruction> answered(InversionTask task, List<FaceImage> faces) {
        List<Reconstruction> all = new ArrayList<>();
        for (int i = 0; i < faces.size(); i++) {
            Wanted wanted = task.wanted().get(i);
            all.add(Reconstruction.of(
                    wanted.person(), wanted.photo().orElseThrow(), faces.get(i).quantized()));
        }
        return all;
    }

    /** Does work that is not recorded for gradients. */
    public static <T> T fixed(Supplier<T> work) {
        return Gradients.recording(false, work);
    }

    /** Returns so many photos at the most, from all over the list, in which a person's lie side by side. */
    public static List<FaceImage> some(List<FaceImage> photos, int most) {
        int n = Math.min(photos.size(), most);
        return IntStream.range(0, n)
                .mapToObj(i -> photos.get((int) ((long) i * photos.size() / n)))
                .toList();
    }

    /** Picks rows. */
    public static NDIndex rows(int[] numbers, NDManager memory) {
        return new NDIndex(
                "{}", memory.create(Arrays.stream(numbers).asLongStream().toArray()));
    }

    public static NDIndex rows(List<Integer> numbers, NDManager memory) {
        return rows(numbers.stream().mapToInt(i -> i).toArray(), memory);
    }

    /** Returns how often a side can be halved, up to {@code most} times. */
    public static int halvings(int side, int most) {
        return Math.min(most, Integer.numberOfTrailingZeros(side));
    }
}
