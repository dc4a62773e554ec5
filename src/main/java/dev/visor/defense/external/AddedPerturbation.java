package dev.visor.defense.external;

import dev.visor.core.Budget;
import dev.visor.core.InputError;
import dev.visor.core.Trust;
import dev.visor.core.file.Npy;
import dev.visor.core.file.NpyArray;
import dev.visor.core.image.FaceImage;
import dev.visor.core.image.Photo;
import dev.visor.dataset.ImageFiles;
import dev.visor.dataset.Reading;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.defense.Perturbation;
import dev.visor.external.LocalFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A perturbation in a file, added to faces that its maker was not given: one for everybody, or one for each person. Papers call it a
 * universal or a person's privacy mask.
 *
 * <p>An array is [side, side, 3] or [3, side, side], RGB, in pixel values; a PNG holds 128 where nothing is added.
 */
public final class AddedPerturbation implements Defense {

    private final Params params;
    private final Map<String, Perturbation> read = new ConcurrentHashMap<>();

    /** The person, or all people, for whom a file is. */
    public enum Per {
        /** Each file is for the person of whom it has the name, without ending. */
        PERSON,
        /** The one file is for everybody. */
        ALL
    }

    /**
     * Settings.
     *
     * @param files beside the entry's file, {@code .npy}, {@code .npz} or {@code .png}: one for {@code all}, one for each {@code person}
     * @param per whom a file is for
     * @param epsilon how far a pixel may move, as a fraction of the range: what is larger is cut back; 0 for no bound
     */
    public record Params(LocalFiles files, Per per, double epsilon) {

        public Params {
            if (files.sha256().isEmpty() || per == Per.ALL && files.sha256().size() != 1) {
                throw new IllegalArgumentException("files must name one file for all, or one for each person, got "
                        + files.sha256().size());
            }
            if (!(epsilon >= 0 && epsilon <= 1)) {
                throw new IllegalArgumentException("epsilon must lie in 0..1, got " + epsilon + ": write 8/255, not 8");
            }
        }
    }

    public AddedPerturbation(Params params) {
        this.params = params;
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        List<FaceImage> made = new ArrayList<>();
        for (int i = 0; i < originals.size(); i++) {
            made.add(add(originals.get(i), file(context, i)));
        }
        return budget().map(budget -> Bounded.within(budget, originals, made)).orElse(made);
    }

    private String file(DefenseContext context, int i) {
        if (params.per() == Per.ALL) {
            return params.files().sha256().firstKey();
        }
        String person = context.facts().get(i).subject().orElseThrow().value();
        return params.files().sha256().keySet().stream()
                .filter(name -> stem(name).equals(person))
                .findFirst()
                .orElseThrow(() -> new InputError(
                        "there is no perturbation for %s among the files of the defense; add %s.npy, or leave the person out"
                                .formatted(person, person)));
    }

    private static String stem(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        int dot = last.lastIndexOf('.');
        return dot < 0 ? last : last.substring(0, dot);
    }

    private FaceImage add(FaceImage original, String name) {
        Perturbation perturbation = read.computeIfAbsent(name, file -> read(file, original));
        if (perturbation.values().length != original.pixels().length) {
            throw new InputError("%s holds %d values, and a face of %d x %d has %d; make one for the crop of the suite"
                    .formatted(
                            name,
                            perturbation.values().length,
                            original.width(),
                            original.height(),
                            original.pixels().length));
        }
        return perturbation.addedTo(original);
    }

    /** Returns what a file holds. */
    private Perturbation read(String name, FaceImage original) {
        params.files().requireUnchanged();
        if (name.endsWith(".npy") || name.endsWith(".npz")) {
            NpyArray array = Npy.read(params.files().file(name)).requireFinite();
            List<Integer> shape = array.shape();
            int side = original.width();
            if (shape.equals(List.of(FaceImage.CHANNELS, side, side))) {
                return new Perturbation(side, side, array.floats());
            }
            if (shape.equals(List.of(side, side, FaceImage.CHANNELS))) {
                return new Perturbation(side, side, planar(array.floats()));
            }
            throw new InputError("%s has the shape %s; expected [%d, %d, 3] or [3, %d, %d]"
                    .formatted(name, shape, side, side, side, side));
        }
        Reading reading = ImageFiles.read(params.files().file(name));
        if (reading instanceof Reading.Unreadable unreadable) {
            throw new InputError("%s is no perturbation: %s".formatted(name, unreadable.reason()));
        }
        Photo photo = ((Reading.Decoded) reading).photo();
        float[] values = FaceImage.ofPhoto(photo).pixels();
        for (int i = 0; i < values.length; i++) {
            values[i] -= Perturbation.NEUTRAL;
        }
        return new Perturbation(photo.width(), photo.height(), values);
    }

    private static float[] planar(float[] interleaved) {
        int plane = interleaved.length / FaceImage.CHANNELS;
        float[] planar = new float[interleaved.length];
        for (int i = 0; i < plane; i++) {
            for (int channel = 0; channel < FaceImage.CHANNELS; channel++) {
                planar[channel * plane + i] = interleaved[i * FaceImage.CHANNELS + channel];
            }
        }
        return planar;
    }

    @Override
    public Optional<Budget> budget() {
        return params.epsilon() == 0 ? Optional.empty() : Optional.of(new Budget(params.epsilon()));
    }

    @Override
    public boolean needsIdentity() {
        return params.per() == Per.PERSON;
    }

    @Override
    public Trust trust() {
        return Trust.APPLIED;
    }
}
