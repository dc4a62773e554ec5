package dev.visor.defense.external;

import dev.visor.core.Budget;
import dev.visor.core.Trust;
import dev.visor.core.image.FaceImage;
import dev.visor.defense.Defense;
import dev.visor.defense.DefenseContext;
import dev.visor.external.Job;
import dev.visor.external.LocalFiles;
import dev.visor.recognizer.ModelFile;
import dev.visor.recognizer.image.ImageNetwork;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A defense that is a network in a file: a generator, trained elsewhere, that makes a protected image of an image. */
public final class NetworkDefense implements Defense {

    private final Params params;
    private final String name;

    /**
     * Settings.
     *
     * @param file one, beside the entry's file: TorchScript, or ONNX by its ending, that takes and gives [N, 3, H, W], RGB
     * @param unit what it is given: {@code face} or {@code photo}
     * @param mean that is taken off the values 0..255 before they go in: 0 for a network that takes 0..255 or 0..1, 127.5 for -1..1
     * @param std by which they are then divided: 1, 255 or 127.5
     * @param batch images for which it is loaded once, at least 1
     * @param epsilon how far a pixel may move, as a fraction of the range; what moves farther is cut back; 0 for no bound
     */
    public record Params(LocalFiles file, Job.Unit unit, double mean, double std, int batch, double epsilon) {

        public Params {
            if (file.sha256().size() != 1) {
                throw new IllegalArgumentException(
                        "file must name one file, got " + file.sha256().size());
            }
            if (!(std > 0)) {
                throw new IllegalArgumentException("std must be above 0, got " + std);
            }
            if (batch < 1) {
                throw new IllegalArgumentException("batch must be at least 1, got " + batch);
            }
            if (!(epsilon >= 0 && epsilon <= 1)) {
                throw new IllegalArgumentException("epsilon must lie in 0..1, got " + epsilon + ": write 8/255, not 8");
            }
        }
    }

    public NetworkDefense(Params params) {
        this.params = params;
        this.name = params.file().sha256().firstKey();
    }

    @Override
    public List<FaceImage> protect(List<FaceImage> originals, DefenseContext context) {
        ModelFile file = new ModelFile(
                "defense of the file " + name,
                params.file().file(name),
                params.file().sha256().get(name));
        try (ImageNetwork network = new ImageNetwork(
                file,
                new ImageNetwork.Scale(params.mean(), params.std()),
                context.surrogates().manager())) {
            List<FaceImage> made = network.apply(originals);
            return budget().map(budget -> Bounded.within(budget, originals, made))
                    .orElse(made);
        }
    }

    @Override
    public Optional<Budget> budget() {
        return params.epsilon() == 0 ? Optional.empty() : Optional.of(new Budget(params.epsilon()));
    }

    @Override
    public boolean protectsPhotos() {
        return params.unit() == Job.Unit.PHOTO;
    }

    @Override
    public OptionalInt batch() {
        return OptionalInt.of(params.batch());
    }

    @Override
    public Trust trust() {
        return Trust.APPLIED;
    }
}
